/** The data of a configuration file, checked against schemas/configuration.schema.json. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Level } from '../findings/finding.ts';
import { type Keys, type ModelDocument, parseModelDocument } from '../models/document.ts';
import type { ModelSource } from '../models/model-files.ts';
import { InputError } from '../source/input-error.ts';
import { nearestName } from '../source/nearest.ts';
import { readPackageFile } from '../source/package-files.ts';
import type { FailOn } from './configuration.ts';

export interface ConfigurationData {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly rules?: Readonly<Record<string, Level | 'off'>>;
  readonly models?: readonly string[];
  readonly 'rule-folders'?: readonly string[];
  readonly 'fail-on'?: FailOn;
}

export interface CheckedConfiguration {
  readonly data: ConfigurationData;
  /** The line, from 1, of the innermost part that exists on the way along the keys. */
  readonly lineOf: (keys: Keys) => number;
}

/** Throws an InputError with the first thing that is wrong: `file:line: what`, and the nearest known key as a hint. */
export function checkConfiguration(source: ModelSource): CheckedConfiguration {
  const { document, problems } = parseModelDocument(source);
  const [first] = problems;
  if (first)
    throw new InputError(`${first.path}:${first.line}: ${first.message}`, 'the file must be valid YAML');
  const lineOf = (keys: Keys) => document.lineOf(keys);
  if (document.data === null) return { data: {}, lineOf };
  const schema: unknown = JSON.parse(Buffer.from(schemaBytes()).toString('utf8'));
  const validate = new Ajv2020({ verbose: true }).compile<ConfigurationData>(schema as object);
  if (!validate(document.data)) throw problemOf(document, validate.errors?.[0]);
  checkPatterns(document, document.data);
  return { data: document.data, lineOf };
}

function schemaBytes(): Uint8Array {
  const bytes = readPackageFile('schemas/configuration.schema.json');
  if (bytes === null) throw new Error('the package lacks schemas/configuration.schema.json');
  return bytes;
}

/** A pattern becomes a regular expression; one with many wildcards could take for ever to match. */
const mostWildcards = 6;

function checkPatterns(document: ModelDocument, data: ConfigurationData): void {
  for (const key of ['include', 'exclude'] as const) {
    for (const [index, pattern] of (data[key] ?? []).entries()) {
      if (pattern.split(/\*+|\?|\[/).length - 1 <= mostWildcards) continue;
      const line = document.lineOf([key, index]);
      throw new InputError(
        `${document.path}:${line}: the pattern has more than ${mostWildcards} wildcards`,
        null,
      );
    }
  }
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
