/**
 * The state of lowering one function, and what its parts share.
 *
 * Terms
 * - **frame**: something that `return`, `break` or `continue` leaves on its way out (exits.ts).
 * - **scope**: the block that is being lowered; names are looked up from there.
 *
 * The parts (expressions, statements, …) are modules of functions on this state; they reach each other through `value`
 * and `statements`, so that none imports the other. Both count how deep they are, because the text may be nested deeper
 * than a stack.
 */
import { ts } from 'ts-morph';
import type { Assignment, Constant, OperatorName, TypeExpression, ValueId } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import type { DraftInstruction } from '../../lowering/renumber.ts';
import { SsaBuilder } from '../../lowering/ssa.ts';
import type { Bound } from '../binding/bind.ts';
import type { BlockScope, Definition, Variable } from '../scopes.ts';
import type { Frame } from './exits.ts';
import { GLOBAL_OBJECTS, globalPath } from './globals.ts';

/** The function cannot be lowered; the message is the gap's reason. */
export class LoweringError extends Error {}

export interface Parts {
  value(lowering: Lowering, expression: ts.Expression): ValueId;
  statement(lowering: Lowering, statement: ts.Statement): void;
}

/** Expressions and statements inside of each other. */
const DEEPEST = 400;

export class Lowering {
  readonly definition: Definition;
  readonly bound: Bound;
  readonly builder: SsaBuilder;
  readonly frames: Frame[] = [];
  readonly assignments: Assignment[] = [];
  scope: BlockScope;
  /** By variable: what makes its initial value, placed after the parameters as far as it is used. */
  readonly prologue = new Map<string, Extract<DraftInstruction, { op: 'constant' | 'load-global' }>>();
  /** Copies of `finally` blocks made so far, see exceptions.ts. */
  copies = 0;
  /** Where an optional chain goes on when it meets nothing. */
  chainEnd: { readonly result: string; readonly block: ReturnType<SsaBuilder['newBlock']> } | null = null;
  private readonly parts: Parts;
  private depth = 0;
  private hiddenCount = 0;

  constructor(definition: Definition, bound: Bound, parts: Parts) {
    this.definition = definition;
    this.bound = bound;
    this.parts = parts;
    this.scope = definition.scope;
    this.builder = new SsaBuilder((variable) => this.initial(variable));
  }

  value(expression: ts.Expression): ValueId {
    return this.deeper(() => this.parts.value(this, expression));
  }

  statement(statement: ts.Statement): void {
    this.deeper(() => this.parts.statement(this, statement));
  }

  private deeper<Result>(lower: () => Result): Result {
    if (this.depth >= DEEPEST) throw new LoweringError(`nested more than ${DEEPEST} deep`);
    this.depth++;
    try {
      return lower();
    } finally {
      this.depth--;
    }
  }

  /** Lowers in the scope of a block that has variables of its own. */
  within(node: ts.Node, lower: () => void): void {
    const outer = this.scope;
    this.scope = this.bound.scopes.get(node) ?? outer;
    lower();
    this.scope = outer;
  }

  span(node: ts.Node): Span {
    return this.bound.source.span(node);
  }

  constant(constant: Constant, span: Span): ValueId {
    const { builder } = this;
    return builder.define({ op: 'constant', span, result: builder.fresh(), constant });
  }

  none(span: Span): ValueId {
    return this.constant({ kind: 'none' }, span);
  }

  operator(operator: OperatorName, operands: ValueId[], span: Span): ValueId {
    const { builder } = this;
    return builder.define({
      op: 'operator',
      span,
      result: builder.fresh(),
      operator,
      operands,
      inPlace: false,
    });
  }

  attribute(
    object: ValueId,
    name: string,
    place: { readonly span: Span; readonly nameSpan?: Span },
  ): ValueId {
    const { builder } = this;
    const { span, nameSpan = span } = place;
    return builder.define({ op: 'attribute', span, result: builder.fresh(), object, name, nameSpan });
  }

  /** Calls with positional arguments alone. */
  call(callee: ValueId, given: readonly ValueId[], span: Span): ValueId {
    const { builder } = this;
    const values = given.map((value) => ({ kind: 'positional', value }) as const);
    return builder.define({
      op: 'call',
      span,
      result: builder.fresh(),
      callee,
      arguments: values,
      calleeSpan: span,
    });
  }

  /** Something that comes from outside of the file. */
  imported(module: string, span: Span, member: string | null = null): ValueId {
    const { builder } = this;
    const result = builder.fresh();
    return builder.define({ op: 'import', span, result, module, member, level: 0, bindsRoot: false });
  }

  /** A name for a hidden variable that nothing else uses. */
  hidden(): string {
    return `.${this.hiddenCount++}`;
  }

  /* ---- Names ---- */

  read(name: string, span: Span): ValueId {
    const variable = this.scope.lookup(name);
    return variable === null ? this.readGlobal(name, span) : this.readVariable(variable, span);
  }

  private readGlobal(name: string, span: Span): ValueId {
    if (name === 'undefined') return this.none(span);
    return this.imported(GLOBAL_OBJECTS.has(name) ? 'js' : globalPath(name), span);
  }

  readVariable(variable: Variable, span: Span): ValueId {
    const { builder, definition } = this;
    const isOwn = variable.owner === definition;
    if (isOwn && !variable.rewritten) return builder.read(variable.name);
    const { name, owner } = variable;
    const result = builder.fresh();
    return owner.form === 'module'
      ? builder.define({ op: 'load-global', span, result, name })
      : builder.define({ op: 'load-cell', span, result, owner: owner.id, name });
  }

  /** Writes the variable that the name means; a name that nothing declares is a global of the page. */
  write(
    name: string,
    value: ValueId,
    place: { readonly span: Span; readonly type?: TypeExpression | null },
  ): void {
    const variable = this.scope.lookup(name);
    if (variable !== null) this.writeVariable(variable, value, place);
    else this.publishGlobal(name, value, place.span);
  }

  writeVariable(
    variable: Variable,
    value: ValueId,
    { span, type = null }: { readonly span: Span; readonly type?: TypeExpression | null },
  ): void {
    const { builder, definition } = this;
    const { name } = variable;
    if (variable.owner === definition) {
      if (builder.isOpen()) {
        this.assignments.push(
          type === null ? { name, value, span } : { name, value, span, annotation: type },
        );
      }
      builder.write(name, value, span);
    }
    this.publish(variable, value, span);
  }

  /** Stores the variable also where others look for it. */
  publish(variable: Variable, value: ValueId, span: Span): void {
    const { name, owner } = variable;
    if (owner.form === 'module') this.publishGlobal(name, value, span);
    else if (owner !== this.definition || variable.captured) {
      this.builder.emit({ op: 'store-cell', span, owner: owner.id, name, value });
    }
  }

  publishGlobal(name: string, value: ValueId, span: Span): void {
    this.builder.emit({ op: 'store-name', span, scope: 'global', name, value });
  }

  /** What a variable holds before anything is written to it. */
  private initial(variable: string): ValueId {
    const known = this.prologue.get(variable);
    if (known !== undefined) return known.result;
    const result = this.builder.fresh();
    const span = this.definition.nameSpan;
    this.prologue.set(variable, { op: 'constant', span, result, constant: { kind: 'unbound' } });
    return result;
  }
}

export function isStatementList(node: ts.Node): node is ts.Block | ts.SourceFile | ts.ModuleBlock {
  return ts.isBlock(node) || ts.isSourceFile(node) || ts.isModuleBlock(node);
}
