/**
 * Checks that values must pass: where a value is known to be valid, and what that takes away.
 *
 * Terms
 * - **guard**: a check of one value. It holds at a point when every way there has passed it: a call that returned (and
 *   raises for what is not valid), or one edge of a branch on a test.
 * - **canonical key**: names a part of a value, so that `info['port']` checked is `info['port']` used, though they are
 *   two reads. The check of a transformed copy is another key and proves nothing.
 *
 * Worked example: in `if not uuidutils.is_uuid_like(ident): raise Invalid(ident)` the guard of `ident` holds on the edge
 * where the test is true; it dominates all that follows the statement, and not the `raise`.
 *
 * A check under another condition (`if name and not valid(name)`) dominates nothing after it, so it does not count.
 * Not seen: checks written out by hand, other than comparison with constants and tests of a type.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { Branch, Call, IrFunction, Operator, ValueId } from '../../ir/ir.ts';
import type { ValidatorModel } from '../../models/model.ts';
import type { ProjectFunction } from '../../project/project.ts';
import { ADDRESS, addressComparedBy, addressesTestedBy } from './address-tests.ts';
import type { Removal } from './ask.ts';
import { constantOf, textOfConstant } from './constants.ts';
import { expressionText } from './expression-text.ts';
import { type FunctionFacts, outerOf, type Position } from './function-facts.ts';
import { keyTestOf } from './key-tests.ts';
import type { Knowledge } from './knowledge.ts';

export interface Guard {
  /** Index among the guards of the function. */
  readonly id: number;
  readonly key: string;
  readonly removals: readonly Removal[];
  /** The constant that the value equals, in text form; null: not known. */
  readonly equals: string | null;
  readonly holds:
    | { readonly from: 'entry' }
    | { readonly from: 'completed'; readonly position: Position }
    | { readonly from: 'edge'; readonly block: number; readonly way: 'then' | 'otherwise' };
}

/** What a function has checked of a parameter whenever it returns. */
export interface ValidatedParameter {
  readonly parameter: number;
  readonly removals: readonly Removal[];
}

type FactsOf = (fn: ProjectFunction) => FunctionFacts;

const MAXIMUM_CALL_DEPTH = 3;
const MAXIMUM_KEY_DEPTH = 4;

/** Names a value by the variable it was read from and as which part: `%3.driver_info[port]`. */
export function canonicalKey(fn: IrFunction, value: ValueId): string {
  let root = value;
  let path = '';
  for (let depth = 0; depth < MAXIMUM_KEY_DEPTH; depth++) {
    const outer = outerOf(fn, root) ?? transformed(fn, root);
    if (outer === null) break;
    path = outer.element + path;
    root = outer.object;
  }
  return `%${root}${path}`;
}

const TEXT_TRANSFORMS = new Set(['strip', 'lstrip', 'rstrip', 'lower', 'upper']);

/** `name.lstrip('/')` twice is the same text twice. */
function transformed(fn: IrFunction, value: ValueId): { object: ValueId; element: string } | null {
  const call = instructionOf(fn, value);
  const callee = call?.op === 'call' ? instructionOf(fn, call.callee) : undefined;
  if (call?.op !== 'call' || callee?.op !== 'attribute' || !TEXT_TRANSFORMS.has(callee.name)) return null;
  const constants = call.arguments.map((argument) => constantOf(fn, argument.value));
  if (constants.some((constant) => constant === null)) return null;
  const texts = constants.map((constant) => (constant === null ? '' : textOfConstant(constant)));
  return { object: callee.object, element: `.${callee.name}(${texts.join()})` };
}

/** The parts that a path is joined of: who checks the whole checks them, for use as a path. */
function joinedParts(fn: IrFunction, value: ValueId): readonly ValueId[] {
  const call = instructionOf(fn, value);
  const callee = call?.op === 'call' ? instructionOf(fn, call.callee) : undefined;
  if (call?.op !== 'call' || callee?.op !== 'attribute' || callee.name !== 'join') return [];
  const module = instructionOf(fn, callee.object);
  if (module?.op !== 'attribute' || module.name !== 'path') return [];
  return call.arguments.map((argument) => argument.value);
}

