/**
 * The state of lowering one function, and what its parts share.
 *
 * Terms
 * - **frame**: something that `return`, `break` or `continue` leaves on its way out (exits.ts).
 * - **caught**: the exception that a bare `raise` raises again.
 *
 * The parts (expressions, statements, …) are modules of functions on this state; they reach each other through `value`
 * and `statements`, so that none imports the other.
 */
import type { Assignment, Constant, ParameterInstruction, TypeExpression, ValueId } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import type { DraftInstruction } from '../../lowering/renumber.ts';
import { SsaBuilder } from '../../lowering/ssa.ts';
import type { Resolution } from '../scopes.ts';
import type { Definition, Expression, NameExpression, Statement } from '../syntax.ts';
import type { Frame } from './exits.ts';

/** The function cannot be lowered; the message is the gap's reason. */
export class LoweringError extends Error {}

export interface Parts {
  value(lowering: Lowering, expression: Expression): ValueId;
  statement(lowering: Lowering, statement: Statement): void;
}

export class Lowering {
  readonly definition: Definition;
  readonly definitions: readonly Definition[];
  readonly builder: SsaBuilder;
  readonly frames: Frame[] = [];
  readonly assignments: Assignment[] = [];
  caught: ValueId | null = null;
  /** By variable: what makes its initial value, placed after the parameters as far as it is used. */
  readonly prologue = new Map<string, Prologue>();
  /** Copies of `finally` bodies made so far, see exceptions.ts. */
  copies = 0;
  private readonly parts: Parts;
  private hiddenCount = 0;

  constructor(definition: Definition, definitions: readonly Definition[], parts: Parts) {
    this.definition = definition;
    this.definitions = definitions;
    this.parts = parts;
    this.builder = new SsaBuilder((variable) => this.initial(variable));
    this.addParameters();
  }

  value(expression: Expression): ValueId {
    return this.parts.value(this, expression);
  }

  statements(statements: readonly Statement[]): void {
    for (const statement of statements) this.parts.statement(this, statement);
  }

  constant(constant: Constant, span: Span): ValueId {
    const { builder } = this;
    return builder.define({ op: 'constant', span, result: builder.fresh(), constant });
  }

  /** A name for a hidden variable that nothing else uses. */
  hidden(): string {
    return `.${this.hiddenCount++}`;
  }

  /* ---- Names ---- */

  read(name: string, span: Span): ValueId {
    const { definition } = this;
    const { scope } = definition;
    const resolution = scope.resolve(name);
    if (resolution.kind !== 'local') return this.load(resolution, name, span);
    if (!scope.rewritten.has(name)) return this.readOwn(name, span);
    const isModule = definition.kind === 'module';
    return this.load(isModule ? { kind: 'global' } : { kind: 'cell', owner: definition.id }, name, span);
  }

  /** What a module or class has not bound on any way is looked up outside, and may fail, where it is read. */
  private readOwn(name: string, span: Span): ValueId {
    const { builder, definition } = this;
    const value = builder.read(name);
    const isUnbound = this.prologue.get(name)?.result === value;
    return isUnbound && this.isOpenScope()
      ? this.load(definition.scope.resolveOutside(name), name, span)
      : value;
  }

  private load(resolution: Resolution, name: string, span: Span): ValueId {
    const { builder } = this;
    return builder.define(loadInstruction(resolution, { name, span, result: builder.fresh() }));
  }

  /** Names that the scope has not bound mean what they mean outside; in functions they mean nothing. */
  private isOpenScope(): boolean {
    return this.definition.kind === 'module' || this.definition.kind === 'class';
  }

  write(target: NameExpression, value: ValueId, annotation: TypeExpression | null = null): void {
    const { builder } = this;
    const { name, span } = target;
    if (this.definition.scope.resolve(name).kind === 'local') {
      if (builder.isOpen()) {
        this.assignments.push(
          annotation === null ? { name, value, span } : { name, value, span, annotation },
        );
      }
      builder.write(name, value, span);
    }
    this.publish(name, value, span);
  }

  /** Of `del`, and of the name in `except … as name` after the clause. */
  unbind(target: NameExpression): void {
    const value = this.constant({ kind: 'unbound', variable: target.name }, target.span);
    if (this.definition.scope.resolve(target.name).kind === 'local') {
      this.builder.write(target.name, value, target.span);
    }
    this.publish(target.name, value, target.span);
  }

  /** Stores the variable also where others look for it. */
  private publish(name: string, value: ValueId, span: Span): void {
    const { builder, definition } = this;
    const resolution = definition.scope.resolve(name);
    if (resolution.kind === 'cell') {
      builder.emit({ op: 'store-cell', span, owner: resolution.owner, name, value });
    } else if (resolution.kind === 'global' || definition.kind === 'module') {
      builder.emit({ op: 'store-name', span, scope: 'global', name, value });
    } else if (definition.kind === 'class') {
      builder.emit({ op: 'store-name', span, scope: 'class', name, value });
    } else if (definition.scope.captured.has(name)) {
      builder.emit({ op: 'store-cell', span, owner: definition.id, name, value });
    }
  }

  /* ---- The entry block ---- */

  private addParameters(): void {
    const { builder, definition } = this;
    const values = definition.parameters.map(({ name, span }, index) => {
      const instruction: ParameterInstruction = { op: 'parameter', span, result: builder.fresh(), index };
      builder.define(instruction);
      builder.writeHidden(name, instruction.result);
      return instruction.result;
    });
    definition.parameters.forEach(({ name, span }, index) => {
      const value = values[index];
      if (value !== undefined && definition.scope.captured.has(name)) {
        builder.emit({ op: 'store-cell', span, owner: definition.id, name, value });
      }
    });
  }

  /**
   * What a variable holds before anything is written to it: nothing in a function; in a module what the builtins have
   * under that name; in a class what the name means around it.
   */
  private initial(variable: string): ValueId {
    const { definition } = this;
    const known = this.prologue.get(variable);
    if (known !== undefined) return known.result;
    const result = this.builder.fresh();
    const place = { name: variable, span: definition.nameSpan, result };
    const isLoaded = this.isOpenScope() && !variable.startsWith('.');
    const instruction: Prologue = isLoaded
      ? loadInstruction(definition.scope.resolveOutside(variable), place)
      : { op: 'constant', span: place.span, result, constant: { kind: 'unbound', variable } };
    this.prologue.set(variable, instruction);
    return result;
  }
}

type Prologue = Extract<DraftInstruction, { op: 'constant' | 'load-global' | 'load-cell' }>;

function loadInstruction(
  resolution: Resolution,
  place: { readonly name: string; readonly span: Span; readonly result: ValueId },
): Prologue {
  return resolution.kind === 'cell'
    ? { op: 'load-cell', owner: resolution.owner, ...place }
    : { op: 'load-global', ...place };
}
