/**
 * The language-neutral intermediate representation: plain, immutable, serializable data.
 *
 * A file becomes a `Module`; a module is a list of functions; a function is a graph of basic blocks in SSA form
 * (Braun et al., "Simple and Efficient Construction of Static Single Assignment Form", 2013).
 *
 * Terms
 * - **value**: what one instruction defines, named by its `ValueId` (dense from 0 inside one function).
 * - **block**: phis, then instructions, then one terminator.
 * - **handler**: where an exception that leaves the block's instructions (or its `raise`) continues; null: it leaves
 *   the function. Every instruction for which `canRaise` holds has that edge.
 * - **cell**: a local variable that a nested function reads or writes.
 *
 * Invariants (checked by `verify`)
 * - One definition per value; each use is dominated by its definition, phi operands at the end of their predecessor.
 * - A phi has exactly one operand per incoming edge source; exceptional predecessors count.
 * - Within a block that has a handler, every write of a local variable precedes every instruction that can raise: so
 *   the variables that a handler sees from one predecessor are the same wherever in that predecessor the exception rose.
 * - Block 0 is the entry, has no predecessors, and starts with one `parameter` instruction per parameter.
 * - Every block is reachable from the entry.
 *
 * Worked example (`ironvet dev ir` prints this form):
 *
 *     def stop(task):                 f1: function stop(task) in f0
 *         try:                        b0: %0 = parameter task
 *             unlink(task.path)           jump b1
 *         except OSError:             b1 (handler b2): %1 = load global unlink
 *             return None                 %2 = attribute %0.path
 *                                         %3 = call %1(%2)
 *                                         jump b5
 *                                     b2: %4 = catch
 *                                         %5 = load global OSError
 *                                         catches %4 as %5 then b3 otherwise b4
 *                                     b3: %6 = constant none
 *                                         return %6
 *                                     b4: raise %4 (implicit)
 *                                     b5: %7 = constant none
 *                                         return %7 (implicit)
 */
import type { Span } from '../source/text.ts';

export type ValueId = number;
export type BlockId = number;
/** Index of a function in its module; 0 is the module body. */
export type FunctionId = number;

export type Language = 'python' | 'typescript';

export interface Module {
  /** Relative to the root of the run, forward slashes. */
  readonly path: string;
  readonly language: Language;
  /** Dotted; given where the language names modules by their files, so that linking need not find it out. */
  readonly name?: string;
  readonly functions: readonly IrFunction[];
  /** Regions that could not be lowered, each named in the report. */
  readonly gaps: readonly Gap[];
  /** In the order of the text. */
  readonly directives: readonly Directive[];
}

/** A comment that speaks to the analyzer: `# ironvet: ignore[secret-in-log] masked by the caller`. */
export interface Directive {
  /** Of the comment. */
  readonly span: Span;
  /** What follows `ironvet:`, trimmed. */
  readonly text: string;
  /** The code that it is about: the statement beside it, or the statement or clause below it, body included. */
  readonly covers: Span;
}

/** A region of a file that was not analyzed, and why. */
export interface Gap {
  readonly span: Span;
  /** Qualified name of the function around it; '' for the module body. */
  readonly function: string;
  readonly reason: string;
}

/** The method of this name constructs, whatever the language calls it. */
export const CONSTRUCTOR = '__init__';

export type FunctionKind = 'module' | 'class' | 'function' | 'lambda' | 'comprehension';

export interface IrFunction {
  readonly id: FunctionId;
  readonly kind: FunctionKind;
  /** '' for the module; '<lambda>', '<listcomp>', … for what has no name. */
  readonly name: string;
  /** Dotted inside the module, as Python's `__qualname__` without `<locals>`: `Driver.destroy.wait`. */
  readonly qualifiedName: string;
  /** The function (module, class, function) whose text contains this one; null for the module. */
  readonly parent: FunctionId | null;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly parameters: readonly Parameter[];
  readonly returnAnnotation: TypeExpression | null;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly blocks: readonly Block[];
  /** Number of values: ids run from 0 to valueCount - 1. */
  readonly valueCount: number;
  /** Every write of a named local variable, in the order of the text: names for values. */
  readonly assignments: readonly Assignment[];
}

