/**
 * What a value is made of: the steps of the analysis, one instruction at a time, from the result back to the operands.
 *
 * Each step translates the question. Asked for the part `[port]` of `{'port': x}` it asks for `x`; asked for
 * `info['port']` it asks for the part `[port]` of `info`. Comparisons and tests end the way: a truth value tells nothing
 * of what was compared.
 */
import { definitionOf, instructionOf, usesOf } from '../../ir/definitions.ts';
import type {
  Attribute,
  Build,
  Instruction,
  Item,
  LoadGlobal,
  Operator,
  Phi,
  Unpack,
  ValueId,
} from '../../ir/ir.ts';
import {
  attributeElement,
  EVERY_ELEMENT,
  keyElement,
  nameIn,
  overlaps,
  SOME_ATTRIBUTE,
  SOME_ELEMENT,
} from './access-path.ts';
import { type Beside, chance } from './ask.ts';
import { expandCall } from './calls.ts';
import { constantOf, elementOf, textOfConstant } from './constants.ts';
import { isDispatched, isRequest } from './dispatch.ts';
import { formatParts } from './format.ts';
import { isLabelled } from './labelled.ts';
import { expandManager } from './managers.ts';
import { followMutations } from './mutations.ts';
import { expandGlobal, expandImported, expandProperty, isNamedConstant } from './names.ts';
import { expandParameter } from './parameters.ts';
import { expandCaught } from './raised.ts';
import { expandTyped } from './stringify.ts';
import type { Visit } from './visit.ts';

/** What a table of arguments for functions that are chosen by name may hold. */
const DISPATCHED = ['secret:credentials'] as const;

export function expandEntry(visit: Visit): void {
  const definition = definitionOf(visit.ir, visit.value);
  if (definition === undefined) return;
  if (definition.kind === 'phi') {
    if (followMutations(visit).isReplaced) return;
    if (visit.isWhole && isDispatched(visit.ir, visit.value)) visit.source('parameter', DISPATCHED);
    expandPhi(visit, definition.phi);
    return;
  }
  if (isLabelled(visit)) return;
  const { isReplaced, remaining } = followMutations(visit);
  if (isReplaced) return;
  if (remaining.isWhole && isDispatched(visit.ir, visit.value)) remaining.source('parameter', DISPATCHED);
  if (expandTyped(remaining)) return;
  expandInstruction(remaining, definition.instruction);
}

function expandPhi(visit: Visit, phi: Phi): void {
  const block = definitionOf(visit.ir, phi.result)?.block ?? 0;
  for (const operand of phi.operands) {
    const context = visit.view.alongEdge(visit.entry.context, operand.block, block);
    visit.flow(operand.value, visit.ask, { context });
  }
}

function expandInstruction(visit: Visit, instruction: Instruction): void {
  switch (instruction.op) {
    case 'parameter':
      expandParameter(visit, instruction.index);
      return;
    case 'constant':
      expandConstant(visit, instruction.result);
      return;
    case 'load-global':
      expandLoad(visit, instruction);
      return;
    case 'load-cell':
      visit.atom({
        kind: 'cell',
        module: visit.function.module,
        owner: instruction.owner,
        name: instruction.name,
        ask: visit.ask,
      });
      return;
    case 'attribute':
      expandAttribute(visit, instruction);
      return;
    case 'item':
      expandItem(visit, instruction);
      return;
    case 'call':
      expandCall(visit, instruction);
      return;
    case 'build':
      expandBuild(visit, instruction);
      return;
    case 'operator':
      expandOperator(visit, instruction);
      return;
    case 'unpack':
      expandUnpack(visit, instruction);
      return;
    default:
      expandOther(visit, instruction);
      return;
  }
}

function expandOther(visit: Visit, instruction: Instruction): void {
  switch (instruction.op) {
    case 'import':
      expandImported(visit, instruction);
      return;
    case 'await':
      visit.same(instruction.value);
      return;
    case 'enter':
      expandManager(visit, instruction.manager);
      return;
    case 'catch':
      expandCaught(visit);
      return;
    case 'make-function':
    case 'make-class':
    case 'exit':
      visit.source('computed', ['origin:constant']);
      return;
    default:
      visit.source('unknown', []);
      return;
  }
}

function expandConstant(visit: Visit, value: ValueId): void {
  const constant = constantOf(visit.ir, value);
  if (constant?.kind === 'unbound' || !visit.isWhole) return;
  visit.source('constant', ['origin:constant']);
}