function forPaths(removal: Removal): readonly Removal[] {
  const isForPaths = removal.sinks === null || removal.sinks.includes('path');
  return isForPaths ? [{ ...removal, sinks: ['path'] }] : [];
}

export class Guards {
  readonly #knowledge: Knowledge;
  readonly #factsOf: FactsOf;
  readonly #guards = new Map<ProjectFunction, readonly Guard[]>();
  readonly #validated = new Map<string, readonly ValidatedParameter[]>();

  constructor(knowledge: Knowledge, factsOf: FactsOf) {
    this.#knowledge = knowledge;
    this.#factsOf = factsOf;
  }

  guardsOf(fn: ProjectFunction): readonly Guard[] {
    const known = this.#guards.get(fn);
    if (known !== undefined) return known;
    const guards = this.#collect(fn, MAXIMUM_CALL_DEPTH);
    this.#guards.set(fn, guards);
    return guards;
  }

  /** Parameters that the function has checked on every way that returns; callees are looked into `depth` deep. */
  validatedBy(fn: ProjectFunction, depth: number): readonly ValidatedParameter[] {
    if (depth <= 0 || fn.ir.parameters.length === 0) return [];
    const key = `${fn.index}:${depth}`;
    const known = this.#validated.get(key);
    if (known !== undefined) return known;
    this.#validated.set(key, []);
    const found = this.#findValidated(fn, depth);
    this.#validated.set(key, found);
    return found;
  }

