/**
 * Reads a rule's folder: rule.yaml, checked against schemas/rule.schema.json, and the page README.md.
 *
 * Worked example: `id: secret-in-log` and `level: eror` in rules/secret-in-log/rule.yaml give the problem
 * `rules/secret-in-log/rule.yaml:5: level is 'eror', not one of error, warning, note; did you mean 'error'?`.
 */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { Area, Level, Precision, RuleDescription } from '../findings/finding.ts';
import { hintFor } from '../models/nearest.ts';
import { readPackageFile } from '../source/package-files.ts';
import { RuleError, type RuleProblem } from './rule-error.ts';

/** The texts of one folder of rules/; null for a file that is not there. */
export interface RuleFolder {
  readonly name: string;
  readonly description: string | null;
  readonly page: string | null;
}

export interface RuleFile {
  readonly description: RuleDescription;
  /** The `taint` block; null for a rule that has code. */
  readonly taint: unknown;
}

/** rule.yaml as the schema admits it. */
interface RuleYaml {
  readonly id: string;
  readonly area: Area;
  readonly title: string;
  readonly summary: string;
  readonly level: Level;
  readonly precision: {
    readonly stated: Precision;
    readonly measured?: { readonly sample: number; readonly right: number };
  };
  readonly 'security-severity': number;
  readonly cwe: readonly number[];
  readonly languages?: readonly string[];
  readonly tags?: readonly string[];
  readonly taint?: unknown;
}

/**
 * The rule that a folder describes. `place`: the folder as messages name it.
 * @throws RuleError with every problem of the folder.
 */
export function readRuleFolder(folder: RuleFolder, place = `rules/${folder.name}`): RuleFile {
  const path = `${place}/rule.yaml`;
  if (folder.description === null) throw problem(path, 'missing; docs/adding-a-rule.md shows what it holds');
  if (folder.page === null) throw problem(`${place}/README.md`, 'missing');
  const yaml = readDescription(path, folder.description);
  if (yaml.id !== folder.name) throw problem(path, `id is '${yaml.id}', the folder '${folder.name}'`);
  return { description: describe(yaml, folder.page), taint: yaml.taint ?? null };
}

function describe(yaml: RuleYaml, page: string): RuleDescription {
  return {
    id: yaml.id,
    area: yaml.area,
    level: yaml.level,
    precision: yaml.precision.stated,
    measured: yaml.precision.measured ?? null,
    securitySeverity: yaml['security-severity'],
    cwe: yaml.cwe,
    ...(yaml.languages === undefined ? {} : { languages: yaml.languages }),
    tags: [...(yaml.tags ?? [])].sort(),
    title: yaml.title,
    summary: yaml.summary.trim(),
    help: page,
  };
}

function readDescription(path: string, text: string): RuleYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = document.errors.map((error) => ({
    path,
    line: lines.linePos(error.pos[0]).line,
    message: error.message.split('\n', 1)[0] ?? '',
  }));
  if (broken.length > 0) throw new RuleError(broken);
  const value: unknown = document.toJS();
  const validate = validator();
  if (validate(value)) return value;
  const problems = (validate.errors ?? []).map((error) => ({
    path,
    line: lineOf(document, lines, error),
    message: explain(error),
  }));
  throw new RuleError(problems);
}

let compiled: ReturnType<typeof compile> | undefined;

function validator(): ReturnType<typeof compile> {
  compiled ??= compile();
  return compiled;
}

function compile() {
  const schema = readPackageFile('schemas/rule.schema.json');
  if (schema === null) throw problem('schemas/rule.schema.json', 'missing from the package');
  const ajv = new Ajv2020({ allErrors: true, verbose: true });
  return ajv.compile<RuleYaml>(JSON.parse(new TextDecoder().decode(schema)));
}

/** The line of the value that the schema refuses, or of what holds it. */
function lineOf(document: Document, lines: LineCounter, error: ErrorObject): number {
  const keys = error.instancePath.split('/').slice(1);
  if (error.keyword === 'additionalProperties') keys.push(String(error.params.additionalProperty));
  const node: unknown = keys.length === 0 ? document.contents : document.getIn(keys.map(asKey), true);
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  const offset: unknown = Array.isArray(range) ? range[0] : 0;
  return lines.linePos(typeof offset === 'number' ? offset : 0).line;
}

function asKey(key: string): string | number {
  return /^\d+$/.test(key) ? Number(key) : key;
}

function explain(error: ErrorObject): string {
  const name = error.instancePath.slice(1).replaceAll('/', '.') || 'the description';
  switch (error.keyword) {
    case 'required':
      return `${name} lacks '${error.params.missingProperty}'`;
    case 'additionalProperties': {
      const known = Object.keys(error.parentSchema?.properties ?? {});
      const unknown = String(error.params.additionalProperty);
      return `'${unknown}' is not known here${hintFor(unknown, known)}`;
    }
    case 'enum': {
      const allowed = listOf(error.params.allowedValues);
      return `${name} is '${String(error.data)}', not one of ${allowed.join(', ')}${hintFor(String(error.data), allowed)}`;
    }
    case 'pattern':
      return `${name} is ${JSON.stringify(error.data)}, which does not match ${error.params.pattern}`;
    default:
      return `${name} ${error.message ?? 'is not as the schema demands'}`;
  }
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function problem(path: string, message: string): RuleError {
  const single: RuleProblem = { path, line: null, message };
  return new RuleError([single]);
}