export type ParameterKind = 'positional-only' | 'normal' | 'rest' | 'keyword-only' | 'keywords';

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly annotation: TypeExpression | null;
  readonly hasDefault: boolean;
  readonly span: Span;
}

/** An annotation as written: `Optional[objects.Node]` is { name: 'Optional', arguments: [{ name: 'objects.Node' }] }. */
export interface TypeExpression {
  readonly name: string;
  readonly arguments: readonly TypeExpression[];
}

export interface Assignment {
  readonly name: string;
  readonly value: ValueId;
  readonly span: Span;
  /** Of `name: Type = value`. */
  readonly annotation?: TypeExpression;
}

export interface Block {
  readonly id: BlockId;
  readonly handler: BlockId | null;
  readonly phis: readonly Phi[];
  readonly instructions: readonly Instruction[];
  readonly terminator: Terminator;
}

export interface Phi {
  readonly result: ValueId;
  /** The source variable that it merges, if it has one. */
  readonly variable: string | null;
  readonly operands: readonly PhiOperand[];
}

export interface PhiOperand {
  readonly block: BlockId;
  readonly value: ValueId;
}

/* ---- Instructions -------------------------------------------------------------------------------------------- */

interface Placed {
  readonly span: Span;
}

interface Defining extends Placed {
  readonly result: ValueId;
  /** Declared type, qualified, written by a front end that has a type checker. */
  readonly declaredType?: string;
}

/** What a constant is. `unbound` is a local variable read before any write, or after `del`. */
export type Constant =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: string }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'none' | 'ellipsis' }
  /** `variable`: its name, where the text gives one. */
  | { readonly kind: 'unbound'; readonly variable?: string };

export interface ParameterInstruction extends Defining {
  readonly op: 'parameter';
  readonly index: number;
}

export interface ConstantInstruction extends Defining {
  readonly op: 'constant';
  readonly constant: Constant;
}

/** A global or builtin name. */
export interface LoadGlobal extends Defining {
  readonly op: 'load-global';
  readonly name: string;
}

/** A variable of the enclosing function `owner`, or of this function when a nested one writes it. */
export interface LoadCell extends Defining {
  readonly op: 'load-cell';
  readonly owner: FunctionId;
  readonly name: string;
}

/**
 * Writes a name that others can see: of the module ('global'), of the class whose body this is ('class'), or of the whole
 * program ('program'): the full path under which a framework hands the value to whoever imports it.
 * The module and class bodies also keep their own names in SSA form.
 */
export interface StoreName extends Placed {
  readonly op: 'store-name';
  readonly scope: 'global' | 'class' | 'program';
  readonly name: string;
  readonly value: ValueId;
}

export interface StoreCell extends Placed {
  readonly op: 'store-cell';
  readonly owner: FunctionId;
  readonly name: string;
  readonly value: ValueId;
}

export interface Attribute extends Defining {
  readonly op: 'attribute';
  readonly object: ValueId;
  readonly name: string;
  /** Of the name alone: `.uuid` in `node.uuid` without the dot. */
  readonly nameSpan: Span;
}

export interface Item extends Defining {
  readonly op: 'item';
  readonly object: ValueId;
  readonly index: ValueId;
}

export interface StoreAttribute extends Placed {
  readonly op: 'store-attribute';
  readonly object: ValueId;
  readonly name: string;
  readonly value: ValueId;
  /** Of `object.name: Type = value`. */
  readonly annotation?: TypeExpression;
}

export interface StoreItem extends Placed {
  readonly op: 'store-item';
  readonly object: ValueId;
  readonly index: ValueId;
  readonly value: ValueId;
}

export interface DeleteAttribute extends Placed {
  readonly op: 'delete-attribute';
  readonly object: ValueId;
  readonly name: string;
}