  #findValidated(fn: ProjectFunction, depth: number): ValidatedParameter[] {
    const facts = this.#factsOf(fn);
    const guards = this.#collect(fn, depth);
    if (guards.length === 0 || facts.returns.length === 0) return [];
    return fn.ir.parameters.flatMap((_, parameter) => {
      const value = parameterValue(fn.ir, parameter);
      const own = value === null ? [] : guards.filter((guard) => guard.key === `%${value}`);
      const everywhere = own.filter((guard) =>
        facts.returns.every((exit) => guardHolds(facts, guard, exit.position)),
      );
      const removals = everywhere.flatMap((guard) => guard.removals);
      return removals.length === 0 ? [] : [{ parameter, removals }];
    });
  }

  #collect(fn: ProjectFunction, depth: number): Guard[] {
    const drafts = [
      ...this.#decorated(fn),
      ...fn.ir.blocks.flatMap((block) => [
        ...block.instructions.flatMap((instruction, index) =>
          instruction.op === 'call'
            ? this.#ofCall(fn, instruction, { position: { block: block.id, index }, depth })
            : [],
        ),
        ...(block.terminator.op === 'branch' ? this.#ofBranch(fn, block.id, block.terminator) : []),
      ]),
    ];
    return drafts.map((draft, id) => ({ id, ...draft }));
  }

  /** A decorator that validates: all that its model selects is valid from the start. */
  #decorated(fn: ProjectFunction): Omit<Guard, 'id'>[] {
    return fn.decorators.flatMap((path) => {
      const validators = this.#knowledge.models.apisNamed([path]).flatMap((api) => api.validators);
      return validators.flatMap((validator) =>
        fn.ir.parameters.flatMap((parameter, index) => {
          const value = parameterValue(fn.ir, index);
          if (value === null || !selectsParameter(validator, parameter.name, index)) return [];
          return [
            {
              key: `%${value}`,
              removals: removalsOf(validator, path),
              equals: null,
              holds: { from: 'entry' } as const,
            },
          ];
        }),
      );
    });
  }

  #ofCall(
    fn: ProjectFunction,
    call: Call,
    at: { readonly position: Position; readonly depth: number },
  ): Omit<Guard, 'id'>[] {
    const holds = { from: 'completed', position: at.position } as const;
    const callees = this.#knowledge.calleesOf(fn, call);
    const modelled = this.#validators(fn, call, 'returned');
    if (modelled.length > 0 || callees.length !== 1) {
      return modelled.map((guard) => ({ ...guard, equals: null, holds }));
    }
    const target = callees[0]?.target;
    if (target?.kind !== 'function') return [];
    const validated = this.validatedBy(target.function, at.depth - 1);
    if (validated.length === 0) return [];
    const bindings = this.#knowledge.project.bindArguments(this.#knowledge.siteOf(fn, call), target);
    return validated.flatMap(({ parameter, removals }) =>
      bindings
        .filter((binding) => binding.parameter === parameter && !binding.element)
        .map((binding) => ({ key: canonicalKey(fn.ir, binding.value), removals, equals: null, holds })),
    );
  }

  #validators(
    fn: ProjectFunction,
    call: Call,
    holds: ValidatorModel['holds'],
  ): { key: string; removals: readonly Removal[] }[] {
    const by = expressionText(fn.ir, call.callee);
    return this.#knowledge.calleesOf(fn, call).flatMap(({ target, effect }) =>
      (effect?.validators ?? [])
        .filter((validator) => validator.holds === holds)
        .flatMap((validator) =>
          this.#knowledge
            .select(this.#knowledge.siteOf(fn, call), target, validator.selector)
            .flatMap(({ value }) => {
              const removals = removalsOf(validator, by);
              const parts = joinedParts(fn.ir, value);
              return [
                { key: canonicalKey(fn.ir, value), removals },
                ...parts.map((part) => ({
                  key: canonicalKey(fn.ir, part),
                  removals: removals.flatMap(forPaths),
                })),
              ];
            }),
        ),
    );
  }

  #ofBranch(fn: ProjectFunction, block: number, branch: Branch): Omit<Guard, 'id'>[] {
    const { value, negated } = stripNot(fn.ir, branch.condition);
    const condition = instructionOf(fn.ir, value);
    const edge = (isTrue: boolean) =>
      ({ from: 'edge', block, way: isTrue === negated ? 'otherwise' : 'then' }) as const;
    if (condition?.op === 'call') {
      return [
        ...this.#validators(fn, condition, 'true').map((guard) => ({
          ...guard,
          equals: null,
          holds: edge(true),
        })),
        ...this.#validators(fn, condition, 'false').map((guard) => ({
          ...guard,
          equals: null,
          holds: edge(false),
        })),
        ...typeTest(fn.ir, condition).map((guard) => ({ ...guard, equals: null, holds: edge(true) })),
        ...addressesTestedBy(fn.ir, condition).map((tested) => addressGuard(fn.ir, tested, edge(true))),
      ];
    }
    if (condition?.op !== 'operator') return [];
    const address = addressComparedBy(fn.ir, condition);
    return [
      ...comparison(fn.ir, condition).map(({ key, removals, equals, isTrue }) => ({
        key,
        removals,
        equals,
        holds: edge(isTrue),
      })),
      ...(address === null ? [] : [addressGuard(fn.ir, address, edge(true))]),
      ...this.#ofKeyTest(fn, condition, edge),
    ];
  }

  #ofKeyTest(
    fn: ProjectFunction,
    condition: Operator,
    edge: (isTrue: boolean) => Guard['holds'],
  ): Omit<Guard, 'id'>[] {
    const test = keyTestOf(this.#knowledge, fn, condition);
    const value = test === null ? null : parameterValue(fn.ir, test.parameter);
    if (test === null || value === null) return [];
    return [{ key: `%${value}`, removals: test.removals, equals: null, holds: edge(test.isTrue) }];
  }
}

/** Whether a guard has been passed on every way to `position`. */
export function guardHolds(facts: FunctionFacts, guard: Guard, position: Position): boolean {
  switch (guard.holds.from) {
    case 'entry':
      return true;
    case 'completed':
      return facts.completesBefore(guard.holds.position, position);
    case 'edge':
      return facts.edgeBefore(guard.holds.block, guard.holds.way, position);
  }
}

