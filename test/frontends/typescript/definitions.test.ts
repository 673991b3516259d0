import { describe, expect, it } from 'vitest';
import { functionNamed, lower, printed } from './lowered.ts';

function names(text: string): readonly string[] {
  return lower(text).functions.map((fn) => `${fn.kind} ${fn.qualifiedName}`);
}

describe('functions', () => {
  it('have the names that the language gives them', () => {
    expect(
      names(
        'const a = () => 1; function b() { return { c() {}, d: function () {} }; } x.e = function () {}; f(() => 1);',
      ),
    ).toEqual([
      'module ',
      'function a',
      'function b',
      'function b.c',
      'function b.d',
      'function e',
      'lambda <anonymous>',
    ]);
  });

  it('that are called where they stand do not take part in names', () => {
    expect(names('(function () { function inner() {} })();')).toEqual([
      'module ',
      'lambda <anonymous>',
      'function inner',
    ]);
  });

  it('exist before the first statement of their block', () => {
    expect(printed('a(); function a() {}')).toMatchInlineSnapshot(`
      "f0: module
      b0: %0 = make function f1
          store global a = %0
          %1 = call %0()
          %2 = constant none
          return %2 (implicit)"
    `);
  });

  it('share variables by cells, each block its own', () => {
    expect(printed('function f(x) { { let x = 1; g(() => x); } return x; }', 'f')).toMatchInlineSnapshot(`
      "f1: function f(x) in f0
      b0: %0 = parameter x
          %1 = constant number 1
          store cell "x#2" of f1 = %1
          %2 = import js.g
          %3 = make function f2
          %4 = call %2(%3)
          return %0"
    `);
  });
});

describe('classes', () => {
  const text = [
    'class Driver extends Base {',
    '  state = { on: false };',
    '  stop = () => this.wait(1);',
    '  static make() { return new this(); }',
    '  get name() { return this.state.name; }',
    '  constructor(private readonly client: Client) { super(client); this.client = client; }',
    '}',
  ].join('\n');

  it('have members, with decorators for what keywords say', () => {
    expect(printed(text, 'Driver')).toMatchInlineSnapshot(`
      "f1: class Driver in f0
      b0: %0 = make function f2
          store class __init__ = %0
          %1 = make function f3
          store class stop = %1
          %2 = import classmethod from builtins
          %3 = make function f4 decorators (%2)
          store class make = %3
          %4 = import property from builtins
          %5 = make function f5 decorators (%4)
          store class name = %5
          %6 = constant none
          return %6 (implicit)"
    `);
  });

  it('set their fields when the base is constructed', () => {
    expect(printed(text, 'Driver.constructor')).toMatchInlineSnapshot(`
      "f2: function Driver.constructor(this, client: Client) in f1
      b0: %0 = parameter this
          %1 = parameter client
          %2 = import super from builtins
          %3 = call %2()
          %4 = attribute %3.__init__
          %5 = call %4(%1)
          %6 = constant "on"
          %7 = constant false
          %8 = build object (%6: %7)
          store attribute %0.state = %8
          store attribute %0.client = %1
          store attribute %0.client = %1
          %9 = constant none
          return %9 (implicit)"
    `);
  });

  it('whose fields are functions have methods of them', () => {
    expect(printed(text, 'Driver.stop')).toMatchInlineSnapshot(`
      "f3: function Driver.stop(this) in f1
      b0: %0 = parameter this
          %1 = attribute %0.wait
          %2 = constant number 1
          %3 = call %1(%2)
          return %3"
    `);
  });

  it('without a constructor get one where they have fields', () => {
    expect(printed('class A extends B { x = 1; }', 'A.constructor')).toMatchInlineSnapshot(`
      "f2: function A.constructor(this, *argumentsGiven) in f1
      b0: %0 = parameter this
          %1 = parameter argumentsGiven
          %2 = import super from builtins
          %3 = call %2()
          %4 = attribute %3.__init__
          %5 = call %4(*%1)
          %6 = constant number 1
          store attribute %0.x = %6
          %7 = constant none
          return %7 (implicit)"
    `);
  });
});

