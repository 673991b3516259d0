/**
 * Attributes, keys and options whose labels are known by what they are: these end the way back.
 *
 * The path of a value is its class and attribute: `ironic.objects.node.Node.driver_info`; a key of it adds `[key]`.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { IrFunction, ValueId } from '../../ir/ir.ts';
import type { Label } from '../../models/model.ts';
import type { ClassReference, Type } from '../../project/project.ts';
import {
  type Element,
  EVERY_ATTRIBUTE,
  EVERY_ELEMENT,
  isUnknown,
  isWildcard,
  nameIn,
  parameterIn,
} from './access-path.ts';
import { fixedFormOf } from './classes.ts';
import { outerOf } from './function-facts.ts';
import type { Visit } from './visit.ts';

/** Emits a source and answers true when models or options say what the value is. */
export function isLabelled(visit: Visit): boolean {
  const instruction = visit.instruction;
  if (instruction === undefined) return false;
  if ((instruction.op === 'attribute' || instruction.op === 'load-global') && isOption(visit)) return true;
  if (isReadOfField(visit)) return true;
  return visit.head !== null && instruction.op !== 'constant' && isPartOfTyped(visit);
}

/** The value itself is read from a labelled field, or is a key of one. */
function isReadOfField(visit: Visit): boolean {
  const outer = outerOf(visit.ir, visit.value);
  if (outer === null) return false;
  const paths = pathsOfRead(visit, outer);
  for (const path of paths) {
    const labels = labelsBelow(visit, path);
    if (labels.length === 0) continue;
    formed(visit, outer).source('field', labels);
    return !isNamedByParameter(visit, outer.element);
  }
  return false;
}

/** A caller tells which part it is: the question goes on to it. */
function isNamedByParameter(visit: Visit, element: string): boolean {
  return parameterIn(element) !== null || visit.solver.paths.isNamedByParameter(visit.ask.path);
}

/** The question about a field whose type fixes its form: nothing of the sender's choice is left. */
function formed(visit: Visit, outer: { object: ValueId; element: string }): Visit {
  const { project } = visit.solver.knowledge;
  const name = outer.element.startsWith('.') ? nameIn(outer.element) : null;
  if (name === null) return visit;
  for (const type of visit.solver.knowledge.typesOf(visit.function, outer.object)) {
    const form = type.kind === 'instance' ? fixedFormOf(project, type.class, name) : null;
    if (form !== null) return visit.removing('origin:*', `its type, ${form}`);
  }
  return visit;
}

function pathsOfRead(visit: Visit, outer: { object: ValueId; element: string }): readonly string[] {
  const { project } = visit.solver.knowledge;
  const isAttribute = outer.element.startsWith('.');
  if (isAttribute) return project.pathsOf(visit.function, visit.value);
  const key = nameIn(outer.element);
  const suffix = key === null ? outer.element : `[${key}]`;
  return project.pathsOf(visit.function, outer.object).map((path) => path + suffix);
}

/** The labels of a field, or of the key of it that is asked for. */
function labelsBelow(visit: Visit, path: string): readonly Label[] {
  const { head } = visit;
  const { knowledge } = visit.solver;
  const unknownKey = path.match(/\[(?:\?|\$[^\]]*)\]$/);
  if (unknownKey !== null) return originsOnly(knowledge.fieldLabels(path.slice(0, unknownKey.index)));
  if (head === null || !head.startsWith('[') || head === '[*]') return knowledge.fieldLabels(path);
  if (isUnknown(head)) return originsOnly(knowledge.fieldLabels(path));
  return path.endsWith(']') ? knowledge.fieldLabels(path) : knowledge.fieldLabels(path + head);
}

/**
 * Labels of one part of a labelled value: its origins, and of its secrets what the part's own name says. Iterating gives
 * all parts in turn.
 */
export function labelsOfPart(visit: Visit, labels: readonly Label[]): readonly Label[] {
  return visit.head === null ? labels : labelsOfElement(visit, labels, visit.head);
}

