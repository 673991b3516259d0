/**
 * Lowers accesses and calls: `a.b`, `a[b]`, `a(b)`, `new A(b)`, and chains of them with `?.`.
 *
 * Worked example: `a?.b.c(d)` tests a once; where it is null or undefined the whole chain is undefined, and neither b nor d
 * is read.
 */
import { ts } from 'ts-morph';
import type { Argument, ValueId } from '../../../ir/ir.ts';
import { callBase, lowerSuper } from './classes.ts';
import { GLOBAL_OBJECTS, globalPath } from './globals.ts';
import { iterationOf, lowerIteration } from './iterations.ts';
import type { Lowering } from './lowering.ts';
import { lowerRequired } from './modules.ts';
import { load, placeIn } from './patterns.ts';
import { lowerSettling, settlingOf } from './promises.ts';
import { lowerRegistration } from './registrations.ts';

export type Link = ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression;
type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

export function isLink(node: ts.Node): node is Link {
  return (
    ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node)
  );
}

/** A link with everything that it hangs on; the outermost one of an optional chain says where the chain ends. */
export function lowerLink(lowering: Lowering, link: Link): ValueId {
  const isOptional = (link.flags & ts.NodeFlags.OptionalChain) !== 0;
  if (!isOptional) return outsideOfChain(lowering, () => lowerInner(lowering, link));
  if (lowering.chainEnd !== null) return lowerInner(lowering, link);
  const { builder } = lowering;
  const result = lowering.hidden();
  const block = builder.newBlock();
  builder.writeHidden(result, lowering.none(lowering.span(link)));
  lowering.chainEnd = { result, block };
  const value = lowerInner(lowering, link);
  lowering.chainEnd = null;
  builder.writeHidden(result, value);
  builder.jump(block, lowering.span(link));
  builder.startSealed(block);
  return builder.read(result);
}

/** What stands inside of brackets and arguments is no part of the chain around it. */
function outsideOfChain<Result>(lowering: Lowering, lower: () => Result): Result {
  const { chainEnd } = lowering;
  lowering.chainEnd = null;
  const result = lower();
  lowering.chainEnd = chainEnd;
  return result;
}

function lowerInner(lowering: Lowering, link: Link): ValueId {
  return ts.isCallExpression(link) ? lowerCall(lowering, link) : lowerAccess(lowering, link);
}

/** What the link hangs on; a parenthesis ends an inner chain. */
function lowerBase(lowering: Lowering, link: Link): ValueId {
  const { expression } = link;
  const value = isLink(expression)
    ? lowering.value(expression)
    : outsideOfChain(lowering, () => lowering.value(expression));
  if (link.questionDotToken !== undefined) stopAtNothing(lowering, value, expression);
  return value;
}

function stopAtNothing(lowering: Lowering, value: ValueId, node: ts.Node): void {
  const { builder, chainEnd } = lowering;
  if (chainEnd === null) return;
  const span = lowering.span(node);
  const isNullish = lowering.operator('is-nullish', [value], span);
  const next = builder.newBlock();
  builder.branch(isNullish, span, { then: chainEnd.block, otherwise: next, origin: 'optional' });
  builder.startSealed(next);
}

function lowerAccess(lowering: Lowering, access: Access): ValueId {
  const global = globalMember(lowering, access);
  if (global !== null) return lowering.imported(globalPath(global), lowering.span(access));
  const base = access.expression;
  const object =
    base.kind === ts.SyntaxKind.SuperKeyword
      ? lowerSuper(lowering, lowering.span(base))
      : lowerBase(lowering, access);
  return outsideOfChain(lowering, () => load(lowering, placeIn(lowering, access, object)));
}

/** `window.open` is the global `open`. */
function globalMember(lowering: Lowering, access: Access): string | null {
  const { expression } = access;
  if (!ts.isPropertyAccessExpression(access) || !ts.isIdentifier(expression)) return null;
  const isGlobal = GLOBAL_OBJECTS.has(expression.text) && lowering.scope.lookup(expression.text) === null;
  return isGlobal ? access.name.text : null;
}

/* ---- Calls ---- */

function lowerCall(lowering: Lowering, call: ts.CallExpression): ValueId {
  const { expression: callee } = call;
  if (callee.kind === ts.SyntaxKind.SuperKeyword) {
    return callBase(lowering, lowerArguments(lowering, call.arguments), lowering.span(call));
  }
  const required = isRequire(lowering, callee) ? lowerRequired(lowering, call) : null;
  if (required !== null) return required;
  return lowerFlow(lowering, call) ?? lowerPlainCall(lowering, call);
}

function isRequire(lowering: Lowering, callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ts.isIdentifier(callee) && callee.text === 'require' && lowering.scope.lookup('require') === null;
}

/** Methods that are control flow: of promises, and loops over elements. null: the call is none of them. */
function lowerFlow(lowering: Lowering, call: ts.CallExpression): ValueId | null {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee)) return null;
  const span = lowering.span(call);
  const settling = settlingOf(callee.name.text, call.arguments);
  if (settling !== null) {
    const promise = () => lowerBase(lowering, callee);
    return lowerSettling(lowering, settling, { promise, span });
  }
  const isStatic = ts.isIdentifier(callee.expression) && iterators.has(callee.expression.text);
  const [first, ...rest] = call.arguments;
  const iteration = iterationOf(callee.name.text, isStatic ? rest : call.arguments);
  if (iteration === null || (isStatic && first === undefined)) return null;
  const iterable = isStatic && first !== undefined ? lowering.value(first) : lowerBase(lowering, callee);
  return outsideOfChain(lowering, () => lowerIteration(lowering, iteration, { span, iterable }));
}

/** Objects whose methods take what they go over as their first argument. */
const iterators: ReadonlySet<string> = new Set(['angular', '_', '$', 'jQuery']);

function lowerPlainCall(lowering: Lowering, call: ts.CallExpression): ValueId {
  const { builder } = lowering;
  const callee = bound(call) ?? lowerBase(lowering, call);
  if (typeof callee !== 'number') return outsideOfChain(lowering, () => lowering.value(callee));
  return outsideOfChain(lowering, () => {
    const given = lowerArguments(lowering, call.arguments);
    const calleeSpan = lowering.span(call.expression);
    const result = builder.fresh();
    const span = lowering.span(call);
    builder.emit({ op: 'call', span, result, callee, arguments: given, calleeSpan });
    lowerRegistration(lowering, call, given);
    return result;
  });
}

/** `f.bind(object)` is f, as far as what it runs is concerned. */
function bound(call: ts.CallExpression): ts.Expression | null {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'bind') return null;
  return call.arguments.length === 1 ? callee.expression : null;
}

export function lowerNew(lowering: Lowering, node: ts.NewExpression): ValueId {
  const { builder } = lowering;
  const callee = lowering.value(node.expression);
  const given = lowerArguments(lowering, node.arguments ?? []);
  const calleeSpan = lowering.span(node.expression);
  const span = lowering.span(node);
  const result = builder.fresh();
  return builder.define({ op: 'call', span, result, callee, arguments: given, calleeSpan, construct: true });
}

type PlainArgument = Extract<Argument, { readonly kind: 'positional' | 'rest' }>;

export function lowerArguments(lowering: Lowering, nodes: readonly ts.Expression[]): PlainArgument[] {
  return nodes.map((node): PlainArgument => {
    if (ts.isSpreadElement(node)) return { kind: 'rest', value: lowering.value(node.expression) };
    return { kind: 'positional', value: lowering.value(node) };
  });
}
