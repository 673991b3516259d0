import { describe, expect, test } from 'vitest';
import { type AnalyzedProgram, analyzed } from '../exceptions/program.ts';

const prelude = `
import os
import shutil
import tempfile
from nova.virt import driver
from nova.virt.ironic import client_wrapper

class Driver(driver.ComputeDriver):

    def __init__(self):
        self.ironicclient = client_wrapper.IronicClientWrapper()

    def _detach(self, node, vif):
        self.ironicclient.call('node.vif_detach', node.uuid, vif)

    def _deprovision(self, node):
        self.ironicclient.call('node.set_provision_state', node.uuid, 'deleted')

    def _find(self, uuid):
        return self.ironicclient.call('node.get', uuid)
`;

function withMethod(body: string): AnalyzedProgram {
  return analyzed(`${prelude}\n    def f(self, a, b):\n${body.trim().replace(/^/gm, '        ')}\n`);
}

describe('skipped releases', () => {
  /** 'failing skips release release' for each failing step. */
  function skipsOf(body: string): string[] {
    const program = withMethod(body);
    return program.obligations
      .skippedReleases(program.functionNamed('Driver.f'))
      .map(
        (skip) => `${skip.failing.name} skips ${skip.skipped.map(({ release }) => release.name).join(' ')}`,
      );
  }

  test.each([
    ['one after the other', 'self._deprovision(a)\nself._detach(a, b)', ['_deprovision skips _detach']],
    [
      'behind a handler that has dealt with the failure',
      'try:\n    self._deprovision(a)\nexcept Exception:\n    pass\nself._find(a)\nself._detach(a, b)',
      [],
    ],
    ['in a finally', 'try:\n    self._deprovision(a)\nfinally:\n    self._detach(a, b)', []],
    [
      'in a handler and behind it',
      'try:\n    self._deprovision(a)\nexcept Exception:\n    self._detach(a, b)\n    raise\nself._detach(a, b)',
      [],
    ],
    [
      'in a handler that misses some',
      'try:\n    self._deprovision(a)\nexcept KeyError:\n    self._detach(a, b)\n    raise\nself._detach(a, b)',
      ['_deprovision skips _detach'],
    ],
    [
      'before a try whose finally releases',
      'self._deprovision(a)\ntry:\n    self._find(a)\nfinally:\n    self._detach(a, b)',
      ['_deprovision skips _detach'],
    ],
    ['on another branch', 'if a:\n    self._deprovision(a)\nelse:\n    self._detach(a, b)', []],
    ['of what was looked up', 'node = self._find(a)\nself._detach(node, b)', []],
    ['behind a guard', 'self._find(a)\nself._detach(a, b)', []],
    ['decided by the step', 'if self._deprovision(a):\n    self._detach(a, b)', []],
  ])('%s', (_, body, expected) => {
    expect(skipsOf(body)).toEqual(expected);
  });
});

describe('exit without release', () => {
  /** How the function is left without removing what mkdtemp made: the exit and the lines at which something rises. */
  function exitOf(body: string): string | null {
    const program = withMethod(`folder = tempfile.mkdtemp()\n${body}`);
    const fn = program.functionNamed('Driver.f');
    const site = program.project.callsOf(fn)[0];
    if (site === undefined) throw new Error('no call');
    const path = program.obligations.exitWithout({
      function: fn,
      point: { block: site.block, index: site.index },
      resource: 'temporary-folder',
      value: site.call.result,
    });
    return path?.exit ?? null;
  }

  test.each([
    ['never removed', 'return a', 'returned'],
    ['removed at the end, something raises before', 'self._find(a)\nshutil.rmtree(folder)', 'raised'],
    ['removed at once', 'shutil.rmtree(folder)\nself._find(a)', null],
    ['removed in a finally', 'try:\n    self._find(a)\nfinally:\n    shutil.rmtree(folder)', null],
    ['returned', 'return folder', null],
    ['kept in an attribute', 'self.folder = folder\nself._find(a)', null],
    ['another one removed', 'shutil.rmtree(b, ignore_errors=True)', 'returned'],
    ['kept in a tuple that is returned', 'return folder, a', null],
  ])('%s', (_, body, expected) => {
    expect(exitOf(body)).toBe(expected);
  });
});

test('a path names what rises and the clause that missed it', () => {
  const program = withMethod(
    'try:\n    self._deprovision(a)\nexcept KeyError:\n    pass\nself._detach(a, b)',
  );
  const [skip] = program.obligations.skippedReleases(program.functionNamed('Driver.f'));
  const path = skip?.skipped[0]?.path;
  expect(path?.steps.map((step) => step.kind)).toEqual(['raised', 'raised']);
  expect(path?.missed).toHaveLength(1);
});
