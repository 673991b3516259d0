/**
 * The abstract syntax of Python as plain data: what reading produces and lowering consumes.
 *
 * Terms
 * - **definition**: anything that becomes a function of the IR: module, class, function, lambda, comprehension. Its
 *   body stands in a table of its own (`Definition`), the tree refers to it by number.
 * - **target**: an expression that is assigned to: name, attribute, subscript, starred, tuple, list.
 *
 * Worked example: `x.y = f(*z)` is an `assign` with the target `attribute(name x, y)` and the value
 * `call(name f, [rest: name z])`.
 */
import type {
  Constant,
  FunctionId,
  FunctionKind,
  OperatorName,
  ParameterKind,
  TypeExpression,
} from '../../ir/ir.ts';
import type { Span } from '../../source/text.ts';
import type { Scope } from './scopes.ts';

interface Placed {
  readonly span: Span;
}

/* ---- Expressions --------------------------------------------------------------------------------------------- */

export interface NameExpression extends Placed {
  readonly kind: 'name';
  readonly name: string;
}

export interface AttributeExpression extends Placed {
  readonly kind: 'attribute';
  readonly object: Expression;
  readonly name: string;
  readonly nameSpan: Span;
}

export interface SubscriptExpression extends Placed {
  readonly kind: 'subscript';
  readonly object: Expression;
  readonly index: Expression;
}

export interface CallExpression extends Placed {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly ArgumentSyntax[];
}

export interface ArgumentSyntax {
  readonly kind: 'positional' | 'keyword' | 'rest' | 'keywords';
  /** '' unless the kind is 'keyword'. */
  readonly name: string;
  readonly value: Expression;
}

/** `a and b and c` has three operands. */
export interface BooleanExpression extends Placed {
  readonly kind: 'boolean';
  readonly operator: 'and' | 'or';
  readonly operands: readonly Expression[];
}

/** `a < b <= c`: first a, then the links (<, b) and (<=, c). */
export interface ComparisonExpression extends Placed {
  readonly kind: 'comparison';
  readonly first: Expression;
  readonly links: readonly { readonly operator: OperatorName; readonly operand: Expression }[];
}