function expandLoad(visit: Visit, load: LoadGlobal): void {
  expandGlobal(visit, load.name);
}

function expandAttribute(visit: Visit, attribute: Attribute): void {
  if (expandProperty(visit, attribute)) return;
  if (isNamedConstant(visit, attribute)) {
    visit.source('constant', ['origin:constant']);
    return;
  }
  const context = contextOfRead(visit);
  if (attribute.name === '__dict__') {
    const name = visit.head === null ? null : nameIn(visit.head);
    const element = name === null ? '.*' : attributeElement(name);
    const below = visit.head === null ? visit.ask : visit.below(visit.head);
    visit.flow(attribute.object, visit.solver.asks.inside(below, element), { context });
    return;
  }
  visit.flow(attribute.object, visit.inside(attributeElement(attribute.name)), { context });
}

function expandItem(visit: Visit, item: Item): void {
  const context = contextOfRead(visit);
  visit.flow(item.object, visit.inside(elementOf(visit.ir, item.index)), { context });
}

/** A part was read where it was read: what is stored there later does not matter. */
function contextOfRead(visit: Visit): number {
  return visit.view.movedTo(visit.entry.context, visit.view.facts.positionOf(visit.value));
}

function expandBuild(visit: Visit, build: Build): void {
  if (build.kind === 'slice') {
    visit.source('computed', ['origin:constant']);
    return;
  }
  if (isRuledOut(visit, build)) return;
  if (visit.isWhole && isRequest(visit.ir, build)) visit.source('field', DISPATCHED);
  if (build.kind === 'string') {
    expandText(visit, build);
    return;
  }
  if (visit.isWhole && build.elements.length === 0) {
    visit.source('constant', ['origin:constant']);
    return;
  }
  build.elements.forEach((element, index) => {
    if (element.spread) visit.same(element.value);
    else expandElement(visit, { key: element.key, value: element.value, index, kind: build.kind });
  });
}

interface BuiltElement {
  readonly key: ValueId | null;
  readonly value: ValueId;
  readonly index: number;
  readonly kind: Build['kind'];
}

function expandElement(visit: Visit, element: BuiltElement): void {
  const own = elementName(visit, element);
  const name = nameIn(own);
  if (visit.head === null) {
    const ask = visit.solver.asks.withFilter(visit.ask, visit.solver.asks.underKey(visit.ask.filter, own));
    visit.flow(element.value, isNamed(element) ? visit.solver.hinted(ask, name) : ask);
    return;
  }
  if (!overlaps(visit.head, own)) return;
  visit.flow(
    element.value,
    visit.solver.hinted(
      visit.solver.asks.matched(visit.ask, visit.head, own),
      isNamed(element) ? name : null,
    ),
  );
}

/** Whether its key is a name that may tell what it holds. */
function isNamed({ kind }: BuiltElement): boolean {
  return kind === 'dict' || kind === 'object';
}

function elementName(visit: Visit, element: BuiltElement): string {
  if (element.kind === 'object') return attributeUnder(visit, element.key);
  if (element.kind === 'dict') return element.key === null ? SOME_ELEMENT : elementOf(visit.ir, element.key);
  return element.kind === 'set' ? EVERY_ELEMENT : keyElement(String(element.index));
}

function attributeUnder(visit: Visit, key: ValueId | null): string {
  const constant = key === null ? null : constantOf(visit.ir, key);
  return constant?.kind === 'string' ? attributeElement(constant.value) : SOME_ATTRIBUTE;
}

/** A formatted string: its parts as text; a slice of it may show any. */
function expandText(visit: Visit, build: Build): void {
  const note = { span: build.span, message: 'formatted into a text' };
  const ask = visit.solver.asks.asText(visit.ask);
  let isConstant = true;
  for (const element of build.elements) {
    if (constantOf(visit.ir, element.value) !== null) continue;
    isConstant = false;
    visit.flow(element.value, ask, { note });
  }
  if (isConstant) visit.source('constant', ['origin:constant']);
}