/** The value of a parameter, or null. */
export function parameterValue(fn: IrFunction, index: number): ValueId | null {
  const instruction = fn.blocks[0]?.instructions.find(
    (candidate) => candidate.op === 'parameter' && candidate.index === index,
  );
  return instruction?.op === 'parameter' ? instruction.result : null;
}

function selectsParameter(validator: ValidatorModel, name: string, index: number): boolean {
  const { selector } = validator;
  if (selector.kind === 'arguments') return name !== 'self' && name !== 'cls';
  return selector.kind === 'argument' && (selector.name === name || selector.position === index);
}

function removalsOf(validator: ValidatorModel, by: string): Removal[] {
  return validator.removes.map((pattern) => ({
    pattern,
    keys: null,
    sinks: validator.sinks,
    coversContainer: true,
    by,
  }));
}

function addressGuard(fn: IrFunction, tested: ValueId, holds: Guard['holds']): Omit<Guard, 'id'> {
  return { key: canonicalKey(fn, tested), removals: ADDRESS, equals: null, holds };
}

function stripNot(fn: IrFunction, condition: ValueId): { value: ValueId; negated: boolean } {
  let value = condition;
  let negated = false;
  for (let depth = 0; depth < 4; depth++) {
    const instruction = instructionOf(fn, value);
    const operand =
      instruction?.op === 'operator' && instruction.operator === 'not' && instruction.operands[0];
    if (typeof operand !== 'number') break;
    value = operand;
    negated = !negated;
  }
  return { value, negated };
}

/** Equal to a constant, or a member of a fixed collection: nothing of the sender's choice is left. */
function comparison(
  fn: IrFunction,
  operator: Operator,
): { key: string; removals: readonly Removal[]; equals: string | null; isTrue: boolean }[] {
  const [left, right] = operator.operands;
  if (left === undefined || right === undefined) return [];
  const removals = fixedBy('comparison with constants');
  switch (operator.operator) {
    case '==':
    case '!=':
    case 'is':
    case 'is not':
      return equality(fn, left, right).map((guard) => ({
        ...guard,
        removals,
        isTrue: operator.operator === '==' || operator.operator === 'is',
      }));
    case 'in':
    case 'not in':
      if (!isFixedCollection(fn, right)) return [];
      return [{ key: canonicalKey(fn, left), removals, equals: null, isTrue: operator.operator === 'in' }];
    default:
      return [];
  }
}

function equality(fn: IrFunction, left: ValueId, right: ValueId): { key: string; equals: string }[] {
  const constant = constantOf(fn, right);
  return constant === null ? [] : [{ key: canonicalKey(fn, left), equals: textOfConstant(constant) }];
}

/** A literal of constants, or a name in capitals, which by custom holds one. */
function isFixedCollection(fn: IrFunction, value: ValueId): boolean {
  const instruction = instructionOf(fn, value);
  if (instruction?.op === 'build' && instruction.kind !== 'string') {
    return instruction.elements.every((element) => constantOf(fn, element.key ?? element.value) !== null);
  }
  const isNamed = instruction?.op === 'load-global' || instruction?.op === 'attribute';
  return isNamed && /^_?[A-Z][A-Z0-9_]+$/.test(instruction.name);
}

const HARMLESS_TYPES = new Set(['int', 'float', 'bool']);

/** `isinstance(value, int)`. */
function typeTest(fn: IrFunction, call: Call): { key: string; removals: readonly Removal[] }[] {
  const callee = instructionOf(fn, call.callee);
  const [subject, type] = call.arguments;
  if (callee?.op !== 'load-global' || callee.name !== 'isinstance') return [];
  if (subject === undefined || type === undefined) return [];
  const tested = instructionOf(fn, type.value);
  if (tested?.op !== 'load-global' || !HARMLESS_TYPES.has(tested.name)) return [];
  return [{ key: canonicalKey(fn, subject.value), removals: fixedBy('a test of its type') }];
}

function fixedBy(by: string): Removal[] {
  return [{ pattern: 'origin:*', keys: null, sinks: null, coversContainer: true, by }];
}
