/**
 * One walk with the parser's cursor over its tree into a `ConcreteTree`.
 *
 * Each question to the cursor is a call into WebAssembly, and those calls are most of the time of the front end. So a
 * node's plan says what is worth asking: most tokens are passed over after their type, and what the text itself tells
 * (plain strings, annotations, dotted names, the names of attributes) is not entered. A first child starts where its
 * parent does.
 */
import type { Language, Tree, TreeCursor } from 'web-tree-sitter';
import type { Span } from '../../../source/text.ts';
import { ERROR, isToken, KIND_COUNT, Kind, kindOf, OTHER, Token } from './kinds.ts';
import { ConcreteTree, type Node } from './tree.ts';

/** The type id of ERROR nodes, fixed by the parser's library. */
const ERROR_TYPE = 65_535;

/** What the walk does with a node of a kind. */
const Plan = { pass: 0, token: 1, leaf: 2, branch: 3, string: 4 } as const;

const LEAVES: readonly Kind[] = [
  Kind.dotted_name,
  Kind.ellipsis,
  Kind.false,
  Kind.float,
  Kind.identifier,
  Kind.import_prefix,
  Kind.integer,
  Kind.keyword_separator,
  Kind.none,
  Kind.positional_separator,
  Kind.string_content,
  Kind.string_end,
  Kind.string_start,
  Kind.true,
  Kind.type,
  Kind.type_parameter,
  Kind.wildcard_import,
];

const PASSED: readonly Kind[] = [OTHER, Kind.comment, Kind.line_continuation, Kind.type_conversion];

const plans = Uint8Array.from({ length: KIND_COUNT }, (_, kind) => planOf(kind));

/** Where a comma makes a tuple out of one element. */
const commaMatters = Uint8Array.from({ length: KIND_COUNT }, () => 0);
for (const kind of [Kind.tuple_pattern, Kind.case_clause, Kind.subscript, Kind.match_statement]) {
  commaMatters[kind] = 1;
}

function planOf(kind: Kind): number {
  if (PASSED.includes(kind)) return Plan.pass;
  if (isToken(kind)) return Plan.token;
  if (kind === Kind.string) return Plan.string;
  return LEAVES.includes(kind) ? Plan.leaf : Plan.branch;
}

/** Our kind for each type id of the grammar. */
export function kindTable(language: Language): Uint8Array {
  return Uint8Array.from({ length: language.nodeTypeCount }, (_, type) =>
    kindOf(language.nodeTypeForId(type) ?? '', language.nodeTypeIsNamed(type)),
  );
}

/** The tree is larger than the walk may copy. */
export class TreeTooLarge extends Error {}

/** @throws TreeTooLarge when there are more than `limit` nodes. */
export function copyTree(tree: Tree, text: string, options: WalkOptions): ConcreteTree {
  const root = tree.rootNode;
  const cursor = root.walk();
  try {
    const walk = new Walk(cursor, new ConcreteTree(text), options);
    return walk.run(root.hasError);
  } finally {
    cursor.delete();
  }
}

export interface WalkOptions {
  readonly kinds: Uint8Array;
  readonly limit: number;
}

class Walk {
  private readonly cursor: TreeCursor;
  private readonly tree: ConcreteTree;
  private readonly kinds: Uint8Array;
  private readonly limit: number;
  private readonly open: Node[] = [];
  /** The text has no defect. */
  private isSound = true;

  constructor(cursor: TreeCursor, tree: ConcreteTree, options: WalkOptions) {
    this.cursor = cursor;
    this.tree = tree;
    this.kinds = options.kinds;
    this.limit = options.limit;
  }

  run(hasError: boolean): ConcreteTree {
    if (hasError) collectDefects(this.cursor, this.tree);
    this.isSound = !hasError;
    let node = this.visit(false);
    for (;;) {
      if (node !== null && this.cursor.gotoFirstChild()) {
        this.open.push(node);
        node = this.visit(true);
      } else if (this.advance()) {
        node = this.visit(false);
      } else {
        return this.tree;
      }
    }
  }

  /** Goes to the next node that is no descendant; false at the end of the tree. */
  private advance(): boolean {
    const { cursor, open, tree } = this;
    while (this.hasAllChildren() || !cursor.gotoNextSibling()) {
      const parent = open.pop();
      if (parent === undefined) return false;
      tree.close(parent);
      cursor.gotoParent();
    }
    return true;
  }

