import { describe, expect, it } from 'vitest';
import { resolutionRate } from '../../src/project/resolution-rate.ts';
import { callLines, functionAt, linked, siteIn, targetPaths } from './linked.ts';

describe('construction', () => {
  it('runs __init__, its own or that of a base', () => {
    const project = linked({
      'm.py':
        'class A:\n    def __init__(self, x):\n        pass\nclass B(A): pass\nclass C: pass\ndef f():\n    B(1)\n    C()\n',
    });
    expect(callLines(project, 'm.f')).toEqual([
      'B(1) -> m.A.__init__ (construct, 1 unseen; 1)',
      'C() -> m.C (construct)',
    ]);
    const [target] = siteIn(project, 'm.f').targets;
    expect(target && project.namesOf(target)).toEqual(['m.A.__init__', 'm.B', 'm.A']);
  });

  it('gives instances that can be called', () => {
    const project = linked({ 'm.py': 'class A:\n    def __call__(self, x): pass\ndef f():\n    A()(1)\n' });
    expect(targetPaths(project, 'm.f', 1)).toEqual(['m.A.__call__']);
    expect(siteIn(project, 'm.f', 1).targets[0]?.receiver).not.toBeNull();
  });
});

describe('receivers', () => {
  const project = linked({
    'm.py': `
import os, ext
LOG = ext.get_logger()
class A:
    def m(self): pass
    @classmethod
    def c(cls): pass
    @staticmethod
    def s(x): pass
def f(a: A, text):
    a.m()
    A.c()
    A.s(1)
    A.m(a)
    os.path.join(text)
    LOG.info(text)
    'x'.join(text)
    bound = a.m
    bound()
`,
  });

  it('are the value before the dot, unless that is a module or class', () => {
    expect(callLines(project, 'm.f')).toEqual([
      'a.m() -> m.A.m (virtual, self=a)',
      'A.c() -> m.A.c (direct, self=A)',
      'A.s(1) -> m.A.s (direct; 1)',
      'A.m(a) -> m.A.m (direct; a)',
      'os.path.join(text) -> os.path.join (direct; text)',
      'LOG.info(text) -> ext.get_logger().info (direct, self=LOG; text)',
      '"x".join(text) -> builtins.str.join (direct, self="x"; text)',
      'a.m() -> m.A.m (virtual, self=a)',
    ]);
  });
});

