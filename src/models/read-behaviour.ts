/** Reads what a framework does with code: entry points, pairs, trust and protocols. */
import type { Keys } from './document.ts';
import type {
  EntryPointModel,
  Label,
  PairModel,
  ProtocolClause,
  ProtocolModel,
  TrustLevel,
} from './model.ts';
import { listOf, type RawClause, type RawEntryPoint, type RawModelFile } from './raw.ts';
import type { Reading } from './reading.ts';

/** One model per path, braces expanded. */
export function readEntryPoints(file: RawModelFile, reading: Reading): EntryPointModel[] {
  return (file['entry-points'] ?? []).flatMap((raw, index) => {
    const at: Keys = ['entry-points', index];
    const common = {
      kind: reading.kind('entry-points', raw.kind, [...at, 'kind']),
      role: raw.role ?? null,
      parameters: readParameters(raw, reading, [...at, 'parameters']),
    };
    return matchesOf(raw, reading).map((match) => ({ match, ...common }));
  });
}

function matchesOf(raw: RawEntryPoint, reading: Reading): EntryPointModel['match'][] {
  return [
    ...reading.paths(raw.method).map((path) => ({ by: 'method' as const, path })),
    ...reading.paths(raw.decorator).map((path) => ({ by: 'decorator' as const, path })),
    ...reading.paths(raw.function).map((path) => ({ by: 'function' as const, path })),
  ];
}

function readParameters(
  raw: RawEntryPoint,
  reading: Reading,
  keys: Keys,
): ReadonlyMap<string, readonly Label[]> {
  const entries = Object.entries(raw.parameters ?? {}).flatMap(([names, labels]) => {
    const read = reading.labels(labels, [...keys, names]);
    return reading.paths(names).map((name) => [name, read] as const);
  });
  return new Map(entries);
}

export function readPairs(file: RawModelFile, reading: Reading): PairModel[] {
  return (file.pairs ?? []).map((raw, index) => ({
    resource: reading.kind('resources', raw.resource, ['pairs', index, 'resource']),
    setup: reading.paths(raw.setup),
    teardown: reading.paths(raw.teardown),
  }));
}

export function readTrust(file: RawModelFile, reading: Reading): TrustLevel[] {
  return Object.entries(file.trust ?? {}).flatMap(([sink, levels]) =>
    Object.entries(levels).map(([label, level]) => {
      const at: Keys = ['trust', sink, label];
      reading.labels(label, at);
      return { sink: reading.kind('sinks', sink, at), label, level };
    }),
  );
}

export function readProtocols(file: RawModelFile, reading: Reading): ProtocolModel[] {
  return (file.protocols ?? []).map((protocol, index) => ({
    name: protocol.name,
    clauses: protocol.clauses.map((clause, position) =>
      readClause(clause, reading, ['protocols', index, 'clauses', position]),
    ),
  }));
}

function readClause(raw: RawClause, reading: Reading, keys: Keys): ProtocolClause {
  const step = (name: string | undefined): string => reading.kind('steps', name ?? '', keys);
  if (raw['on-failure'] !== undefined)
    return {
      kind: 'on-failure',
      step: step(raw['on-failure']),
      after: step(raw.after),
      message: raw.message,
    };
  const kind = raw['dominated-by'] === undefined ? 'followed-by' : 'dominated-by';
  return { kind, step: step(raw.step), by: listOf(raw[kind]).map(step), message: raw.message };
}
