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
import type { Definition, Expression, NameExpression, Statement } from '../syntax.ts';
import type { Frame } from './exits.ts';
import { SsaBuilder } from './ssa.ts';

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
  /** Copies of `finally` bodies made so far, see exceptions.ts. */
  copies = 0;
  private readonly parts: Parts;
  private hiddenCount = 0;
  private prologueLength = 0;

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
    const { builder, definition } = this;
    const { scope } = definition;
    const resolution = scope.resolve(name);
    const isOwn = resolution.kind === 'local';
    if (isOwn && !scope.rewritten.has(name)) return builder.read(name);
    const result = builder.fresh();
    if (resolution.kind === 'global' || definition.kind === 'module') {
      return builder.define({ op: 'load-global', span, result, name });
    }
    const owner = resolution.kind === 'cell' ? resolution.owner : definition.id;
    return builder.define({ op: 'load-cell', span, result, owner, name });
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
    const value = this.constant({ kind: 'unbound' }, target.span);
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
    this.prologueLength = values.length;
    definition.parameters.forEach(({ name, span }, index) => {
      const value = values[index];
      if (value !== undefined && definition.scope.captured.has(name)) {
        builder.emit({ op: 'store-cell', span, owner: definition.id, name, value });
      }
    });
  }

  /**
   * What a variable holds before anything is written to it: nothing in a function; in a module what the builtins have
   * under that name; in a class what the name means around it. Placed right after the parameters.
   */
  private initial(variable: string): ValueId {
    const { builder, definition } = this;
    const { nameSpan: span } = definition;
    const result = builder.fresh();
    const { instructions } = builder.entry;
    const position = this.prologueLength++;
    if (variable.startsWith('.') || (definition.kind !== 'module' && definition.kind !== 'class')) {
      instructions.splice(position, 0, { op: 'constant', span, result, constant: { kind: 'unbound' } });
      return result;
    }
    const outside = definition.scope.resolveOutside(variable);
    instructions.splice(
      position,
      0,
      outside.kind === 'cell'
        ? { op: 'load-cell', span, result, owner: outside.owner, name: variable }
        : { op: 'load-global', span, result, name: variable },
    );
    return result;
  }
}