export interface DeleteItem extends Placed {
  readonly op: 'delete-item';
  readonly object: ValueId;
  readonly index: ValueId;
}

export type Argument =
  | { readonly kind: 'positional'; readonly value: ValueId }
  | { readonly kind: 'keyword'; readonly name: string; readonly value: ValueId }
  /** `*values` */
  | { readonly kind: 'rest'; readonly value: ValueId }
  /** `**values` */
  | { readonly kind: 'keywords'; readonly value: ValueId };

export interface Call extends Defining {
  readonly op: 'call';
  readonly callee: ValueId;
  readonly arguments: readonly Argument[];
  /** Of the callee expression, for pointing at `client.call` in `client.call(...)`. */
  readonly calleeSpan: Span;
  /** `new Type(...)` */
  readonly construct?: boolean;
  /** Qualified name of the callee, written by a front end that has a type checker. */
  readonly resolved?: string;
}

/** One element of a built value; `key` in dicts; `spread` for `*x` and `**x`. */
export interface BuildElement {
  readonly key: ValueId | null;
  readonly value: ValueId;
  readonly spread: boolean;
}

/** 'object': its keys are names of attributes, as in JavaScript's `{ name: value }`. */
export type BuildKind = 'object' | 'list' | 'tuple' | 'set' | 'dict' | 'string' | 'slice';

/** Builds a container, a slice, or (kind 'string') a formatted string out of its parts, constant parts included. */
export interface Build extends Defining {
  readonly op: 'build';
  readonly kind: BuildKind;
  readonly elements: readonly BuildElement[];
}

/** Adds to the container that a comprehension builds. */
export interface Append extends Placed {
  readonly op: 'append';
  readonly container: ValueId;
  readonly key: ValueId | null;
  readonly value: ValueId;
}

export type OperatorName =
  | '+'
  | '-'
  | '*'
  | '/'
  | '//'
  | '%'
  | '@'
  | '**'
  | '<<'
  | '>>'
  | '&'
  | '|'
  | '^'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'not in'
  | 'is'
  | 'is not'
  | 'not'
  | 'negate'
  | 'positive'
  | 'invert'
  /** The iterator of a value; whether it has another element; that element. */
  | 'iterator'
  | 'has-next'
  | 'next'
  /** Pattern tests of `match`: operand 0 is the subject, the others what it is compared with. */
  | 'matches-class'
  | 'matches-sequence'
  | 'matches-mapping'
  /** JavaScript only: `typeof`, `instanceof`, `void`, `??` tests, `===`. */
  | 'typeof'
  | 'instanceof'
  | 'is-nullish'
  | '==='
  | '!==';

export interface Operator extends Defining {
  readonly op: 'operator';
  readonly operator: OperatorName;
  readonly operands: readonly ValueId[];
  /** `x += y`, `x %= y` … */
  readonly inPlace: boolean;
}

/** Element `index` of `count` when `source` is unpacked; `starred` is the index that takes the rest, if any. */
export interface Unpack extends Defining {
  readonly op: 'unpack';
  readonly source: ValueId;
  readonly index: number;
  readonly count: number;
  readonly starred: number | null;
}

/**
 * `import a.b as c` → module 'a.b', member null; `import a.b` → the same with `bindsRoot` (the value is `a`);
 * `from ..x import y` → module 'x', level 2, member 'y'; member '*' imports every public name.
 */
export interface Import extends Defining {
  readonly op: 'import';
  readonly module: string;
  readonly member: string | null;
  readonly level: number;
  readonly bindsRoot: boolean;
}

/** Makes a function out of a nested one. Decorators are recorded, outermost first, and looked through. */
export interface MakeFunction extends Defining {
  readonly op: 'make-function';
  readonly function: FunctionId;
  readonly decorators: readonly ValueId[];
  readonly defaults: readonly { readonly parameter: number; readonly value: ValueId }[];
}

export interface MakeClass extends Defining {
  readonly op: 'make-class';
  /** The class body. */
  readonly function: FunctionId;
  readonly bases: readonly ValueId[];
  readonly keywords: readonly { readonly name: string; readonly value: ValueId }[];
  readonly decorators: readonly ValueId[];
}

