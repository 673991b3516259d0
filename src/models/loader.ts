/**
 * Model files → `Models`. Pure: text in, data out.
 *
 * The order of files is the order of declaration; later files refine or override earlier ones (call-effect.ts says how).
 * Every problem of every file is collected before the loader gives up, each as one line `file:line: what, hint`.
 */
import { assembleModels, type LoadedModels, type ModelParts } from './assemble.ts';
import { type ModelDocument, parseModelDocument } from './document.ts';
import { readFields } from './fields.ts';
import { collectKinds, type KindTable } from './kinds.ts';
import type { ModelSource } from './model-files.ts';
import { readNames } from './names.ts';
import { ModelError, type ModelProblem } from './problem.ts';
import type { RawModelFile } from './raw.ts';
import { readApi } from './read-api.ts';
import { readEntryPoints, readPairs, readProtocols, readTrust } from './read-behaviour.ts';
import { mergeConventions, readConventions } from './read-conventions.ts';
import { Reading } from './reading.ts';
import { compileSchema, type SchemaCheck } from './schema.ts';

interface CheckedFile {
  readonly document: ModelDocument;
  readonly file: RawModelFile;
}

/**
 * Loads model files.
 *
 * @param schemaText the text of schemas/model.schema.json
 * @throws ModelError when a file is no YAML, does not fit the schema, or uses a kind that no file declares
 */
export function loadModels(files: readonly ModelSource[], schemaText: string): LoadedModels {
  return assembleModels(readModels(files, schemaText));
}

/** What `loadModels` reads before it is indexed: plain data that can be stored. Throws the same. */
export function readModels(files: readonly ModelSource[], schemaText: string): ModelParts {
  const problems: ModelProblem[] = [];
  const checked = checkFiles(files, compileSchema(schemaText), problems);
  const kinds = collectKinds(checked.map(({ file }) => file));
  const parts = checked.map((entry) => readParts(entry, kinds, problems));
  if (problems.length > 0) throw new ModelError(problems);
  return {
    conventions: mergeConventions(parts.map((part) => part.conventions)),
    apis: parts.flatMap((part) => part.apis),
    fields: parts.flatMap((part) => part.fields),
    entryPoints: parts.flatMap((part) => part.entryPoints),
    names: parts.flatMap((part) => part.names),
    pairs: parts.flatMap((part) => part.pairs),
    trust: parts.flatMap((part) => part.trust),
    protocols: parts.flatMap((part) => part.protocols),
    kinds,
  };
}

function checkFiles(
  files: readonly ModelSource[],
  check: SchemaCheck,
  problems: ModelProblem[],
): CheckedFile[] {
  return files.flatMap((source) => {
    const parsed = parseModelDocument(source);
    problems.push(...parsed.problems);
    if (parsed.problems.length > 0) return [];
    const result = check(parsed.document);
    if (result.valid) return [{ document: parsed.document, file: result.file }];
    problems.push(...result.problems);
    return [];
  });
}

function readParts({ document, file }: CheckedFile, kinds: KindTable, problems: ModelProblem[]) {
  const reading = new Reading(document, kinds);
  const parts = {
    conventions: readConventions(file, reading),
    apis: (file.apis ?? []).map((api, index) => readApi(api, reading, ['apis', index])),
    fields: readFields(file, reading),
    entryPoints: readEntryPoints(file, reading),
    names: readNames(file, reading),
    pairs: readPairs(file, reading),
    trust: readTrust(file, reading),
    protocols: readProtocols(file, reading),
  };
  problems.push(...reading.problems);
  return parts;
}
