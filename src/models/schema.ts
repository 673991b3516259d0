/** Checks model files against the schema and puts what is wrong into one clear line per place. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Keys, ModelDocument } from './document.ts';
import { hintFor } from './nearest.ts';
import type { ModelProblem } from './problem.ts';
import type { RawModelFile } from './raw.ts';

export type SchemaCheck = (document: ModelDocument) => SchemaResult;

export type SchemaResult =
  | { readonly valid: true; readonly file: RawModelFile }
  | { readonly valid: false; readonly problems: readonly ModelProblem[] };

/** Compiles the text of schemas/model.schema.json. */
export function compileSchema(schemaText: string): SchemaCheck {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true });
  const validate: ValidateFunction<RawModelFile> = ajv.compile<RawModelFile>(JSON.parse(schemaText));
  return (document) => {
    const data = document.data;
    if (validate(data)) return { valid: true, file: data };
    return { valid: false, problems: problemsOf(document, validate.errors ?? []) };
  };
}

/** One problem per place; where alternatives failed, the alternative that came furthest tells. */
function problemsOf(document: ModelDocument, errors: readonly ErrorObject[]): ModelProblem[] {
  const telling = errors.filter((error) => !isSummary(error) || !hasDeeper(error, errors));
  const byPlace = new Map<string, ErrorObject>();
  for (const error of telling) {
    const known = byPlace.get(error.instancePath);
    if (known === undefined || weight(error) > weight(known)) byPlace.set(error.instancePath, error);
  }
  return [...byPlace.values()].map((error) => ({
    path: document.path,
    line: document.lineOf(placeOf(error)),
    message: describe(error),
  }));
}

/** Says that none of several alternatives held; `type` and `pattern` are its alternatives' own failures. */
function isSummary(error: ErrorObject): boolean {
  return error.keyword === 'oneOf' || error.keyword === 'anyOf' || error.keyword === 'type';
}

function hasDeeper(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  return errors.some((other) => other.instancePath.startsWith(`${error.instancePath}/`));
}

const weights: Readonly<Record<string, number>> = {
  additionalProperties: 5,
  required: 4,
  pattern: 3,
  enum: 3,
  anyOf: 2,
  oneOf: 2,
};

function weight(error: ErrorObject): number {
  return weights[error.keyword] ?? 1;
}

function placeOf(error: ErrorObject): Keys {
  const keys = error.instancePath.split('/').slice(1).map(unescapePointer);
  const extra: unknown = error.params.additionalProperty;
  return typeof extra === 'string' ? [...keys, extra] : keys;
}

function unescapePointer(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

function describe(error: ErrorObject): string {
  const schema = error.parentSchema ?? {};
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params.additionalProperty);
      return `unknown key '${key}'${hintFor(key, Object.keys(propertiesOf(schema)))}`;
    }
    case 'required':
      return `the key '${String(error.params.missingProperty)}' is missing`;
    case 'enum': {
      const allowed = listed(schema.enum).map(String);
      return `${printed(error.data)} is not one of ${allowed.join(', ')}${hintFor(String(error.data), allowed)}`;
    }
    default:
      return `${printed(error.data)} does not fit${expectation(schema)}`;
  }
}

function propertiesOf(schema: Record<string, unknown>): object {
  const properties = schema.properties;
  return typeof properties === 'object' && properties !== null ? properties : {};
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function expectation(schema: Record<string, unknown>): string {
  if (typeof schema.description === 'string') return `; expected: ${schema.description}`;
  if (typeof schema.type === 'string') return `; expected: ${schema.type}`;
  return typeof schema.pattern === 'string' ? `; expected: ${schema.pattern}` : '';
}

function printed(data: unknown): string {
  const text = JSON.stringify(data) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