/** The result is what is sent in. `delegate`: `yield from`. */
export interface Yield extends Defining {
  readonly op: 'yield';
  readonly value: ValueId;
  readonly delegate: boolean;
}

export interface Await extends Defining {
  readonly op: 'await';
  readonly value: ValueId;
}

/** Enters a context manager; the result is what `as` binds. */
export interface Enter extends Defining {
  readonly op: 'enter';
  readonly manager: ValueId;
  readonly isAsync: boolean;
}

/** Leaves a context manager; with an exception in flight the result says whether it is suppressed. */
export interface Exit extends Defining {
  readonly op: 'exit';
  readonly manager: ValueId;
  readonly exception: ValueId | null;
  readonly isAsync: boolean;
}

/** First instruction of a handler block: the exception in flight. */
export interface Catch extends Defining {
  readonly op: 'catch';
}

export type Instruction =
  | ParameterInstruction
  | ConstantInstruction
  | LoadGlobal
  | LoadCell
  | StoreName
  | StoreCell
  | Attribute
  | Item
  | StoreAttribute
  | StoreItem
  | DeleteAttribute
  | DeleteItem
  | Call
  | Build
  | Append
  | Operator
  | Unpack
  | Import
  | MakeFunction
  | MakeClass
  | Yield
  | Await
  | Enter
  | Exit
  | Catch;

export type DefiningInstruction = Extract<Instruction, { readonly result: ValueId }>;

/* ---- Terminators --------------------------------------------------------------------------------------------- */

export interface Jump extends Placed {
  readonly op: 'jump';
  readonly target: BlockId;
}

export type BranchOrigin =
  | 'if'
  | 'while'
  | 'for'
  | 'assert'
  | 'and'
  | 'or'
  | 'conditional'
  | 'match'
  | 'filter'
  | 'with'
  | 'optional';

export interface Branch extends Placed {
  readonly op: 'branch';
  readonly condition: ValueId;
  readonly then: BlockId;
  readonly otherwise: BlockId;
  readonly origin: BranchOrigin;
}

/** `except type:`; type null catches all. `type` may be a tuple built just before. */
export interface Catches extends Placed {
  readonly op: 'catches';
  readonly exception: ValueId;
  readonly type: ValueId | null;
  readonly then: BlockId;
  readonly otherwise: BlockId;
}

export interface Return extends Placed {
  readonly op: 'return';
  readonly value: ValueId;
  /** The end of the body was reached: there is no `return` in the text. */
  readonly implicit: boolean;
}

/**
 * Continues at the block's handler, or leaves the function. `implicit`: no `raise` in the text; an exception goes on
 * because no clause matched or a `finally` / `with` has run.
 */
export interface Raise extends Placed {
  readonly op: 'raise';
  /** null: a bare `raise` outside of any handler of this function. */
  readonly exception: ValueId | null;
  readonly cause: ValueId | null;
  readonly implicit: boolean;
}

export type Terminator = Jump | Branch | Catches | Return | Raise;

/* ---- Questions about one node -------------------------------------------------------------------------------- */

/** Whether the language lets this instruction raise; what it raises in practice is a summary's business. */
export function canRaise(instruction: Instruction): boolean {
  switch (instruction.op) {
    case 'parameter':
    case 'constant':
    case 'store-name':
    case 'store-cell':
    case 'make-function':
    case 'catch':
      return false;
    case 'build':
      return (
        instruction.kind === 'string' ||
        instruction.elements.some((element) => element.spread || element.key !== null)
      );
    default:
      return true;
  }
}

/** Blocks that control reaches from the terminator, exceptional edges aside. */
export function terminatorTargets(terminator: Terminator): readonly BlockId[] {
  switch (terminator.op) {
    case 'jump':
      return [terminator.target];
    case 'branch':
    case 'catches':
      return [terminator.then, terminator.otherwise];
    case 'return':
    case 'raise':
      return [];
  }
}
