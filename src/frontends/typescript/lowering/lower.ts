/** Definitions → IR: each on its own, so that one that fails does not take the others with it. */
import { ts } from 'ts-morph';
import type { Block, Gap, IrFunction, Parameter, ParameterInstruction, ValueId } from '../../../ir/ir.ts';
import { finish } from '../../lowering/finish.ts';
import { injectedPath } from '../angular.ts';
import type { Bound } from '../binding/bind.ts';
import type { Definition, FunctionDefinition } from '../scopes.ts';
import { typeExpression } from '../types.ts';
import { beginConstruction, lowerClassBody, REST_ARGUMENTS } from './classes.ts';
import { lowerReturn } from './exits.ts';
import { lowerExpression } from './expressions.ts';
import { Lowering, LoweringError, type Parts } from './lowering.ts';
import { bindPattern, withDefault } from './patterns.ts';
import { lowerReturned } from './promises.ts';
import { lowerStatement, lowerStatements } from './statements.ts';

const PARTS: Parts = { value: lowerExpression, statement: lowerStatement };

export interface LoweredFunctions {
  readonly functions: readonly IrFunction[];
  readonly gaps: readonly Gap[];
}

/** Never throws: a definition that cannot be lowered gives an empty function and a gap. */
export function lowerDefinitions(bound: Bound): LoweredFunctions {
  const gaps: Gap[] = [];
  const functions = bound.definitions.map((definition) => {
    const parameters = parametersOf(bound, definition);
    try {
      return lowerDefinition(bound, definition, parameters);
    } catch (error) {
      gaps.push({ span: definition.nameSpan, function: definition.qualifiedName, reason: reasonOf(error) });
      return emptyFunction(definition, parameters);
    }
  });
  return { functions, gaps };
}

function reasonOf(error: unknown): string {
  if (error instanceof LoweringError) return error.message;
  if (error instanceof RangeError) return 'nested too deeply';
  return `could not be lowered: ${error instanceof Error ? error.message : String(error)}`;
}

function lowerDefinition(bound: Bound, definition: Definition, parameters: readonly Parameter[]): IrFunction {
  const lowering = new Lowering(definition, bound, PARTS);
  if (definition.form === 'function') begin(lowering, definition, parameters);
  lowerBody(lowering, definition);
  const { blocks, valueCount, numberOf } = finish(lowering.builder, lowering.prologue.values());
  const assignments = lowering.assignments
    .flatMap((assignment) => {
      const value = numberOf(assignment.value);
      return value === null ? [] : [{ ...assignment, value }];
    })
    .sort((left, right) => left.span.start - right.span.start);
  return { ...headOf(definition), parameters, blocks, valueCount, assignments };
}

function lowerBody(lowering: Lowering, definition: Definition): void {
  if (definition.form === 'module') lowerStatements(lowering, definition.node.statements);
  else if (definition.form === 'class') lowerClassBody(lowering, definition);
  else if (!ts.isClassLike(definition.node)) {
    const { body } = definition.node;
    if (body !== undefined && !ts.isBlock(body)) {
      lowerReturned(lowering, body, lowering.span(body));
      return;
    }
    if (body !== undefined) lowerStatements(lowering, body.statements);
  }
  if (!lowering.builder.isOpen()) return;
  const end = { start: definition.span.end, end: definition.span.end };
  lowerReturn(lowering, answerOf(lowering, definition), { span: end, implicit: true });
}

/** What reaching the end answers: nothing, or the object that a framework constructs. */
function answerOf(lowering: Lowering, definition: Definition): ValueId {
  const end = { start: definition.span.end, end: definition.span.end };
  const isConstructed = definition.form === 'function' && definition.isConstructor && definition.usesSelf;
  return isConstructed ? lowering.read('this', end) : lowering.none(end);
}

/* ---- Parameters ---- */

