/**
 * What printing an object shows.
 *
 * An instance of a class of the tree shows what its `__str__` or `__repr__` returns; without one it shows its class and
 * address, so nothing. A class whose base outside of the tree prints every field (a model says so of that base's
 * `__repr__`) shows its fields. An exception shows what it was made with.
 *
 * Worked example: `LOG.info('%s', node)` prints `driver_info`, since oslo's `VersionedObject.__repr__` lists all fields
 * and `ironic.objects.node.Node` has that one.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { Call } from '../../ir/ir.ts';
import type { Label } from '../../models/model.ts';
import type { ProjectClass, Type } from '../../project/project.ts';
import { attributeElement, EVERY_ATTRIBUTE, isWildcard, parameterIn } from './access-path.ts';
import { fieldNamesOf, keysShownBy } from './classes.ts';
import { constantOf } from './constants.ts';
import { expressionText } from './expression-text.ts';
import { classPaths, labelsOfPart, pathOfClass } from './labelled.ts';
import { isLookup } from './lookups.ts';
import type { Visit } from './visit.ts';

/** The step at which a value becomes part of an exception. */
export const IN_EXCEPTION = 'put into the text of an exception';

const BASE_EXCEPTION = 'builtins.BaseException';
/** What these define is no object, or, of a parameter, better known by its callers. */
const UNTYPED = new Set([
  'build',
  'operator',
  'constant',
  'import',
  'make-function',
  'make-class',
  'unpack',
  'parameter',
]);

/** Expands by the value's class; false when its class does not decide. */
export function expandTyped(visit: Visit): boolean {
  const { instruction } = visit;
  if (instruction === undefined) return false;
  const isText = visit.isWhole && visit.ask.form === 'text';
  if (isText && UNTYPED.has(instruction.op)) return false;
  const isDynamic = visit.head?.startsWith('.') === true && isWildcard(visit.head);
  if (!isText && !isDynamic) return false;
  if (instruction.op === 'call' && isMistaken(visit, instruction)) return false;
  const types = visit.solver.knowledge.typesOf(visit.function, visit.value);
  if (types.length === 0) return false;
  return types.map((type) => (isText ? expandText(visit, type) : expandAll(visit, type))).every(Boolean);
}

/** The types are those of a function that the call does not mean. */
function isMistaken(visit: Visit, call: Call): boolean {
  return visit.solver.knowledge
    .calleesOf(visit.function, call)
    .some(({ target }) => isLookup(visit.ir, call, target));
}

/** Every attribute of an instance whose class is known; which one it is of several, nobody can tell. */
function expandAll(visit: Visit, type: Type): boolean {
  if (type.kind !== 'instance') return false;
  const isReceiver = visit.instruction?.op === 'parameter' && visit.instruction.index === 0;
  if (visit.instruction?.op === 'parameter' && parameterIn(visit.head ?? '') !== null) return false;
  if (isReceiver && visit.function.binding === 'method') return false;
  if (visit.head === EVERY_ATTRIBUTE) return showFields(visit, type.class);
  visit.source('unknown', []);
  return true;
}

function expandText(visit: Visit, type: Type): boolean {
  if (isException(visit, type)) return expandException(visit, type);
  const shown = shownByModel(visit, type);
  if (shown.length > 0) {
    visit.source('object', shown, expressionText(visit.ir, visit.value));
    return true;
  }
  if (type.kind !== 'instance') return false;
  const { project } = visit.solver.knowledge;
  const printer = project.methodOf(type.class, '__str__') ?? project.methodOf(type.class, '__repr__');
  if (printer !== null) {
    visit.throughMethod(visit.solver.returned(printer, visit.ask), printer, visit.value);
    return true;
  }
  if (printsFields(visit, type.class)) return showFields(visit, type.class);
  visit.source('object', []);
  return true;
}

/** Labels of the text of a class's instances, by the model of its own `__repr__`. */
function shownByModel(visit: Visit, type: Type): readonly Label[] {
  const [path] = classPaths(type);
  if (path === undefined) return [];
  const apis = visit.solver.knowledge.models.apisNamed([`${path}.__repr__`, `${path}.__str__`]);
  return [...new Set(apis.flatMap((api) => api.source))];
}