/** The same for one element. */
export function labelsOfElement(visit: Visit, labels: readonly Label[], element: Element): readonly Label[] {
  const name = nameIn(element);
  if (element === EVERY_ELEMENT || element === EVERY_ATTRIBUTE) return labels;
  const hasSecret = labels.some((label) => label.startsWith('secret:'));
  const named = name === null || !hasSecret ? [] : visit.solver.knowledge.nameLabels(name);
  return [...new Set([...originsOnly(labels), ...named])];
}

function originsOnly(labels: readonly Label[]): readonly Label[] {
  return labels.filter((label) => label.startsWith('origin:'));
}

/**
 * The part that is asked for is, or lies in, a labelled field of the value's class: a callee read it from a parameter of
 * no known type.
 */
function isPartOfTyped(visit: Visit): boolean {
  const { knowledge, paths } = visit.solver;
  let owners = knowledge.typesOf(visit.function, visit.value).flatMap(classPaths);
  let rest = visit.ask.path;
  for (let head = paths.head(rest); head !== null && owners.length > 0; head = paths.head(rest)) {
    if (!head.startsWith('.') || isWildcard(head)) return false;
    rest = paths.tail(rest);
    const fields = owners.map((owner) => owner + head);
    if (isLabelledField(visit, fields, paths.head(rest))) return !paths.isNamedByParameter(visit.ask.path);
    owners = fields.flatMap((field) => knowledge.attributeTypes(field));
  }
  return false;
}

function isLabelledField(visit: Visit, fields: readonly string[], next: Element | null): boolean {
  const { knowledge } = visit.solver;
  for (const field of fields) {
    const isKeyed = next?.startsWith('[') === true && !isWildcard(next);
    const whole = knowledge.fieldLabels(isKeyed ? field + next : field);
    const labels = next !== null && isUnknown(next) ? originsOnly(whole) : whole;
    if (labels.length === 0) continue;
    visit.source('field', labels);
    return true;
  }
  return false;
}

/** Paths of the classes that an instance belongs to. */
export function classPaths(type: Type): readonly string[] {
  switch (type.kind) {
    case 'instance':
      return type.class.resolutionOrder.map(pathOfClass);
    case 'external-instance':
      return [type.path];
    default:
      return [];
  }
}

export function pathOfClass(reference: ClassReference): string {
  return reference.kind === 'class' ? reference.class.path : reference.path;
}

/** `CONF.group.name`, read here or, of a group that was passed on, in a callee. */
function isOption(visit: Visit): boolean {
  const read = optionPath(visit.ir, visit.value);
  if (read === null) return false;
  const names = [...read, ...leadingAttributes(visit)].slice(0, 2);
  const [first, second] = names;
  if (first === undefined) return false;
  const [group, name] = second === undefined ? ['DEFAULT', first] : [first, second];
  const declared = visit.solver.options.declared(group, name);
  const secret = declared.some((declaration) => declaration.isSecret) ? secretKind(visit, name) : [];
  visit.source('option', ['origin:config', ...secret], `CONF.${names.join('.')}`);
  return true;
}

function leadingAttributes(visit: Visit): readonly string[] {
  const elements = visit.solver.paths.elements(visit.ask.path);
  const end = elements.findIndex((element) => !element.startsWith('.') || isWildcard(element));
  return (end < 0 ? elements : elements.slice(0, end)).map((element) => element.slice(1));
}

/** An option declared secret is of the kind that its name tells, else a password. */
function secretKind(visit: Visit, name: string): readonly Label[] {
  const byName = visit.solver.knowledge.nameLabels(name).filter((label) => label.startsWith('secret:'));
  return byName.length > 0 ? byName : ['secret:password'];
}

/** The names behind `CONF`: `['ipmi', 'retry_timeout']`; null when the value is not read from it. */
function optionPath(fn: IrFunction, value: ValueId): readonly string[] | null {
  const names: string[] = [];
  let current = value;
  for (let depth = 0; depth < 5; depth++) {
    const instruction = instructionOf(fn, current);
    if (instruction?.op === 'load-global') return instruction.name === 'CONF' ? names : null;
    if (instruction?.op !== 'attribute') return null;
    if (instruction.name === 'CONF') return names;
    names.unshift(instruction.name);
    current = instruction.object;
  }
  return null;
}