describe('modules', () => {
  it('are named by their files, and import by names of the tree or of packages', () => {
    const text =
      "import a, { b as c } from '../lib/api.js'; import * as d from 'axios'; export { c as e }; export default a;";
    const module = lower(text, 'web/src/view/index.ts');
    expect(module.name).toBe('web.src.view');
    expect(printed(text)).toMatchInlineSnapshot(`
      "f0: module
      b0: %0 = import default from lib.api
          store global a = %0
          %1 = import b from lib.api
          store global c = %1
          %2 = import npm.axios
          store global d = %2
          store global e = %1
          store global default = %0
          %3 = constant none
          return %3 (implicit)"
    `);
  });

  it('of CommonJS give what they export', () => {
    expect(
      printed("const { a } = require('./a'); module.exports = { a }; exports.b = a;"),
    ).toMatchInlineSnapshot(`
      "f0: module
      b0: %0 = import src.a
          %1 = attribute %0.a
          store global a = %1
          %2 = import js.module
          %3 = constant "a"
          %4 = build object (%3: %1)
          store attribute %2.exports = %4
          store global default = %4
          %5 = attribute %4.a
          store global a = %5
          %6 = import js.exports
          store attribute %6.b = %1
          store global b = %1
          %7 = constant none
          return %7 (implicit)"
    `);
  });
});

describe('AngularJS', () => {
  const text = [
    "angular.module('m').factory('ironic', api).controller('ctrl', ['ironic', Ctrl]);",
    "api.$inject = ['$http'];",
    'function api(http) { return { get: get }; function get(id) { return http.get(id); } }',
    'function Ctrl(ironic) { this.node = ironic.get(1); }',
  ].join('\n');

  it('registers what functions answer under a name of the program', () => {
    expect(printed(text)).toMatchInlineSnapshot(`
      "f0: module
      b0: %0 = make function f1
          store global api = %0
          %1 = make function f3
          store global Ctrl = %1
          %2 = import js.angular
          %3 = attribute %2.module
          %4 = constant "m"
          %5 = call %3(%4)
          %6 = attribute %5.factory
          %7 = constant "ironic"
          %8 = call %6(%7, %0)
          %9 = call %0()
          store program angular.ironic = %9
          %10 = attribute %8.controller
          %11 = constant "ctrl"
          %12 = constant "ironic"
          %13 = build list (%12, %1)
          %14 = call %10(%11, %13)
          %15 = constant number 1
          %16 = item %13[%15]
          %17 = call %16()
          store program angular.ctrl = %17
          %18 = constant "$http"
          %19 = build list (%18)
          store attribute %0.$inject = %19
          %20 = constant none
          return %20 (implicit)"
    `);
  });

  it('gives what is registered to parameters', () => {
    expect(printed(text, 'api')).toMatchInlineSnapshot(`
      "f1: function api(http) in f0
      b0: %0 = parameter http
          %1 = import angular.$http
          store cell http of f1 = %1
          %2 = make function f2
          %3 = constant "get"
          %4 = build object (%3: %2)
          return %4"
    `);
    expect(printed(text, 'Ctrl')).toMatchInlineSnapshot(`
      "f3: function Ctrl(ironic) in f0
      b0: %0 = parameter ironic
          %1 = build object ()
          %2 = import angular.ironic
          %3 = attribute %2.get
          %4 = constant number 1
          %5 = call %3(%4)
          store attribute %1.node = %5
          return %1 (implicit)"
    `);
  });
});

describe('generators and async functions', () => {
  it('are marked', () => {
    const module = lower('async function* f() { yield* g(); await h(); } const g = async () => 1;');
    expect(functionNamed(module, 'f')).toMatchObject({ isAsync: true, isGenerator: true });
    expect(functionNamed(module, 'g')).toMatchObject({ isAsync: true, isGenerator: false });
  });
});
