/** Linking of TypeScript and JavaScript: modules by files, aliases of configuration files, what frameworks hand out. */
import { expect, test } from 'vitest';
import { loadProgram } from '../../src/engine/program.ts';
import { standardParts } from '../../src/engine/standard-parts.ts';
import { MemoryHost } from '../../src/source/memory-host.ts';

/** `caller -> target` for every call that runs a function of the tree. */
async function callsIn(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { project } = await loadProgram({ host: new MemoryHost(files), paths: [''], parts: standardParts });
  return project.functions.flatMap((fn) =>
    project
      .callsOf(fn)
      .flatMap(({ targets }) => targets)
      .flatMap((target) => (target.kind === 'function' ? [`${fn.path} -> ${target.function.path}`] : [])),
  );
}

test('relative imports, default and named, lead to the file', async () => {
  const calls = await callsIn({
    'src/client/index.js': "export default function all() {}\nexport { one as first } from './nodes';",
    'src/client/nodes.js': 'export function one() {}',
    'src/view.jsx': "import all, { first } from './client';\nexport function View() { all(); first(); }",
  });
  expect(calls).toEqual(['src.view.View -> src.client.all', 'src.view.View -> src.client.nodes.one']);
});

test('paths of jsconfig.json lead package names into the tree', async () => {
  const calls = await callsIn({
    'web/jsconfig.json':
      '{ // comment\n "compilerOptions": { "baseUrl": ".", "paths": { "stores/*": ["./src/stores/*"] } } }',
    'web/src/stores/node.js': 'export class NodeStore { load() {} }\nexport default new NodeStore();',
    'web/src/view.js': "import store from 'stores/node';\nfunction show() { store.load(); }",
  });
  expect(calls).toEqual(['web.src.view.show -> web.src.stores.node.NodeStore.load']);
});

test('what AngularJS registers is found by its name, in whichever file', async () => {
  const calls = await callsIn({
    'a.js':
      "angular.module('m').factory('node-api', api);\nfunction api() { return { get: get };\n function get() {} }",
    'b.js': "angular.module('m').controller('Page', ['node-api', function (nodes) { nodes.get(); }]);",
  });
  expect(calls).toEqual(['a -> a.api', 'b -> b.Page', 'b.Page -> a.api.get']);
});

test('attributes stored into an object later, also by nested functions, are its functions', async () => {
  const calls = await callsIn({
    'a.js': [
      'function make() { const service = {}; service.stop = stop; begin(); return service;',
      ' function begin() { service.start = start; } function start() {} function stop() {} }',
      'function use() { const made = make(); made.start(); made.stop(); }',
    ].join('\n'),
  });
  expect(calls).toEqual([
    'a.make -> a.make.begin',
    'a.use -> a.make',
    'a.use -> a.make.start',
    'a.use -> a.make.stop',
  ]);
});

test('methods, fields, getters and bases of classes are linked as in Python', async () => {
  const calls = await callsIn({
    'a.ts': [
      'class Base { constructor(private client: Client) {} stop() { this.client.close(); } }',
      'class Client { close() {} get open() { return this.ask(); } ask() {} }',
      'class Driver extends Base { static make() { return new Driver(new Client()); } run = () => { this.stop(); } }',
    ].join('\n'),
  });
  expect(calls).toEqual(
    expect.arrayContaining([
      'a.Base.stop -> a.Client.close',
      'a.Client.open -> a.Client.ask',
      'a.Driver.make -> a.Base.constructor',
      'a.Driver.run -> a.Base.stop',
    ]),
  );
});
