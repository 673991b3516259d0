/**
 * `.ironvet.yaml`: what a project says once instead of on each command line.
 *
 *     exclude: [legacy/]
 *     rules: { secret-in-log: error, console-reset-unsafe: off }
 *     models: [models/vendor.yaml]
 *     fail-on: error
 *
 * The file is checked against schemas/configuration.schema.json; what is wrong is told with its line and, for a
 * misspelled key, the nearest known one.
 */
import { dirname, resolve } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Level } from '../findings/finding.ts';
import { type ModelDocument, parseModelDocument } from '../models/document.ts';
import type { ModelSource } from '../models/model-files.ts';
import { InputError } from '../source/input-error.ts';
import { nearestName } from '../source/nearest.ts';
import { readPackageFile } from '../source/package-files.ts';

export type FailOn = Level | 'never';

export interface Configuration {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: ReadonlyMap<string, Level | 'off'>;
  readonly models: readonly ModelSource[];
  /** null: not stated. */
  readonly failOn: FailOn | null;
}

/** Reads a text file by its absolute path; null: it does not exist. */
export type ReadText = (path: string) => Promise<string | null>;

export const configurationFileName = '.ironvet.yaml';

export const noConfiguration: Configuration = {
  include: [],
  exclude: [],
  rules: new Map(),
  models: [],
  failOn: null,
};

interface ConfigurationFile {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly rules?: Readonly<Record<string, Level | 'off'>>;
  readonly models?: readonly string[];
  readonly 'fail-on'?: FailOn;
}

/**
 * The configuration in `named` (which must exist), or else in the working directory's `.ironvet.yaml` (which need not).
 * Throws an InputError of one line for what is not right.
 */
export async function readConfiguration(
  named: string | null,
  workingDirectory: string,
  readText: ReadText,
): Promise<Configuration> {
  const shown = named ?? configurationFileName;
  const path = resolve(workingDirectory, shown);
  const text = await readText(path);
  if (text !== null) return load(checkedFile({ path: shown, text }), path, readText);
  if (named === null) return noConfiguration;
  throw new InputError(`no configuration file ${named}`, 'check --config');
}

async function load(file: ConfigurationFile, path: string, readText: ReadText): Promise<Configuration> {
  const models: ModelSource[] = [];
  for (const name of file.models ?? []) models.push(await modelFile(name, path, readText));
  return {
    include: file.include ?? [],
    exclude: file.exclude ?? [],
    rules: new Map(Object.entries(file.rules ?? {})),
    models,
    failOn: file['fail-on'] ?? null,
  };
}

async function modelFile(name: string, path: string, readText: ReadText): Promise<ModelSource> {
  const text = await readText(resolve(dirname(path), name));
  if (text === null) throw new InputError(`no model file ${name}`, `${path} names it under models`);
  return { path: name, text };
}

/** The data of a configuration file. Throws an InputError with the first thing that is wrong. */
function checkedFile(source: ModelSource): ConfigurationFile {
  const { document, problems } = parseModelDocument(source);
  const [first] = problems;
  if (first)
    throw new InputError(`${first.path}:${first.line}: ${first.message}`, 'the file must be valid YAML');
  if (document.data === null) return {};
  const schema: unknown = JSON.parse(Buffer.from(schemaBytes()).toString('utf8'));
  const validate = new Ajv2020({ verbose: true }).compile<ConfigurationFile>(schema as object);
  if (validate(document.data)) return document.data;
  throw problemOf(document, validate.errors?.[0]);
}

function schemaBytes(): Uint8Array {
  const bytes = readPackageFile('schemas/configuration.schema.json');
  if (bytes === null) throw new Error('the package lacks schemas/configuration.schema.json');
  return bytes;
}

function problemOf(document: ModelDocument, error: ErrorObject | undefined): InputError {
  const keys = (error?.instancePath ?? '').split('/').slice(1);
  const unknown: unknown = error?.params.additionalProperty;
  if (typeof unknown === 'string') return unknownKey(document, unknown, error);
  const line = document.lineOf(keys);
  const place = keys.length === 0 ? 'the file' : keys.join('.');
  const allowed: unknown = error?.params.allowedValues;
  const expected = Array.isArray(allowed) ? `must be one of ${allowed.join(', ')}` : error?.message;
  return new InputError(
    `${document.path}:${line}: ${place} ${expected ?? 'is not right'}`,
    descriptionIn(error),
  );
}

function unknownKey(document: ModelDocument, key: string, error: ErrorObject | undefined): InputError {
  const properties: unknown = error?.parentSchema?.properties;
  const known = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  const near = nearestName(key, known);
  const hint = near === null ? `known keys: ${known.join(', ')}` : `did you mean '${near}'?`;
  return new InputError(`${document.path}:${document.lineOf([key])}: unknown key '${key}'`, hint);
}

function descriptionIn(error: ErrorObject | undefined): string | null {
  const description: unknown = error?.parentSchema?.description;
  return typeof description === 'string' ? `expected: ${description}` : null;
}