function expandOperator(visit: Visit, operator: Operator): void {
  const [first, second] = operator.operands;
  if (first === undefined) return;
  switch (operator.operator) {
    case 'iterator':
      visit.same(first);
      return;
    case 'next':
      visit.flow(first, visit.inside(EVERY_ELEMENT));
      return;
    case '%':
      expandPercent(visit, operator);
      return;
    case '-':
      visit.same(first);
      if (second !== undefined) visit.removing('secret:*', 'taking it away').same(second);
      return;
    case '+':
    case '*':
    case '|':
    case '/':
    case '//':
    case '&':
    case '^':
    case '<<':
    case '>>':
    case '**':
    case '@':
    case 'negate':
    case 'positive':
    case 'invert':
      joined(visit, operator.operands, second === undefined);
      return;
    default:
      visit.source('computed', ['origin:constant']);
      return;
  }
}

/** Both operands flow on; beside another operand a constant says nothing. */
function joined(visit: Visit, operands: readonly ValueId[], isAlone: boolean): void {
  const varying = operands.filter((operand) => constantOf(visit.ir, operand) === null);
  if (varying.length === 0) {
    visit.source('constant', ['origin:constant']);
    return;
  }
  for (const operand of isAlone ? operands : varying) visit.same(operand);
}

/** `format % values`: what the format names, or all of it. */
function expandPercent(visit: Visit, operator: Operator): void {
  const [format, values] = operator.operands;
  if (format === undefined || values === undefined) return;
  const note = { span: operator.span, message: 'formatted into a text' };
  const ask = visit.solver.asks.asText(visit.ask);
  if (constantOf(visit.ir, format) === null) visit.flow(format, ask);
  for (const part of formatParts(visit.ir, format, values)) {
    const partAsk = part.path.reduceRight((inner, element) => visit.solver.asks.inside(inner, element), ask);
    visit.flow(part.value, partAsk, { note });
  }
}

function expandUnpack(visit: Visit, unpack: Unpack): void {
  const { starred, index } = unpack;
  if (index === starred) {
    expandStarred(visit, unpack.source);
    return;
  }
  const element = starred !== null && index > starred ? EVERY_ELEMENT : keyElement(String(index));
  const isChosen = index === 1 && keyIsTested(visit, unpack);
  const { asks } = visit.solver;
  const filter = isChosen ? asks.removing(visit.ask.filter, [chance]) : visit.ask.filter;
  const ask = asks.inside(asks.withFilter(visit.ask, filter), element);
  visit.flow(unpack.source, asks.besides(ask, besideOf(visit, unpack)));
}

/** In `kind, value = f(); if kind == 'x': use(value)` the value comes out of a tuple whose first element may be 'x'. */
function besideOf(visit: Visit, unpack: Unpack): Beside | null {
  for (const use of usesOf(visit.ir, unpack.source)) {
    if (use.kind !== 'instruction' || use.instruction.op !== 'unpack') continue;
    const constant = visit.view.constantIn(visit.entry.context, use.instruction.result);
    if (constant !== null) return { index: use.instruction.index, constant };
  }
  return null;
}

/** Whether the tuple cannot be the one that is asked about, by what is known of another element. */
function isRuledOut(visit: Visit, build: Build): boolean {
  const { beside } = visit.ask.filter;
  const element = beside === null ? undefined : build.elements[beside.index];
  const constant = element === undefined ? null : constantOf(visit.ir, element.value);
  return beside !== null && constant !== null && textOfConstant(constant) !== beside.constant;
}

/** In `for key, value in info.items(): if key.endswith('_address')` the value is not just any of the values. */
function keyIsTested(visit: Visit, unpack: Unpack): boolean {
  const pair = instructionOf(visit.ir, unpack.source);
  if (pair?.op !== 'operator' || pair.operator !== 'next') return false;
  return usesOf(visit.ir, unpack.source).some(
    ({ kind, ...use }) =>
      kind === 'instruction' &&
      'instruction' in use &&
      use.instruction.op === 'unpack' &&
      use.instruction.index === 0 &&
      isTested(visit, use.instruction.result),
  );
}

function isTested(visit: Visit, key: ValueId): boolean {
  return usesOf(visit.ir, key).some(
    (use) =>
      use.kind === 'instruction' &&
      (use.instruction.op === 'attribute' ||
        (use.instruction.op === 'operator' && COMPARISONS.has(use.instruction.operator))),
  );
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', 'in', 'not in']);

/** `first, *others = values`: the others are a list of elements. */
function expandStarred(visit: Visit, values: ValueId): void {
  const { head } = visit;
  if (head === null) {
    visit.flow(values, visit.inside(EVERY_ELEMENT));
    return;
  }
  if (head.startsWith('[')) visit.flow(values, visit.solver.asks.inside(visit.below(head), EVERY_ELEMENT));
}