/* ---- Fields -------------------------------------------------------------------------------------------------- */

/** Whether a base outside of the tree prints its receiver's fields. */
function printsFields(visit: Visit, owner: ProjectClass): boolean {
  const { models } = visit.solver.knowledge;
  const external = owner.resolutionOrder.flatMap((base) => (base.kind === 'external' ? [base.path] : []));
  const names = external.flatMap((path) => [`${path}.__repr__`, `${path}.__str__`]);
  return models
    .apisNamed(names)
    .some((api) => api.flows?.some((flow) => flow.from.some((from) => from.kind === 'receiver')) === true);
}

/** One source for each field that holds, or by its name may hold, something secret. */
function showFields(visit: Visit, owner: ProjectClass): boolean {
  const part = visit.head === null ? visit : visit.withAsk(visit.below(visit.head));
  const text = expressionText(visit.ir, visit.value);
  const { asks, knowledge } = visit.solver;
  for (const name of fieldNamesOf(knowledge.project, owner)) {
    const filter = asks.underKey(part.ask.filter, attributeElement(name));
    showField(part.withAsk(asks.withFilter(part.ask, filter)), owner, { name, text });
  }
  if (part.isWhole) visit.source('object', []);
  return true;
}

function showField(visit: Visit, owner: ProjectClass, field: { name: string; text: string }): void {
  const { name } = field;
  const labels = labelsOfPart(visit, fieldLabels(visit, owner, name));
  const text = `${field.text}.${name}${visit.head ?? ''}`;
  if (labels.length > 0) visit.source('field', labels, text);
  else if (visit.isWhole && visit.solver.knowledge.nameLabels(name).length > 0) {
    visit.withAsk(visit.solver.hinted(visit.ask, name)).source('unknown', [], text);
  }
}

function fieldLabels(visit: Visit, owner: ProjectClass, name: string): readonly Label[] {
  for (const base of owner.resolutionOrder) {
    const labels = visit.solver.knowledge.fieldLabels(`${pathOfClass(base)}.${name}`);
    if (labels.length > 0) return labels;
  }
  return [];
}

/* ---- Exceptions ---------------------------------------------------------------------------------------------- */

function isException(visit: Visit, type: Type): boolean {
  const { project } = visit.solver.knowledge;
  if (type.kind === 'instance') {
    return (
      project.isSubclass(type.class.path, BASE_EXCEPTION) || type.class.resolutionOrder.some(looksExceptional)
    );
  }
  return type.kind === 'external-instance' && hasExceptionName(type.path);
}

function looksExceptional(base: ProjectClass['resolutionOrder'][number]): boolean {
  return base.kind === 'external' && hasExceptionName(base.path);
}

/** Of a class outside of the tree only the name is known. */
function hasExceptionName(path: string): boolean {
  return /(?:Error|Exception|Failure|Invalid)$/.test(path);
}

/** An exception made here shows its arguments; of one from elsewhere the way back goes on. */
function expandException(visit: Visit, type: Type): boolean {
  const call = instructionOf(visit.ir, visit.value);
  if (call?.op !== 'call') return false;
  const isMade = visit.solver.knowledge
    .calleesOf(visit.function, call)
    .every(({ target }) => target.via === 'construct' || target.kind === 'external');
  if (!isMade) return false;
  showArguments(visit, call, type);
  return true;
}

function showArguments(visit: Visit, call: Call, type: Type): void {
  const shown = shownKeys(visit, call, type);
  const ask = visit.solver.asks.asText(visit.ask);
  const note = { span: call.span, message: IN_EXCEPTION };
  for (const argument of call.arguments) {
    if (constantOf(visit.ir, argument.value) !== null) continue;
    if (argument.kind === 'keyword' && shown !== null && !shown.includes(argument.name)) continue;
    const name = argument.kind === 'keyword' ? argument.name : null;
    visit.flow(argument.value, visit.solver.hinted(ask, name), { note });
  }
}

/** Keyword arguments that the class's message names; null: all may be shown. */
function shownKeys(visit: Visit, call: Call, type: Type): readonly string[] | null {
  return type.kind === 'instance' ? keysShownBy(visit.solver.knowledge.project, type.class, call) : null;
}
