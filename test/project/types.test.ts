import { describe, expect, it } from 'vitest';
import { callLines, linked, returnedPaths, returnedTypes, targetPaths } from './linked.ts';

/** Return types of `m.f` in a module of that text. */
function typesOf(text: string): string[] {
  return returnedTypes(linked({ 'm.py': text }), 'm.f');
}

const classes = `
class Client:
    def get(self):
        return Node()
class Node:
    def save(self):
        return self
`;

describe('instances', () => {
  it('of constructors, through variables, fields and results', () => {
    expect(
      typesOf(`${classes}def f():\n    client = Client()\n    node = client.get()\n    return node.save()\n`),
    ).toEqual(['instance m.Node']);
  });

  it('in fields that any method of the class or of a base stores', () => {
    const text = `${classes}
class Base:
    def connect(self):
        self.client = Client()
class Driver(Base):
    def __init__(self):
        def later():
            self.node = Node()
        later()
    def client_of(self):
        return self.client
    def node_of(self):
        return self.node
`;
    const project = linked({ 'm.py': text });
    expect(returnedTypes(project, 'm.Driver.client_of')).toEqual(['instance m.Client']);
    expect(returnedTypes(project, 'm.Driver.node_of')).toEqual(['instance m.Node']);
  });

  it('in class attributes and module variables, assigned by functions too', () => {
    const text = `${classes}
LAZY = None
def prepare():
    global LAZY
    LAZY = Client()
class Driver:
    client = Client()
def f(flag):
    return LAZY if flag else Driver().client
`;
    expect(typesOf(text)).toEqual(['instance m.Client']);
  });

  it('of annotated parameters and results', () => {
    const text = `from typing import Dict, List, Optional, Union
import ext
${classes}
def made() -> 'Optional[Node]':
    return unknown()
def f(a: Client, b: Optional['Node'], c: Union[ext.Thing, None], d: List[Node], e: Dict[str, Client]):
    if a: return a
    if b: return b
    if c: return c
    for node in d:
        return node.save()
    return made() or e['x']
`;
    expect(typesOf(text)).toEqual(['external-instance ext.Thing', 'instance m.Client', 'instance m.Node']);
  });

  it('of conventions for parameters, attributes and results', () => {
    const project = linked(
      {
        'm.py': `${classes}def f(task):\n    return task.node\ndef g(task):\n    return task.ports[0]\ndef h():\n    return find()\ndef find():\n    return 1\n`,
      },
      {
        parameterTypes: [{ name: 'task', type: 'fw.Task', within: 'm.**' }],
        attributeTypes: [
          { path: 'fw.Task.node', type: 'm.Node' },
          { path: 'fw.Task.ports', type: 'builtins.list[m.Node]' },
        ],
        returnTypes: [{ path: 'm.find', type: 'm.Client' }],
      },
    );
    expect(returnedTypes(project, 'm.f')).toEqual(['instance m.Node']);
    expect(returnedTypes(project, 'm.g')).toEqual(['instance m.Node']);
    expect(returnedTypes(project, 'm.h')).toEqual(['instance m.Client']);
  });

  it('that a call gets back as it passed them', () => {
    const text = `${classes}
def same(value, other=None):
    return value if value else other
def f():
    return same(Client())
def g():
    return same(Node())
class Made:
    @classmethod
    def make(cls):
        return cls._fill(cls())
    @staticmethod
    def _fill(obj):
        return obj
class Sub(Made): pass
def h():
    return Sub.make()
`;
    const project = linked({ 'm.py': text });
    expect(returnedTypes(project, 'm.f')).toEqual(['instance m.Client']);
    expect(returnedTypes(project, 'm.g')).toEqual(['instance m.Node']);
    expect(returnedTypes(project, 'm.Made.make')).toEqual(['instance m.Made']);
  });

  it('that callers pass for a parameter', () => {
    const text = `${classes}
def use(thing):
    return thing
def keyword(**kwargs):
    use(thing=Node())
def positional():
    use(Client())
def spread():
    use(*[Node()])
`;
    expect(returnedTypes(linked({ 'm.py': text }), 'm.use')).toEqual([
      'instance m.Client',
      'instance m.Node',
    ]);
  });

  it('that a client takes for the method of its server', () => {
    const text = `${classes}
class API:
    def update(self, context, node): pass
class Manager:
    def update(self, node):
        return node
def f():
    API().update(None, Node())
`;
    const project = linked(
      { 'm.py': text },
      { remoteProcedures: [{ client: 'm.API', server: 'm.Manager' }] },
    );
    expect(returnedTypes(project, 'm.Manager.update')).toEqual(['instance m.Node']);
  });

  it('of caught exceptions', () => {
    const text = `import ext
class Failed(Exception): pass
def f():
    try:
        work()
    except (Failed, ext.Error) as error:
        return error
`;
    expect(typesOf(text)).toEqual(['external-instance ext.Error', 'instance m.Failed']);
  });

  it('of recursive functions are found all the same', () => {
    const text = `${classes}
def f(n):
    return g(n) if n else Client()
def g(n):
    return f(n) if n else Node()
`;
    const project = linked({ 'm.py': text });
    for (const path of ['m.g', 'm.f']) {
      expect(returnedTypes(project, path)).toEqual(['instance m.Client', 'instance m.Node']);
    }
  });

  it('beyond a dozen say nothing', () => {
    const many = Array.from({ length: 20 }, (_, index) => `class C${index}: pass\n`).join('');
    const text = `${many}def f(n):\n${Array.from({ length: 20 }, (_, index) => `    if n == ${index}: return C${index}()\n`).join('')}def g(n):\n    return f(n)\n`;
    expect(returnedTypes(linked({ 'm.py': text }), 'm.g')).toEqual([]);
  });
});