describe('calls that the text does not show', () => {
  it('are getters, with every override, and context managers', () => {
    const project = linked({
      'm.py': `
import contextlib
class A:
    @property
    def name(self):
        return self
    def __enter__(self):
        return self
    def __exit__(self, *exc): pass
class B(A):
    @property
    def name(self):
        return 1
@contextlib.contextmanager
def opened():
    yield A()
def f(a: A):
    with a as entered:
        entered.name
    with opened() as made:
        made.name
`,
    });
    expect(callLines(project, 'm.f').filter((line) => line.startsWith('['))).toEqual([
      '[enter] a -> m.A.__enter__ (context-manager, self=a)',
      expect.stringMatching(/^\[attribute\] .*name -> m\.A\.name \(property, .*m\.B\.name \(property/),
      '[exit] a -> m.A.__exit__ (context-manager, self=a)',
      '[exit] a -> m.A.__exit__ (context-manager, self=a)',
      expect.stringMatching(/^\[attribute\] .*name -> m\.A\.name \(property/),
    ]);
  });
});

describe('conventions', () => {
  it('dispatch an interface to every class that implements it', () => {
    const project = linked(
      {
        'drivers.py': `
class PowerInterface:
    def reboot(self, task): pass
class Ipmi(PowerInterface):
    def reboot(self, task): pass
class Quiet(PowerInterface): pass
def f(task):
    task.driver.power.reboot(task)
`,
      },
      {
        parameterTypes: [{ name: 'task', type: 'fw.TaskManager', within: '**' }],
        attributeTypes: [
          { path: 'fw.TaskManager.driver', type: 'fw.BareDriver' },
          { path: 'fw.BareDriver.power', type: 'drivers.PowerInterface' },
        ],
      },
    );
    expect(callLines(project, 'drivers.f')).toEqual([
      'task.driver.power.reboot(task) -> drivers.Ipmi.reboot (interface, self=task.driver.power; task), ' +
        'drivers.PowerInterface.reboot (interface, self=task.driver.power; task)',
    ]);
  });

  it('read the method from a string and shift the arguments past it', () => {
    const project = linked(
      {
        'm.py': `
from lib import wrapper
class D:
    def __init__(self):
        self.client = wrapper.Client()
    def f(self, node, name):
        self.client.call('node.get', node, fields=1)
        self.client.call(name, node)
        self.client.call('../evil', node)
`,
      },
      { stringDispatch: [{ call: 'lib.wrapper.Client.call', argument: 0, target: 'api.{}' }] },
    );
    const [known, dynamic, malformed] = callLines(project, 'm.D.f');
    expect(known).toContain('api.node.get (string; node, fields=1)');
    expect(dynamic).not.toContain('(string');
    expect(malformed).not.toContain('(string');
  });

  it('lead from a client to the method of its server, arguments by name', () => {
    const project = linked(
      {
        'rpc.py': `
class API:
    def power(self, context, node_id, state, topic=None):
        pass
class Manager:
    def power(self, context, state, node_id):
        pass
def f(ctx, n, s):
    API().power(ctx, n, s, topic='t')
`,
      },
      { remoteProcedures: [{ client: 'rpc.API', server: 'rpc.Manager' }] },
    );
    expect(callLines(project, 'rpc.f')[1]).toContain(
      'rpc.Manager.power (remote-procedure, 1 unseen; context=ctx, node_id=n, state=s)',
    );
  });

  const spawn = {
    call: 'lib.spawn',
    function: 0,
    argumentsFrom: 1,
    unknownFirst: 0,
    tuple: null,
    dictionary: null,
    runs: 'later' as const,
  };

  it('run callbacks with what is passed on', () => {
    const event = {
      ...spawn,
      call: 'm.T.event',
      function: 'callback',
      argumentsFrom: null,
      tuple: 'call_args',
      dictionary: 'call_kwargs',
      runs: 'now' as const,
    };
    const failed = { ...event, function: 'err', tuple: null, dictionary: null, unknownFirst: 2 };
    const project = linked(
      {
        'm.py': `
import lib
class T:
    def event(self, name, callback=None, call_args=None, call_kwargs=None, err=None): pass
    def work(self, a, b=1): pass
    def broken(self, error, state): pass
    def f(self, x):
        lib.spawn(self.work, x, b=2)
        self.event('e', callback=self.work, call_args=(x, 3), err=self.broken)
        self.event('e', self.work, call_kwargs={'a': x})
        lib.spawn(lambda: x)
        lib.spawn(lib.spawn, self.work, x)
`,
      },
      { callbacks: [spawn, event, failed] },
    );
    const lines = callLines(project, 'm.T.f');
    expect(lines[0]).toContain('m.T.work (callback, deferred, self=self; x, b=2)');
    expect(lines[1]).toContain('m.T.work (callback, self=self; x, 3)');
    expect(lines[1]).toContain('m.T.broken (callback, self=self, 2 unseen)');
    expect(lines[2]).toContain('m.T.work (callback, self=self; a=x)');
    expect(lines[3]).toContain('m.T.f.<lambda> (callback, deferred)');
    expect(lines[4]).toContain('m.T.work (callback, deferred, self=self; x)');
  });
});

describe('the reverse', () => {
  const project = linked({
    'm.py': 'def a():\n    b()\n    b()\ndef b():\n    c()\ndef c():\n    b()\n    d()\ndef d(): pass\n',
  });

  it('lists each site that may run a function', () => {
    expect(project.callersOf(functionAt(project, 'm.b')).map(({ caller }) => caller.path)).toEqual([
      'm.a',
      'm.a',
      'm.c',
    ]);
    expect(project.callersOf(functionAt(project, 'm.a'))).toEqual([]);
  });

  it('orders components with callees first', () => {
    const components = project.componentsBottomUp().map((component) => component.map(({ path }) => path));
    expect(components).toEqual([['m'], ['m.d'], ['m.b', 'm.c'], ['m.a']]);
  });

  it('counts what was understood', () => {
    const counted = linked({
      'm.py':
        'import known, other\nclass C: pass\ndef f(x):\n    C()\n    f(x)\n    known.a()\n    other.b()\n    x.y()\n',
    });
    expect(resolutionRate(counted, (path) => path.startsWith('known.'))).toEqual({
      inTree: 2,
      modelled: 1,
      unknown: 2,
    });
  });
});

describe('hostile input', () => {
  it('of long chains and deep nesting is answered', () => {
    const chain = `x${'.a'.repeat(3000)}`;
    const steps = Array.from(
      { length: 5000 },
      (_, index) => `    v${index + 1} = v${index} or g(v${index})\n`,
    ).join('');
    const project = linked({
      'm.py': `import x\ndef g(p):\n    return p\ndef f(v0):\n    ${chain}()\n${steps}    return v5000\n`,
    });
    expect(project.callsOf(functionAt(project, 'm.f'))).toHaveLength(5001);
  });

  it('with names of the host language is harmless', () => {
    const project = linked({ 'm.py': 'import constructor\ndef f():\n    constructor()\n    __proto__()\n' });
    expect(targetPaths(project, 'm.f')).toEqual(['constructor']);
    expect(targetPaths(project, 'm.f', 1)).toEqual([]);
  });
});