export interface ConditionalExpression extends Placed {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface SequenceExpression extends Placed {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly elements: readonly Expression[];
}

export interface DictionaryExpression extends Placed {
  readonly kind: 'dictionary';
  /** `**value` has no key. */
  readonly entries: readonly { readonly key: Expression | null; readonly value: Expression }[];
}

export interface ComprehensionExpression extends Placed {
  readonly kind: 'comprehension';
  readonly definition: FunctionId;
  /** Evaluated where the comprehension stands; the rest is inside the definition. */
  readonly iterable: Expression;
  /** What the definition gives is awaited: an asynchronous comprehension that is no generator. */
  readonly isAwaited: boolean;
}

export type Expression =
  | NameExpression
  | (Placed & { readonly kind: 'constant'; readonly constant: Constant })
  /** An f-string; constant parts included, format specifications as parts of their own. */
  | (Placed & { readonly kind: 'formatted'; readonly parts: readonly Expression[] })
  | AttributeExpression
  | SubscriptExpression
  | (Placed & { readonly kind: 'slice'; readonly bounds: readonly (Expression | null)[] })
  | CallExpression
  | (Placed & { readonly kind: 'unary'; readonly operator: OperatorName; readonly operand: Expression })
  | (Placed & {
      readonly kind: 'binary';
      readonly operator: OperatorName;
      readonly left: Expression;
      readonly right: Expression;
    })
  | BooleanExpression
  | ComparisonExpression
  | ConditionalExpression
  | SequenceExpression
  | DictionaryExpression
  | ComprehensionExpression
  | (Placed & {
      readonly kind: 'lambda';
      readonly definition: FunctionId;
      readonly defaults: readonly DefaultSyntax[];
    })
  | (Placed & { readonly kind: 'starred'; readonly value: Expression })
  | (Placed & { readonly kind: 'walrus'; readonly target: NameExpression; readonly value: Expression })
  | (Placed & { readonly kind: 'yield'; readonly value: Expression | null; readonly delegate: boolean })
  | (Placed & { readonly kind: 'await'; readonly value: Expression });

export interface DefaultSyntax {
  /** Index of the parameter. */
  readonly parameter: number;
  readonly value: Expression;
}

/* ---- Statements ---------------------------------------------------------------------------------------------- */

export interface ClassStatement extends Placed {
  readonly kind: 'class';
  readonly name: NameExpression;
  readonly definition: FunctionId;
  readonly arguments: readonly ArgumentSyntax[];
  readonly decorators: readonly Expression[];
}

export interface FunctionStatement extends Placed {
  readonly kind: 'function';
  readonly name: NameExpression;
  readonly definition: FunctionId;
  readonly defaults: readonly DefaultSyntax[];
  readonly decorators: readonly Expression[];
}

export interface IfStatement extends Placed {
  readonly kind: 'if';
  /** `if` and each `elif`. */
  readonly branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[];
  readonly otherwise: readonly Statement[];
}

export interface WhileStatement extends Placed {
  readonly kind: 'while';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface ForStatement extends Placed {
  readonly kind: 'for';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
  readonly isAsync: boolean;
}

export interface ExceptClause extends Placed {
  /** null catches everything. */
  readonly type: Expression | null;
  readonly name: NameExpression | null;
  readonly body: readonly Statement[];
}

export interface TryStatement extends Placed {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly clauses: readonly ExceptClause[];
  readonly otherwise: readonly Statement[];
  /** null: there is no `finally`. */
  readonly finalizer: readonly Statement[] | null;
  /** The clauses are `except*`. */
  readonly isGroup: boolean;
}

export interface WithItem extends Placed {
  readonly manager: Expression;
  readonly target: Expression | null;
}

export interface WithStatement extends Placed {
  readonly kind: 'with';
  readonly items: readonly WithItem[];
  readonly body: readonly Statement[];
  readonly isAsync: boolean;
}

export interface MatchStatement extends Placed {
  readonly kind: 'match';
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
}

export interface MatchCase extends Placed {
  readonly pattern: Pattern;
  readonly guard: Expression | null;
  readonly body: readonly Statement[];
}

export interface ImportStatement extends Placed {
  readonly kind: 'import';
  readonly names: readonly ImportedName[];
}

export interface ImportedName extends Placed {
  readonly module: string;
  readonly level: number;
  /** null imports the module itself, '*' every public name. */
  readonly member: string | null;
  /** null binds nothing here (`import *`). */
  readonly target: NameExpression | null;
  readonly bindsRoot: boolean;
}

export interface AssignStatement extends Placed {
  readonly kind: 'assign';
  /** `a = b = value` has two. */
  readonly targets: readonly Expression[];
  readonly value: Expression;
  readonly annotation: TypeExpression | null;
}

export interface AugmentedStatement extends Placed {
  readonly kind: 'augmented';
  readonly target: Expression;
  readonly operator: OperatorName;
  readonly value: Expression;
}

export type Statement =
  | (Placed & { readonly kind: 'expression'; readonly value: Expression })
  | AssignStatement
  | AugmentedStatement
  | (Placed & { readonly kind: 'delete'; readonly targets: readonly Expression[] })
  | (Placed & { readonly kind: 'return'; readonly value: Expression | null })
  | (Placed & {
      readonly kind: 'raise';
      readonly exception: Expression | null;
      readonly cause: Expression | null;
    })
  | (Placed & { readonly kind: 'assert'; readonly test: Expression; readonly message: Expression | null })
  | (Placed & { readonly kind: 'break' | 'continue' })
  | ImportStatement
  | IfStatement
  | WhileStatement
  | ForStatement
  | TryStatement
  | WithStatement
  | MatchStatement
  | FunctionStatement
  | ClassStatement;

/* ---- Patterns of match --------------------------------------------------------------------------------------- */

export interface ClassPattern extends Placed {
  readonly kind: 'class';
  readonly type: Expression;
  readonly positional: readonly Pattern[];
  readonly keywords: readonly { readonly name: string; readonly nameSpan: Span; readonly pattern: Pattern }[];
}

export interface MappingPattern extends Placed {
  readonly kind: 'mapping';
  readonly entries: readonly { readonly key: Expression; readonly pattern: Pattern }[];
  /** Takes the entries that are left, `**rest`. */
  readonly rest: NameExpression | null;
}

export interface SequencePattern extends Placed {
  readonly kind: 'sequence';
  /** At most one of them is `star`. */
  readonly elements: readonly Pattern[];
}

export type Pattern =
  | (Placed & { readonly kind: 'wildcard' })
  | (Placed & { readonly kind: 'capture'; readonly target: NameExpression })
  /** `*rest` or `*_` inside of a sequence. */
  | (Placed & { readonly kind: 'star'; readonly target: NameExpression | null })
  /** Compared with `==`, or with `is` when it is None, True or False. */
  | (Placed & { readonly kind: 'value'; readonly value: Expression })
  | (Placed & { readonly kind: 'alternatives'; readonly alternatives: readonly Pattern[] })
  | (Placed & { readonly kind: 'as'; readonly pattern: Pattern; readonly target: NameExpression })
  | ClassPattern
  | MappingPattern
  | SequencePattern;

/* ---- Definitions --------------------------------------------------------------------------------------------- */

export interface ParameterSyntax extends Placed {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly annotation: TypeExpression | null;
  readonly hasDefault: boolean;
}

export type ComprehensionForm = 'list' | 'set' | 'dict' | 'generator';

export type ComprehensionClause =
  | (Placed & {
      readonly kind: 'for';
      readonly target: Expression;
      /** null for the first clause: it is the parameter. */
      readonly iterable: Expression | null;
      readonly isAsync: boolean;
    })
  | (Placed & { readonly kind: 'if'; readonly test: Expression });

export interface ComprehensionBody {
  readonly kind: 'comprehension';
  readonly form: ComprehensionForm;
  readonly key: Expression | null;
  readonly element: Expression;
  readonly clauses: readonly ComprehensionClause[];
}

export type Body =
  | { readonly kind: 'statements'; readonly statements: readonly Statement[] }
  /** Of a lambda. */
  | { readonly kind: 'expression'; readonly value: Expression }
  | ComprehensionBody;

export interface Definition extends Placed {
  readonly id: FunctionId;
  readonly kind: FunctionKind;
  readonly name: string;
  readonly qualifiedName: string;
  readonly parent: FunctionId | null;
  readonly nameSpan: Span;
  readonly parameters: readonly ParameterSyntax[];
  readonly returnAnnotation: TypeExpression | null;
  readonly isAsync: boolean;
  readonly scope: Scope;
  readonly body: Body;
}

/** A region that reading gave up; `function` is the qualified name around it. */
export interface Unread extends Placed {
  readonly function: string;
  readonly reason: string;
}

export interface SyntaxTree {
  /** By id; 0 is the module. */
  readonly definitions: readonly Definition[];
  readonly unread: readonly Unread[];
}