describe('containers', () => {
  it.each([
    ['list', 'def f():\n    return [Node(), Client()][n]\n', ['instance m.Client', 'instance m.Node']],
    ['place in a tuple', 'def f():\n    a, b = (Node(), Client())\n    return b\n', ['instance m.Client']],
    ['key of a dict', "def f():\n    return {'a': Node(), 'b': Client()}['b']\n", ['instance m.Client']],
    [
      'get of a dict',
      "TABLE = {'a': Node(), 'b': Client()}\ndef f():\n    return TABLE.get('a')\n",
      ['instance m.Node'],
    ],
    ['loop', 'def f():\n    for x in [Node()]:\n        return x\n', ['instance m.Node']],
    ['items', "def f():\n    for k, v in {'a': Node()}.items():\n        return v\n", ['instance m.Node']],
    ['enumerate', 'def f():\n    for i, v in enumerate([Node()]):\n        return v\n', ['instance m.Node']],
    [
      'append',
      'def f():\n    found = []\n    found.append(Node())\n    return found[0]\n',
      ['instance m.Node'],
    ],
    [
      'key added',
      "def f():\n    found = {}\n    found['x'] = Node()\n    return found['x']\n",
      ['instance m.Node'],
    ],
    ['comprehension', 'def f():\n    return [Node() for x in range(3)][0]\n', ['instance m.Node']],
    [
      'element in a comprehension',
      'def f():\n    return [n.save() for n in [Node()]][0]\n',
      ['instance m.Node'],
    ],
    ['sorted copy', 'def f():\n    return sorted([Node()])[0]\n', ['instance m.Node']],
    ['slice', 'def f():\n    return [Node()][1:][0]\n', ['instance m.Node']],
    [
      'generator',
      'def g():\n    yield Node()\ndef f():\n    for x in g():\n        return x\n',
      ['instance m.Node'],
    ],
  ])('%s', (_, text, expected) => {
    expect(typesOf(`${classes}${text}`)).toEqual(expected);
  });
});

describe('functions as values', () => {
  it('reach the parameter they are passed for', () => {
    const project = linked({
      'm.py': `
import tools
def start(info, start_method):
    start_method(info)
def shell(info): pass
class Console:
    def go(self, info):
        start(info, shell)
        start(info, self.socat)
        start(info, tools.external)
    def socat(self, info): pass
`,
    });
    expect(callLines(project, 'm.start')).toEqual([
      'start_method(info) -> m.Console.socat (virtual, 1 unseen; info), m.shell (direct; info), tools.external (direct; info)',
    ]);
  });

  it('are found in tables, fields and class attributes', () => {
    const project = linked({
      'm.py': `
def on(): pass
def off(): pass
TABLE = {'on': on, 'off': off}
class C:
    handler = on
    def __init__(self):
        self.hook = off
    def f(self, key):
        TABLE[key]()
        TABLE['on']()
        self.hook()
        for action in (on, off):
            action()
`,
    });
    expect([0, 1, 2, 3].map((index) => targetPaths(project, 'm.C.f', index))).toEqual([
      ['m.off', 'm.on'],
      ['m.on'],
      ['m.off'],
      ['m.off', 'm.on'],
    ]);
  });

  it('are seen through partial, closures, decorators and lambdas', () => {
    const project = linked({
      'm.py': `
import functools
def log(prefix, text): pass
@functools.lru_cache(maxsize=1)
def cached(): pass
def outer(x):
    def inner(y):
        log(x, y)
    bound = functools.partial(log, x)
    bound('a')
    inner(1)
    cached()
    (lambda z: z)(x)
    def deeper():
        inner(2)
    return deeper
stored = functools.partial(log, 'p')
def use():
    stored('b')
    outer(1)()
`,
    });
    expect(callLines(project, 'm.outer').slice(1, 5)).toEqual([
      'functools.partial()("a") -> m.log (direct; x, "a")',
      expect.stringContaining('(1) -> m.outer.inner (direct; 1)'),
      'cached() -> m.cached (direct)',
      expect.stringContaining('m.outer.<lambda>'),
    ]);
    expect(targetPaths(project, 'm.outer.deeper')).toEqual(['m.outer.inner']);
    expect(callLines(project, 'm.use')[0]).toBe('stored("b") -> m.log (direct, 1 unseen; "b")');
    expect(targetPaths(project, 'm.use', 2)).toEqual(['m.outer.deeper']);
  });
});

describe('paths of accesses', () => {
  it('name the class of the object and its bases, keys included', () => {
    const project = linked(
      {
        'm.py': `
class Base: pass
class Node(Base):
    pass
def f(node):
    return node.driver_info['ipmi_password']
def g(node):
    info = node.driver_info
    return info.get('ipmi_password')
def h(node):
    return node.driver_info
`,
      },
      {
        parameterTypes: [{ name: 'node', type: 'm.Node', within: '**' }],
        attributeTypes: [{ path: 'm.Node.driver_info', type: 'builtins.dict' }],
      },
    );
    const key = ['m.Base.driver_info[ipmi_password]', 'm.Node.driver_info[ipmi_password]'];
    expect(returnedPaths(project, 'm.f')).toEqual(key);
    expect(returnedPaths(project, 'm.g')).toEqual(key);
    expect(returnedPaths(project, 'm.h')).toEqual(['m.Base.driver_info', 'm.Node.driver_info']);
  });

  it('are empty when nothing is known', () => {
    expect(returnedPaths(linked({ 'm.py': 'def f(x):\n    return x.secret\n' }), 'm.f')).toEqual([]);
  });
});
