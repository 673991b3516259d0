import { describe, expect, test } from 'vitest';
import { type AnalyzedProgram, analyzed } from '../exceptions/program.ts';

const prelude = `
from nova import exception
from nova.virt import driver
from nova.virt.ironic import client_wrapper

class Driver(driver.ComputeDriver):

    def __init__(self):
        self.ironicclient = client_wrapper.IronicClientWrapper()

    def read(self):
        return self.ironicclient.call('node.get_console', 'x')

    def off(self):
        self.ironicclient.call('node.set_console_mode', 'x', False)

    def on(self):
        self.ironicclient.call('node.set_console_mode', 'x', True)

    def off_and_wait(self):
        self.off()
        if self.read()['console_enabled']:
            raise exception.ConsoleNotAvailable()
`;

const reset = { step: 'console.enable', after: 'console.disable' };

function withBody(body: string): AnalyzedProgram {
  return analyzed(`${prelude}\n    def f(self, a):\n${body.trim().replace(/^/gm, '        ')}\n`);
}

describe('order', () => {
  function isReadFirst(body: string): boolean {
    const program = withBody(body);
    const [site] = program.protocols.sitesOf(program.functionNamed('Driver.f'), 'console.disable');
    if (site === undefined) throw new Error('no such step');
    return program.protocols.dominatedBy(site, ['console.read']);
  }

  test('a step comes first only when every path has it', () => {
    expect(isReadFirst('self.read()\nself.off()')).toBe(true);
    expect(isReadFirst('self.off()\nself.read()')).toBe(false);
    expect(isReadFirst('if a:\n    self.read()\nself.off()')).toBe(false);
    expect(isReadFirst('try:\n    self.read()\nexcept Exception:\n    pass\nself.off()')).toBe(false);
  });

  test('a step follows only when every path that returns has it', () => {
    const follows = (body: string) => {
      const program = withBody(body);
      const [site] = program.protocols.sitesOf(program.functionNamed('Driver.f'), 'console.disable');
      if (site === undefined) throw new Error('no such step');
      return program.protocols.notFollowedBy(site, ['console.enable']) === null;
    };
    expect(follows('self.off()\nself.on()')).toBe(true);
    expect(follows('self.off()\nif a:\n    return\nself.on()')).toBe(false);
  });
});

describe('lapses', () => {
  /** 'kind line' of each, lines counted in the body. */
  function lapsesOf(body: string): string[] {
    const program = withBody(body);
    const fn = program.functionNamed('Driver.f');
    const first = program.lineOf(fn, fn.ir.span.start);
    return program.protocols
      .lapses(fn, reset)
      .map(({ kind, escaped }) => `${kind} ${program.lineOf(fn, escaped.origin.span.start) - first}`);
  }

  test('nobody enables again', () => {
    expect(lapsesOf('self.off()\nself.on()')).toEqual(['unhandled 2']);
  });

  test('a handler that does', () => {
    const body =
      'self.off()\ntry:\n    self.on()\nexcept Exception:\n    try:\n        self.on()\n    except Exception:\n        pass';
    expect(lapsesOf(body)).toEqual([]);
  });

  test('a handler that is too narrow, and a recovery that is not guarded', () => {
    const body = 'self.off()\ntry:\n    self.on()\nexcept KeyError:\n    self.on()';
    expect(lapsesOf(body)).toEqual(['narrow 3', 'unprotected-recovery 5']);
  });

  test('the first step fails after its effect', () => {
    expect(lapsesOf('self.off_and_wait()\ntry:\n    self.on()\nexcept Exception:\n    pass')).toEqual([
      'unhandled 1',
    ]);
  });

  test('the first step fails by itself: nothing was done', () => {
    expect(lapsesOf('self.off()\ntry:\n    self.on()\nexcept Exception:\n    pass')).toEqual([]);
  });

  test('a function that only disables is not judged', () => {
    expect(lapsesOf('self.off()\nself.read()')).toEqual([]);
  });
});

describe('tests of a key', () => {
  function whenTested(body: string): string[] {
    const program = withBody(body);
    const fn = program.functionNamed('Driver.f');
    const [site] = program.protocols.sitesOf(fn, 'console.disable');
    if (site === undefined) throw new Error('no such step');
    const sources = program.protocols.sitesOf(fn, 'console.read').map((read) => read.call.result);
    return program.protocols
      .keyTests(fn, { key: 'type', sources, around: site.point })
      .map((test) => test.when);
  }

  test.each([
    ['before', "c = self.read()\nif c['info']['type'] != 's':\n    return\nself.off()", ['before']],
    ['after', "c = self.read()\nself.off()\nif c['info'].get('type') != 's':\n    return", ['after']],
    ['of another value', "c = self.read()\nif a['type'] != 's':\n    return\nself.off()", []],
    ['of another key', "c = self.read()\nif c['mode'] != 's':\n    return\nself.off()", []],
  ])('%s', (_, body, expected) => {
    expect(whenTested(body)).toEqual(expected);
  });
});
