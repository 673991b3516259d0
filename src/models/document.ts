/**
 * A model file as YAML: its data, and the line of every part of it.
 *
 * A place inside of a file is given by the keys that lead to it: `['apis', 3, 'sink']`.
 */
import { isMap, isNode, isPair, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import type { ModelSource } from './model-files.ts';
import type { ModelProblem } from './problem.ts';

export type Keys = readonly (string | number)[];

export interface ModelDocument {
  readonly path: string;
  /** Plain data, not yet checked. */
  readonly data: unknown;
  /** Of the innermost part that exists on the way along the keys. */
  lineOf(keys: Keys): number;
}

/** Parses one file. Syntax errors and doubled keys are problems; only the first counts, for others follow from it. */
export function parseModelDocument(source: ModelSource): {
  document: ModelDocument;
  problems: ModelProblem[];
} {
  const counter = new LineCounter();
  const parsed = parseDocument(source.text, { lineCounter: counter, prettyErrors: false });
  const line = (offset: number): number => Math.max(1, counter.linePos(offset).line);
  const problems = [...parsed.errors, ...parsed.warnings].slice(0, 1).map((error) => ({
    path: source.path,
    line: line(error.pos[0]),
    message: firstLine(error.message),
  }));
  const document = {
    path: source.path,
    data: problems.length > 0 ? null : (parsed.toJS() as unknown),
    lineOf: (keys: Keys) => line(offsetOf(parsed.contents, keys)),
  };
  return { document, problems };
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}

function offsetOf(root: ParsedNode | null, keys: Keys): number {
  let offset = root?.range[0] ?? 0;
  let node: unknown = root;
  for (const key of keys) {
    const next = childOf(node, key);
    if (next === null) return offset;
    offset = next.offset;
    node = next.node;
  }
  return offset;
}

/** The part under a key, and where it starts: at the key for entries of a map. */
function childOf(node: unknown, key: string | number): { node: unknown; offset: number } | null {
  if (isSeq(node)) return placed(node.items[Number(key)], null);
  if (!isMap(node)) return null;
  const pair = node.items.find((item) => isPair(item) && String(item.key) === String(key));
  return pair === undefined ? null : placed(pair.value, pair.key);
}

function placed(node: unknown, key: unknown): { node: unknown; offset: number } | null {
  const from = isNode(key) ? key : node;
  return isNode(from) && from.range ? { node, offset: from.range[0] } : null;
}
