import { describe, expect, test } from 'vitest';
import { type AnalyzedProgram, analyzed } from '../exceptions/program.ts';

const prelude = `
import contextlib
from nova.virt import driver
from nova.virt.ironic import client_wrapper
from oslo_service import loopingcall

class Driver(driver.ComputeDriver):

    def __init__(self):
        self.ironicclient = client_wrapper.IronicClientWrapper()

    def _set_mode(self, node, mode):
        self.ironicclient.call('node.set_console_mode', node.uuid, mode)

    def _detach(self, node, vif):
        self.ironicclient.call('node.vif_detach', node.uuid, vif)
`;

function withMethods(text: string): AnalyzedProgram {
  return analyzed(`${prelude}\n${text.trim().replace(/^/gm, '    ')}\n`);
}

function certainty(program: AnalyzedProgram, method: string, event: string): string | null {
  return program.obligations.performs(program.functionNamed(`Driver.${method}`), event);
}

describe('certainty', () => {
  test.each([
    ['on every path', 'self._detach(a, b)', 'completes'],
    ['on one branch only', 'if a:\n        self._detach(a, b)', 'may'],
    [
      'on both branches',
      'if a:\n        self._detach(a, b)\n    else:\n        self._detach(b, a)',
      'completes',
    ],
    ['behind an early return', 'if a:\n        return\n    self._detach(a, b)', 'may'],
    [
      'tried, its failure swallowed',
      'try:\n        self._detach(a, b)\n    except Exception:\n        pass',
      'attempts',
    ],
    ['in a finally', 'try:\n        a()\n    finally:\n        self._detach(a, b)', 'completes'],
    ['nowhere', 'return a', null],
  ])('%s', (_, body, expected) => {
    const program = withMethods(`def f(self, a, b):\n    ${body}`);
    expect(certainty(program, 'f', 'release:vif')).toBe(expected);
    expect(program.exhausted).toEqual([]);
  });

  test('a function that runs while a looping call waits does it, one that is only handed over does not', () => {
    const program = withMethods(`
def waits(self, a, b):
    def once():
        self._detach(a, b)
        raise loopingcall.LoopingCallDone()
    loopingcall.FixedIntervalLoopingCall(once).start(interval=1).wait()

def makes(self, a, b):
    def once():
        self._detach(a, b)
    return loopingcall.FixedIntervalLoopingCall(once)
`);
    expect(certainty(program, 'waits', 'release:vif')).toBe('completes');
    expect(certainty(program, 'makes', 'release:vif')).toBeNull();
  });

  test('functions that call each other come to an end', () => {
    const program = withMethods(`
def f(self, a, b):
    if a:
        self._detach(a, b)
        return
    self.g(a, b)

def g(self, a, b):
    self.f(a, b)
`);
    expect(certainty(program, 'g', 'release:vif')).toBe('may');
    expect(program.exhausted).toEqual([]);
  });
});

describe('constant arguments', () => {
  const program = withMethods(`
def off(self, node):
    self._set_mode(node, False)

def on(self, node):
    self._set_mode(node, mode=True)

def either(self, node, mode):
    self._set_mode(node, mode)

def by_default(self, node, mode=False):
    self._set_mode(node, mode)

def calls_default(self, node):
    self.by_default(node)

def by_branch(self, node, mode):
    if mode:
        self._set_mode(node, True)
    else:
        self._set_mode(node, False)

def branch_off(self, node):
    self.by_branch(node, False)
`);

  test.each([
    ['off', 'completes', null],
    ['on', null, 'completes'],
    ['either', null, null],
    ['calls_default', 'completes', null],
    ['by_branch', 'may', 'may'],
    ['branch_off', 'completes', null],
  ])('%s', (method, disable, enable) => {
    expect(certainty(program, method, 'step:console.disable')).toBe(disable);
    expect(certainty(program, method, 'step:console.enable')).toBe(enable);
  });
});

test('the witness leads to the modelled call', () => {
  const program = withMethods('def f(self, a, b):\n    self._detach(a, b)');
  const event = program.events.of(program.functionNamed('Driver.f')).get('release:vif');
  expect(event?.witness.function.ir.name).toBe('f');
  expect(event?.witness.inner?.function.ir.name).toBe('_detach');
  expect(event?.witness.inner?.api).toContain('vif_detach');
});