function parametersOf(bound: Bound, definition: Definition): readonly Parameter[] {
  if (definition.form !== 'function') return [];
  const { role, node, nameSpan } = definition;
  const plain = { annotation: null, hasDefault: false, span: nameSpan };
  const self: Parameter[] = role === null ? [] : [{ name: 'this', kind: 'normal', ...plain }];
  if (ts.isClassLike(node)) return [...self, { name: REST_ARGUMENTS, kind: 'rest', ...plain }];
  const written = writtenParameters(definition).map(
    ({ name, dotDotDotToken, initializer, questionToken, type }, index): Parameter => ({
      name: ts.isIdentifier(name) ? name.text : `pattern${index + 1}`,
      kind: dotDotDotToken === undefined ? 'normal' : 'rest',
      annotation: typeExpression(type),
      hasDefault: initializer !== undefined || questionToken !== undefined,
      span: bound.source.span(name),
    }),
  );
  return [...self, ...written];
}

/** Without `this: Type`, which is for the checker alone. */
function writtenParameters({ node }: FunctionDefinition): readonly ts.ParameterDeclaration[] {
  if (ts.isClassLike(node)) return [];
  return node.parameters.filter(({ name }) => !ts.isIdentifier(name) || name.text !== 'this');
}

function begin(lowering: Lowering, definition: FunctionDefinition, parameters: readonly Parameter[]): void {
  const { builder } = lowering;
  const values = parameters.map(({ span }, index) => {
    const instruction: ParameterInstruction = { op: 'parameter', span, result: builder.fresh(), index };
    return builder.define(instruction);
  });
  beginSelf(lowering, definition, values);
  const first = definition.role === null ? 0 : 1;
  if (ts.isClassLike(definition.node)) builder.writeHidden(REST_ARGUMENTS, values[first] ?? 0);
  writtenParameters(definition).forEach((parameter, index) => {
    const value = values[first + index];
    if (value === undefined) return;
    const name = definition.injected?.[index];
    const given = name ? lowering.imported(injectedPath(name), lowering.span(parameter.name)) : value;
    bindParameter(lowering, parameter, given);
  });
  beginConstruction(lowering, definition);
}

/** A parameter has its name already; only what the text writes to it is an assignment. */
function bindParameter(
  lowering: Lowering,
  { name, initializer }: ts.ParameterDeclaration,
  given: ValueId,
): void {
  const value = withDefault(lowering, given, initializer);
  const variable = ts.isIdentifier(name) ? lowering.scope.lookup(name.text) : null;
  if (variable === null) {
    bindPattern(lowering, name, { value });
    return;
  }
  lowering.builder.writeHidden(variable.name, value);
  lowering.publish(variable, value, lowering.span(name));
}

/** `this` of a method is its first parameter; of another function that uses it, an object that nothing else knows. */
function beginSelf(lowering: Lowering, definition: FunctionDefinition, values: readonly ValueId[]): void {
  const { self, role, nameSpan: span, usesSelf } = definition;
  if (self === null || (role === null && !usesSelf)) return;
  const { builder } = lowering;
  const made = (): ValueId =>
    builder.define({ op: 'build', span, result: builder.fresh(), kind: 'object', elements: [] });
  const value = role === null ? made() : (values[0] ?? 0);
  builder.writeHidden(self.name, value);
  lowering.publish(self, value, span);
}

/* ---- Heads ---- */

type Head = Omit<IrFunction, 'blocks' | 'valueCount' | 'assignments' | 'parameters'>;

function headOf(definition: Definition): Head {
  const { id, kind, name, qualifiedName, parent, span, nameSpan, isAsync, isGenerator } = definition;
  const returnAnnotation = definition.form === 'function' ? definition.returnAnnotation : null;
  const place = { parent: parent?.id ?? null, span, nameSpan };
  return { id, kind, name, qualifiedName, ...place, returnAnnotation, isAsync, isGenerator };
}

/** Takes its parameters and returns nothing. */
function emptyFunction(definition: Definition, parameters: readonly Parameter[]): IrFunction {
  const { span } = definition;
  const result: ValueId = parameters.length;
  const block: Block = {
    id: 0,
    handler: null,
    phis: [],
    instructions: [
      ...parameters.map(
        (parameter, index) => ({ op: 'parameter', span: parameter.span, result: index, index }) as const,
      ),
      { op: 'constant', span, result, constant: { kind: 'none' } },
    ],
    terminator: { op: 'return', span, value: result, implicit: true },
  };
  return { ...headOf(definition), parameters, blocks: [block], valueCount: result + 1, assignments: [] };
}
