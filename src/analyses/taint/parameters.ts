/**
 * Parameters: where a function's own knowledge ends.
 *
 * What a framework passes in is labelled by the entry-point models. Fields of an object of a class of the tree are
 * answered for all objects of the class together. Everything else is the callers' to say.
 */
import type { EntryPointModel, Label } from '../../models/model.ts';
import type { ProjectClass, Type } from '../../project/project.ts';
import { isWildcard, nameIn } from './access-path.ts';
import { labelsOfElement } from './labelled.ts';
import type { Visit } from './visit.ts';

export function expandParameter(visit: Visit, index: number): void {
  const labels = entryLabels(visit, index);
  if (labels.length > 0) {
    visit.source('parameter', labels);
    return;
  }
  if (expandField(visit)) return;
  visit.atom({ kind: 'parameter', function: visit.function, index, ask: visit.ask });
}

/** Answers for the attribute of an instance whose class is in the tree; false when the value is no such instance. */
export function expandField(visit: Visit): boolean {
  const { head } = visit;
  if (head === null || !head.startsWith('.') || isWildcard(head)) return false;
  const owners = visit.solver.knowledge.typesOf(visit.function, visit.value).flatMap(classOfInstance);
  for (const owner of owners) {
    visit.atom({ kind: 'field', class: owner, name: nameIn(head) ?? '', ask: visit.below(head) });
  }
  return owners.length > 0;
}

export function classOfInstance(type: Type): readonly ProjectClass[] {
  return type.kind === 'instance' || type.kind === 'class' ? [type.class] : [];
}

/** Labels that a framework's entry point gives to the part of the parameter that is asked for. */
function entryLabels(visit: Visit, index: number): readonly Label[] {
  const parameter = visit.ir.parameters[index];
  const models = visit.solver.knowledge.entryPointsOf(visit.function);
  if (parameter === undefined || models.length === 0) return [];
  const isReceiver = index === 0 && (parameter.name === 'self' || parameter.name === 'cls');
  for (const model of models) {
    const labels = labelsFor(visit, model, { name: parameter.name, isReceiver });
    if (labels !== null) return labels;
  }
  return [];
}

interface NamedParameter {
  readonly name: string;
  readonly isReceiver: boolean;
}

/** The longest path that the model states wins: `instance.display_name` before `instance` before `*`. */
function labelsFor(visit: Visit, model: EntryPointModel, parameter: NamedParameter): readonly Label[] | null {
  const elements = visit.solver.paths.elements(visit.ask.path);
  for (let length = elements.length; length >= 0; length--) {
    const path = parameter.name + elements.slice(0, length).map(dotted).join('');
    const labels = model.parameters.get(path);
    if (labels !== undefined) return labelsOfRest(visit, labels, elements[length]);
  }
  return parameter.isReceiver ? null : (model.parameters.get('*') ?? null);
}

/** What is left of the labels of a whole for the part of it that is asked for. */
function labelsOfRest(visit: Visit, labels: readonly Label[], element: string | undefined): readonly Label[] {
  return element === undefined ? labels : labelsOfElement(visit, labels, element);
}

function dotted(element: string): string {
  return element.startsWith('.') ? element : `.${nameIn(element) ?? '*'}`;
}
