/**
 * AngularJS: functions that the framework calls with what other functions registered under a name.
 *
 * Worked example: `angular.module('m').factory('ironic', api)` registers what `api()` answers as `ironic`; a function with
 * `f.$inject = ['ironic']`, or registered as `['ironic', function (x) {}]`, or without either and with a parameter named
 * `ironic`, receives it. In the IR the first is a name of the whole program, `angular.ironic`, the second an import of it.
 */
import { ts } from 'ts-morph';

export type RegistrationKind = 'factory' | 'constructor' | 'value' | 'run';

export interface Registration {
  readonly kind: RegistrationKind;
  /** null: what runs at the start, and has no name. */
  readonly name: string | null;
  readonly target: ts.Expression;
  /** Of `['name', …, function () {}]`. */
  readonly injected: readonly string[] | null;
}

const kinds: ReadonlyMap<string, RegistrationKind> = new Map([
  ['factory', 'factory'],
  ['directive', 'factory'],
  ['filter', 'factory'],
  ['service', 'constructor'],
  ['controller', 'constructor'],
  ['value', 'value'],
  ['constant', 'value'],
  ['run', 'run'],
  ['config', 'run'],
]);

/** Path of what is registered under the name. */
export function injectedPath(name: string): string {
  return `angular.${name}`;
}

/** What a call of a module's method registers; null when it is none. */
export function registrationOf(call: ts.CallExpression): Registration | null {
  const callee = call.expression;
  const kind = ts.isPropertyAccessExpression(callee) ? kinds.get(callee.name.text) : undefined;
  if (kind === undefined || !ts.isPropertyAccessExpression(callee) || !isModule(callee.expression))
    return null;
  const [first, second] = call.arguments;
  const target = kind === 'run' ? first : second;
  const name = first !== undefined && ts.isStringLiteralLike(first) ? first.text : null;
  if (target === undefined || (kind !== 'run' && name === null)) return null;
  const array = kind === 'value' ? null : annotated(target);
  return { kind, name, target: array?.target ?? target, injected: array?.injected ?? null };
}

/** `angular.module(…)`, and what its methods answer: the module itself. */
function isModule(expression: ts.Expression): boolean {
  let inner = expression;
  while (ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression)) {
    const { expression: object, name } = inner.expression;
    if (ts.isIdentifier(object)) return object.text === 'angular' && name.text === 'module';
    inner = object;
  }
  return false;
}

/** `['$http', function ($http) {}]` */
function annotated(target: ts.Expression): Pick<Registration, 'target' | 'injected'> | null {
  if (!ts.isArrayLiteralExpression(target)) return null;
  const last = target.elements.at(-1);
  return last === undefined ? null : { target: last, injected: stringsOf(target) };
}

function stringsOf(array: ts.ArrayLiteralExpression): readonly string[] {
  return array.elements.flatMap((element) => (ts.isStringLiteralLike(element) ? [element.text] : []));
}

/** `name.$inject = ['$http', …]` */
export function injectionOf(
  assignment: ts.BinaryExpression,
): { readonly name: string; readonly injected: readonly string[] } | null {
  const { left, right } = assignment;
  if (!ts.isPropertyAccessExpression(left) || left.name.text !== '$inject') return null;
  if (!ts.isIdentifier(left.expression) || !ts.isArrayLiteralExpression(right)) return null;
  return { name: left.expression.text, injected: stringsOf(right) };
}