  /** Of an attribute only the object is read: its name is the last word of its text (`attributeName`). */
  private hasAllChildren(): boolean {
    const parent = this.open.at(-1);
    return parent !== undefined && this.tree.kind(parent) === Kind.attribute;
  }

  /** Adds the cursor's node; answers it when its children are to be visited. */
  private visit(isFirstChild: boolean): Node | null {
    const { cursor, tree } = this;
    const type = cursor.nodeTypeId;
    const kind = type === ERROR_TYPE ? ERROR : (this.kinds[type] ?? OTHER);
    const plan = plans[kind] ?? Plan.pass;
    if (plan === Plan.pass || (kind === ERROR && !this.isAmongStatements())) return null;
    if (plan === Plan.token) {
      if (this.isMeant(kind)) tree.open(kind, 0, 0);
      return null;
    }
    if (tree.count >= this.limit) throw new TreeTooLarge(`more than ${this.limit} nodes`);
    const start = isFirstChild ? tree.start(this.open.at(-1) ?? 0) : cursor.startIndex;
    const node = tree.open(kind, start, this.endOf(kind, start));
    if (kind === Kind.type_alias_statement && !isTypeAlias(tree.text, start))
      tree.misreadKeywords.push(start);
    if (plan === Plan.branch) return node;
    return plan === Plan.string && isFormatted(tree.text, start) ? node : null;
  }

  /** A name ends where its characters end; only damaged text has names that are not there. */
  private endOf(kind: Kind, start: number): number {
    const end = kind === Kind.identifier && this.isSound ? asciiNameEnd(this.tree.text, start) : null;
    return end ?? this.cursor.endIndex;
  }

  /** Skipped text may hold whole statements there; elsewhere it would only shift the children that are meant. */
  private isAmongStatements(): boolean {
    const parent = this.open.at(-1);
    const kind = parent === undefined ? ERROR : this.tree.kind(parent);
    return kind === ERROR || kind === Kind.block || kind === Kind.module;
  }

  private isMeant(token: Kind): boolean {
    const parent = this.open.at(-1);
    const kind = parent === undefined ? OTHER : this.tree.kind(parent);
    if (token === Token[',']) return commaMatters[kind] === 1;
    return token !== Token[':'] || kind === Kind.slice;
  }
}

/** The end of the name that starts here; null when it may go on with a character beyond ASCII. */
function asciiNameEnd(text: string, start: number): number | null {
  let end = start;
  while (isAsciiNamePart(text.charCodeAt(end))) end++;
  return text.charCodeAt(end) > 127 ? null : end;
}

function isAsciiNamePart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57)
  );
}

/** The name of the attribute that ends here; empty where damaged text has none. */
export function attributeName(text: string, end: number): Span {
  let start = end;
  while (start > 0 && isNamePart(text.charCodeAt(start - 1))) start--;
  return { start, end };
}

function isNamePart(code: number): boolean {
  return isAsciiNamePart(code) || code > 127;
}

/** Whether a name follows the keyword `type`, as in `type X = Y`. */
function isTypeAlias(text: string, start: number): boolean {
  TYPE_ALIAS.lastIndex = start;
  return TYPE_ALIAS.test(text);
}

const TYPE_ALIAS = /type[\s\\]+[\p{L}\p{Nl}_]/uy;

/** Whether the string that starts here has a prefix with f or t (PEP 498, 750). */
export function isFormatted(text: string, start: number): boolean {
  for (let offset = start; offset < start + 3; offset++) {
    const letter = text.charAt(offset);
    if (letter === 'f' || letter === 'F' || letter === 't' || letter === 'T') return true;
    if (letter === '"' || letter === "'") return false;
  }
  return false;
}

/** A walk of its own over everything, because the other one passes over much; only for text that has a defect. */
function collectDefects(cursor: TreeCursor, tree: ConcreteTree): void {
  let depth = 0;
  for (;;) {
    const isError = cursor.nodeTypeId === ERROR_TYPE;
    if (isError || cursor.nodeIsMissing) {
      const span = { start: cursor.startIndex, end: cursor.endIndex };
      tree.defects.push({ span, reason: isError ? 'syntax error' : `missing ${cursor.nodeType}` });
    }
    if (!isError && cursor.gotoFirstChild()) {
      depth++;
      continue;
    }
    while (depth > 0 && !cursor.gotoNextSibling()) {
      cursor.gotoParent();
      depth--;
    }
    if (depth === 0) return;
  }
}
