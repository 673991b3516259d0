/** Reads one entry of `apis`. */
import type { Keys } from './document.ts';
import type {
  ApiModel,
  Condition,
  FlowModel,
  RaisesModel,
  ResourceModel,
  SanitizerModel,
  SinkModel,
  ValidatorModel,
  VerificationModel,
} from './model.ts';
import {
  listOf,
  type OneOrMany,
  type RawApi,
  type RawConstant,
  type RawMap,
  type RawResources,
  type RawSanitizer,
  type RawValidator,
} from './raw.ts';
import type { Reading } from './reading.ts';
import { parseFlow } from './selector.ts';

export function readApi(raw: RawApi, reading: Reading, keys: Keys): ApiModel {
  const at = (key: string): Keys => [...keys, key];
  return {
    declaredAt: reading.placeOf(keys),
    names: reading.paths(raw.call),
    conditions: [
      ...readConditions(raw.when, false, { reading, keys: at('when') }),
      ...readConditions(raw.unless, true, { reading, keys: at('unless') }),
    ],
    source: reading.labels(raw.source, at('source')),
    flows: readFlows(raw.flows, reading, at('flows')),
    sinks: readSinks(raw, reading, at('sink')),
    sanitizer: readSanitizer(raw.sanitizes, reading, at('sanitizes')),
    validators: listOf(raw.validates).map((validator) => readValidator(validator, reading, at('validates'))),
    resources: [
      ...readResources('acquire', raw.acquires, { reading, keys: at('acquires') }),
      ...readResources('release', raw.releases, { reading, keys: at('releases') }),
      ...readResources('transfer', raw.transfers, { reading, keys: at('transfers') }),
    ],
    steps: listOf(raw.step).map((step) => reading.kind('steps', step, at('step'))),
    raises: readRaises(raw.raises, reading),
    remote: raw.remote ?? false,
    timeout: raw.timeout === undefined ? null : reading.selector(raw.timeout, at('timeout')),
    verification: readVerification(raw.verification, reading, at('verification')),
    noReturn: raw['no-return'] ?? false,
  };
}

interface Here {
  readonly reading: Reading;
  readonly keys: Keys;
}

function readConditions(
  written: RawMap<OneOrMany<RawConstant>> | undefined,
  negated: boolean,
  here: Here,
): Condition[] {
  return Object.entries(written ?? {}).map(([selector, values]) => ({
    selector: here.reading.selector(selector, here.keys),
    values: listOf(values).map(String),
    negated,
  }));
}

/** `none` is the empty list: nothing passes through. */
function readFlows(
  written: OneOrMany<string> | undefined,
  reading: Reading,
  keys: Keys,
): readonly FlowModel[] | null {
  if (written === undefined) return null;
  if (written === 'none') return [];
  return listOf(written).flatMap((text) => {
    const flow = parseFlow(text);
    if (flow !== null) return [flow];
    reading.problem(keys, `'${text}' is no flow; expected: none, or arrows like 'receiver, 1 -> result'`);
    return [];
  });
}

function readSinks(raw: RawApi, reading: Reading, keys: Keys): SinkModel[] {
  return Object.entries(raw.sink ?? {}).map(([kind, selectors]) => ({
    kind: reading.kind('sinks', kind, [...keys, kind]),
    selectors: listOf(selectors).map((selector) => reading.selector(selector, [...keys, kind])),
  }));
}

function readSanitizer(written: RawApi['sanitizes'], reading: Reading, keys: Keys): SanitizerModel | null {
  if (written === undefined) return null;
  const raw = isSanitizer(written) ? written : { removes: written };
  return {
    removes: reading.labels(raw.removes, keys),
    keys: raw.keys === undefined ? null : listOf(raw.keys),
    sinks: readSinkKinds(raw.sinks, reading, keys),
  };
}

function isSanitizer(written: NonNullable<RawApi['sanitizes']>): written is RawSanitizer {
  return typeof written === 'object' && !Array.isArray(written);
}

function readSinkKinds(
  written: OneOrMany<string> | undefined,
  reading: Reading,
  keys: Keys,
): readonly string[] | null {
  return written === undefined ? null : listOf(written).map((kind) => reading.kind('sinks', kind, keys));
}

function readValidator(raw: RawValidator, reading: Reading, keys: Keys): ValidatorModel {
  const holds = String(raw.holds ?? 'returned');
  return {
    selector: reading.selector(raw.argument, keys),
    removes: reading.labels(raw.removes ?? 'origin:*', keys),
    holds: holds === 'true' || holds === 'false' ? holds : 'returned',
    sinks: readSinkKinds(raw.sinks, reading, keys),
  };
}

function readResources(
  action: ResourceModel['action'],
  written: RawResources | undefined,
  here: Here,
): ResourceModel[] {
  if (written === undefined) return [];
  const subjects: readonly (readonly [string, string | number | null])[] =
    typeof written === 'string' || Array.isArray(written)
      ? listOf(written as OneOrMany<string>).map((kind) => [kind, null] as const)
      : Object.entries(written as RawMap<string | number>);
  return subjects.map(([kind, subject]) => ({
    action,
    resource: here.reading.kind('resources', kind, here.keys),
    subject: subject === null ? null : here.reading.selector(subject, [...here.keys, kind]),
  }));
}

function readVerification(
  raw: RawApi['verification'],
  reading: Reading,
  keys: Keys,
): VerificationModel | null {
  if (raw === undefined) return null;
  return {
    selector: reading.selector(raw.argument, keys),
    byDefault: raw['by-default'] ?? true,
    off: String(raw.off ?? false),
  };
}

function readRaises(written: OneOrMany<string> | undefined, reading: Reading): RaisesModel | null {
  if (written === undefined) return null;
  if (written === 'never' || written === 'unknown') return { kind: written };
  return { kind: 'classes', classes: reading.paths(written) };
}
