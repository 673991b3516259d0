/**
 * Calls: what the result is made of.
 *
 * In order: what a model says (a source, a sanitizer, stated flows), the summary of a function of the tree, what Python's
 * own functions and methods do (core.ts). Nothing is known of the rest: the result is an unknown thing of its own, and
 * what it may have been derived from is followed for origins only. A secret handed to an unknown call is not taken to be
 * readable from its result: `Client(token=token)` prints no token.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { Call, ValueId } from '../../ir/ir.ts';
import type { ApiModel, SanitizerModel } from '../../models/model.ts';
import type { FunctionTarget, Target } from '../../project/project.ts';
import { attributeElement, nameIn, WRITTEN } from './access-path.ts';
import type { Ask, Removal } from './ask.ts';
import { constantOf } from './constants.ts';
import { expandCore } from './core.ts';
import { expressionText } from './expression-text.ts';
import type { Callee } from './knowledge.ts';
import { labelsOfPart } from './labelled.ts';
import { isLookup } from './lookups.ts';
import { expandField } from './parameters.ts';
import type { Visit } from './visit.ts';

export function expandCall(visit: Visit, call: Call): void {
  if (visit.head === WRITTEN) {
    visit.source('unknown', []);
    return;
  }
  const callees = visit.solver.knowledge.calleesOf(visit.function, call);
  if (isAuthenticationCode(visit, call)) {
    visit.source('result', ['secret:token']);
    return;
  }
  if (callees.length === 0) {
    if (!expandCore(visit, call, null)) expandUnknown(visit, call);
    return;
  }
  let isUnknown = false;
  for (const callee of callees) {
    if (!expandCallee(visit, call, callee)) isUnknown = true;
  }
  if (isUnknown) expandUnknown(visit, call);
}

/** `hmac.new(key, text).hexdigest()`: who has it passes for one who has the key. */
function isAuthenticationCode(visit: Visit, call: Call): boolean {
  const callee = instructionOf(visit.ir, call.callee);
  if (callee?.op !== 'attribute' || !/digest$/.test(callee.name)) return false;
  const made = instructionOf(visit.ir, callee.object);
  if (made?.op !== 'call') return false;
  return visit.solver.knowledge
    .calleesOf(visit.function, made)
    .some(({ target }) => target.kind === 'external' && target.path === 'hmac.new');
}

/** False: nothing is known about what this callee's result is made of. */
function expandCallee(visit: Visit, call: Call, callee: Callee): boolean {
  const { target, effect } = callee;
  if (effect !== null && effect.source.length > 0) {
    visit.source('result', labelsOfPart(visit, effect.source));
    const isPassedOn = target.kind === 'external' && effect.flows?.some((flow) => flow.to.kind === 'result');
    return isPassedOn === true ? expandEffect(visit, call, { target, effect }) : true;
  }
  if (effect?.sanitizer != null) {
    sanitized(visit, call, { callee, sanitizer: effect.sanitizer });
    return true;
  }
  if (target.kind === 'function') {
    if (isLookup(visit.ir, call, target)) return expandCore(visit, call, null);
    expandFunction(visit, call, target);
    return true;
  }
  if (expandCore(visit, call, target)) return true;
  return effect !== null && expandEffect(visit, call, { target, effect });
}

function sanitized(
  visit: Visit,
  call: Call,
  by: { readonly callee: Callee; readonly sanitizer: SanitizerModel },
): void {
  const { removes, keys, sinks } = by.sanitizer;
  const text = expressionText(visit.ir, call.callee);
  const removals: Removal[] = removes.map((pattern) => ({
    pattern,
    keys,
    sinks,
    coversContainer: true,
    by: text,
  }));
  const ask = visit.solver.asks.withFilter(visit.ask, visit.solver.asks.removing(visit.ask.filter, removals));
  const { target, effect } = by.callee;
  const inputs = effect?.flows == null ? argumentsOf(target) : flowing(visit, call, { target, effect });
  for (const value of inputs) if (isVarying(visit, value)) visit.flow(value, ask);
}

/** A function of the tree: its summary, or the object that its class makes. */
function expandFunction(visit: Visit, call: Call, target: FunctionTarget): void {
  if (target.via === 'construct') {
    expandConstruction(visit, call, target);
    return;
  }
  const note = { span: call.span, message: `returned by \`${target.function.ir.name}\`` };
  const run = visit.solver.returned(target.function, visit.ask);
  visit.through(run, { call, target, self: target.receiver, note });
}

