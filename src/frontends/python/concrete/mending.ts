/**
 * Keeps damage to the function that it is in.
 *
 * An open bracket or string can make the parser lose its way for the rest of the file. When functions that stand in the
 * text are missing from the tree, each region of the text (regions.ts) is parsed by itself, and those that are damaged
 * are replaced, for the parser only, by as many characters that are sound: a function by one of its name without a body,
 * anything else by `pass`. Offsets stay what they are, and each replaced region is reported.
 */
import { Kind } from './kinds.ts';
import { type Region, regionsOf } from './regions.ts';
import type { ConcreteTree, Defect } from './tree.ts';

export interface MendedText {
  /** What the parser is to be given: as long as the text. */
  readonly given: string;
  readonly replaced: readonly Defect[];
}

/** null when every function of the text is in the tree, or no region is damaged by itself. */
export function mend(
  text: string,
  tree: ConcreteTree,
  isSound: (piece: string) => boolean,
): MendedText | null {
  const regions = regionsOf(text);
  if (foundIn(tree, regions) === regions.filter(isFunction).length) return null;
  const damaged = regions.filter(
    (region) => region.kind !== 'head' && !isSound(text.slice(region.start, region.end)),
  );
  if (damaged.length === 0) return null;
  const replaced = damaged.map(({ textStart: start, end }) => ({
    span: { start, end },
    reason: 'syntax error',
  }));
  return { given: withReplacements(text, damaged), replaced };
}

/** How many functions of the text are in the tree. */
export function functionsFound(text: string, tree: ConcreteTree): number {
  return foundIn(tree, regionsOf(text));
}

function isFunction(region: Region): boolean {
  return region.kind === 'function';
}

/** A function counts when it ends where its region does, and is inside of its class. */
function foundIn(tree: ConcreteTree, regions: readonly Region[]): number {
  const functions = endsOf(tree, Kind.function_definition);
  const classes = endsOf(tree, Kind.class_definition);
  return regions.filter((region) => {
    const end = functions.get(region.textStart);
    const owner = region.owner === null ? Number.POSITIVE_INFINITY : (classes.get(region.owner) ?? 0);
    return isFunction(region) && end !== undefined && end <= region.end && end <= owner;
  }).length;
}

/** By the start of each node of the kind: its end. */
function endsOf(tree: ConcreteTree, kind: Kind): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  for (let node = 0; node < tree.count; node++) {
    if (tree.kind(node) === kind) ends.set(tree.start(node), tree.end(node));
  }
  return ends;
}

function withReplacements(text: string, damaged: readonly Region[]): string {
  const pieces: string[] = [];
  let end = 0;
  for (const region of damaged) {
    pieces.push(text.slice(end, region.start), replacement(text, region));
    end = region.end;
  }
  return pieces.join('') + text.slice(end);
}

/** As long as the region; line breaks stay, so that what follows keeps its indentation. */
function replacement(text: string, region: Region): string {
  const head = isFunction(region) ? text.slice(region.textStart, region.nameEnd) : '';
  const body = isFunction(region) ? `${head}():...` : 'pass';
  const before = blanked(text.slice(region.start, region.textStart));
  const after = region.textStart + body.length;
  if (after > region.end) return blanked(text.slice(region.start, region.end));
  return before + body + blanked(text.slice(after, region.end));
}

function blanked(piece: string): string {
  return piece.replace(/[^\r\n]/g, ' ');
}
