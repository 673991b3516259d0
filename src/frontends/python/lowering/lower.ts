/** Syntax → IR: each definition on its own, so that one that fails does not take the others with it. */
import type { Block, Gap, IrFunction, Parameter, ValueId } from '../../../ir/ir.ts';
import { finish } from '../../lowering/finish.ts';
import type { Definition, ParameterSyntax, SyntaxTree } from '../syntax.ts';
import { lowerReturn } from './exits.ts';
import { lowerExpression } from './expressions.ts';
import { lowerComprehensionBody } from './inner-definitions.ts';
import { Lowering, LoweringError, type Parts } from './lowering.ts';
import { lowerStatement } from './statements.ts';

const PARTS: Parts = { value: lowerExpression, statement: lowerStatement };

export interface LoweredFunctions {
  readonly functions: readonly IrFunction[];
  readonly gaps: readonly Gap[];
}

/** Never throws: a definition that cannot be lowered gives an empty function and a gap. */
export function lowerDefinitions(tree: SyntaxTree): LoweredFunctions {
  const gaps: Gap[] = [];
  const functions = tree.definitions.map((definition) => {
    try {
      return lowerDefinition(definition, tree.definitions);
    } catch (error) {
      gaps.push({ span: definition.nameSpan, function: definition.qualifiedName, reason: reasonOf(error) });
      return emptyFunction(definition);
    }
  });
  return { functions, gaps };
}

function reasonOf(error: unknown): string {
  if (error instanceof LoweringError) return error.message;
  return `could not be lowered: ${error instanceof Error ? error.message : String(error)}`;
}

function lowerDefinition(definition: Definition, definitions: readonly Definition[]): IrFunction {
  const lowering = new Lowering(definition, definitions, PARTS);
  lowerBody(lowering);
  const { blocks, valueCount, numberOf } = finish(lowering.builder, lowering.prologue.values());
  const assignments = lowering.assignments
    .flatMap((assignment) => {
      const value = numberOf(assignment.value);
      return value === null ? [] : [{ ...assignment, value }];
    })
    .sort((left, right) => left.span.start - right.span.start);
  return functionOf(definition, { blocks, valueCount, assignments });
}

function lowerBody(lowering: Lowering): void {
  const { body, span } = lowering.definition;
  switch (body.kind) {
    case 'statements': {
      lowering.statements(body.statements);
      const end = { start: span.end, end: span.end };
      if (!lowering.builder.isOpen()) return;
      lowerReturn(lowering, lowering.constant({ kind: 'none' }, end), { span: end, implicit: true });
      return;
    }
    case 'expression': {
      const { value } = body;
      lowerReturn(lowering, lowering.value(value), { span: value.span, implicit: false });
      return;
    }
    case 'comprehension':
      lowerComprehensionBody(lowering, body, span);
      return;
  }
}

type Lowered = Pick<IrFunction, 'blocks' | 'valueCount' | 'assignments'>;

/**
 * Written out without a spread: the engine gives each object that is put together by one a layout of its own, and every
 * later read of any function would pay for it.
 */
function functionOf(definition: Definition, lowered: Lowered): IrFunction {
  return {
    id: definition.id,
    kind: definition.kind,
    name: definition.name,
    qualifiedName: definition.qualifiedName,
    parent: definition.parent,
    span: definition.span,
    nameSpan: definition.nameSpan,
    parameters: definition.parameters.map(parameterOf),
    returnAnnotation: definition.returnAnnotation,
    isAsync: definition.isAsync,
    isGenerator: definition.scope.isGenerator,
    blocks: lowered.blocks,
    valueCount: lowered.valueCount,
    assignments: lowered.assignments,
  };
}

function parameterOf({ name, kind, annotation, hasDefault, span }: ParameterSyntax): Parameter {
  return { name, kind, annotation, hasDefault, span };
}

/** Takes its parameters and returns None. */
export function emptyFunction(definition: Definition): IrFunction {
  const { span } = definition;
  const result: ValueId = definition.parameters.length;
  const block: Block = {
    id: 0,
    handler: null,
    phis: [],
    instructions: [
      ...definition.parameters.map(
        (parameter, index) => ({ op: 'parameter', span: parameter.span, result: index, index }) as const,
      ),
      { op: 'constant', span, result, constant: { kind: 'none' } },
    ],
    terminator: { op: 'return', span, value: result, implicit: true },
  };
  return functionOf(definition, { blocks: [block], valueCount: result + 1, assignments: [] });
}