/** Parts of a new object: what the constructor writes into it, and what others write into objects of its class. */
function expandConstruction(visit: Visit, call: Call, target: FunctionTarget): void {
  const { head } = visit;
  const name = head === null ? null : nameIn(head);
  if (head === null || name === null) {
    visit.source('object', []);
    return;
  }
  const written = visit.solver.written(target.function, 0, visit.ask);
  visit.through(written, { call, target, self: null, note: null });
  if (!writesField(visit, target, name)) expandField(visit);
}

function writesField(visit: Visit, target: FunctionTarget, name: string): boolean {
  const facts = visit.solver.factsOf(target.function.ir);
  const self = target.function.ir.blocks[0]?.instructions[0];
  if (self?.op !== 'parameter') return false;
  return facts
    .mutationsOf(self.result)
    .some((mutation) => mutation.kind === 'store' && mutation.element === attributeElement(name));
}

/** What the model of an API outside of the tree says of its result. What a method returns is no print of its object. */
function expandEffect(
  visit: Visit,
  call: Call,
  known: { readonly target: Target; readonly effect: ApiModel },
): boolean {
  const { effect } = known;
  if (effect.flows === null && effect.remote) return false;
  const all = effect.flows === null ? everything(known.target) : flowing(visit, call, known);
  const inputs = all.filter((value) => isVarying(visit, value));
  const isOfConstants = effect.flows !== null && all.length > 0;
  if (inputs.length === 0 && isOfConstants) visit.source('constant', ['origin:constant']);
  else if (inputs.length === 0) visit.source('result', []);
  for (const value of inputs) {
    const ask = wholeOrSame(visit);
    const isReceiver = value === known.target.receiver;
    visit.flow(value, isReceiver ? visit.solver.asks.ask(ask.path, 'content', ask.filter) : ask);
  }
  return true;
}

/** An API that a model knows, but whose flows it does not state, makes its result of all that it gets. */
function everything(target: Target): readonly ValueId[] {
  return target.receiver === null ? argumentsOf(target) : [target.receiver, ...argumentsOf(target)];
}

/** Models tell which argument a result is made of, not which part of which: so all of it. */
function wholeOrSame(visit: Visit): Ask {
  return visit.head === null ? visit.ask : visit.solver.asks.ask(0, visit.ask.form, visit.ask.filter);
}

/** Values that flow to the result by the model's flows. */
function flowing(
  visit: Visit,
  call: Call,
  known: { readonly target: Target; readonly effect: ApiModel },
): readonly ValueId[] {
  const { knowledge } = visit.solver;
  const site = knowledge.siteOf(visit.function, call);
  const selectors = (known.effect.flows ?? [])
    .filter((flow) => flow.to.kind === 'result')
    .flatMap((flow) => flow.from);
  const values = selectors.flatMap((selector) => knowledge.select(site, known.target, selector));
  return [...new Set(values.map(({ value }) => value))];
}

function argumentsOf(target: Target): readonly ValueId[] {
  return [...new Set(target.arguments.map((argument) => argument.value))];
}

function expandUnknown(visit: Visit, call: Call): void {
  if (passesByName(visit, call)) return;
  visit.source('unknown', []);
  const ask = visit.solver.asks.ask(0, 'content', visit.solver.asks.deriving(visit.ask.filter));
  for (const argument of call.arguments) {
    if (isVarying(visit, argument.value)) visit.flow(argument.value, ask);
  }
}

/** `Session(token=x).token`: an object made with a keyword keeps it, most likely, under the same name. */
function passesByName(visit: Visit, call: Call): boolean {
  const { head } = visit;
  const name = head?.startsWith('.') === true ? nameIn(head) : null;
  if (head === null || name === null) return false;
  const argument = call.arguments.find(
    (candidate) => candidate.kind === 'keyword' && candidate.name === name,
  );
  if (argument === undefined) return false;
  visit.flow(argument.value, visit.below(head));
  return true;
}

function isVarying(visit: Visit, value: ValueId): boolean {
  return constantOf(visit.ir, value) === null;
}
