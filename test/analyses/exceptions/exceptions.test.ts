import { describe, expect, test } from 'vitest';
import type { Escape } from '../../../src/analyses/exceptions/exceptions.ts';
import { analyzed, escapesOf } from './program.ts';

const prelude = `
import contextlib
import os
from oslo_service import loopingcall
from oslo_utils import excutils

class Base(Exception):
    pass

class Derived(Base):
    pass

class Other(Exception):
    pass

def derived():
    raise Derived('x')
`;

/** What leaves a function `f` with this body, known weak ones aside. */
function leaving(body: string): string[] {
  const indented = body.trim().replace(/^/gm, '    ');
  const program = analyzed(`${prelude}\ndef f(a, b):\n${indented}\n`);
  expect(program.exhausted).toEqual([]);
  return escapesOf(program, 'f').filter((text) => !text.includes('weak'));
}

describe('what rises', () => {
  test('an explicit raise has its class, made or named', () => {
    expect(leaving('raise Other(1)')).toEqual(['Other strong raise']);
    expect(leaving('raise Other')).toEqual(['Other strong raise']);
  });

  test('a parameter that is raised is of unknown class', () => {
    expect(leaving('raise a')).toEqual(['unknown strong raise']);
  });

  test('callees pass theirs on', () => {
    expect(leaving('return derived()')).toEqual(['Derived strong raise']);
  });

  test('the operating system fails, the language does not', () => {
    expect(leaving('os.unlink(a)')).toEqual(['OSError strong modelled']);
    expect(leaving('return int(a)[b]')).toEqual([]);
  });

  test('unknown callees are only a maybe', () => {
    const program = analyzed('import mystery\ndef f():\n    mystery.call()\n');
    expect(escapesOf(program, 'f')).toEqual(['unknown weak unknown']);
  });

  test('recursion comes to an end', () => {
    const program = analyzed(
      'def f(a):\n    if a:\n        raise KeyError(a)\n    return g(a)\ndef g(a):\n    return f(a)\n',
    );
    expect(escapesOf(program, 'g')).toEqual(['KeyError strong raise']);
    expect(program.exceptions.summaryOf(program.functionNamed('g')).returns).toBe(false);
  });
});

describe('what handlers catch', () => {
  test.each([
    ['the class itself', 'Derived', []],
    ['a base of it', 'Base', []],
    ['everything', 'Exception', []],
    ['a tuple with it', '(Other, Base)', []],
    ['another class', 'Other', ['Derived strong raise']],
  ])('%s', (_, clause, left) => {
    expect(leaving(`try:\n    derived()\nexcept ${clause}:\n    pass`)).toEqual(left);
  });

  test('a subclass does not catch an instance of its base', () => {
    expect(leaving('try:\n    raise Base()\nexcept Derived:\n    pass')).toEqual(['Base strong raise']);
  });

  test('a clause may catch an unknown exception, Exception does', () => {
    expect(leaving('try:\n    raise a\nexcept Other:\n    pass')).toEqual(['unknown strong raise']);
    expect(leaving('try:\n    raise a\nexcept Exception:\n    pass')).toEqual([]);
  });

  test('IOError is OSError', () => {
    expect(leaving('try:\n    os.unlink(a)\nexcept IOError:\n    pass')).toEqual([]);
  });

  test('what is raised again leaves, what is converted leaves as the new class', () => {
    expect(leaving('try:\n    derived()\nexcept Base:\n    raise')).toEqual(['Derived strong raise']);
    expect(leaving('try:\n    derived()\nexcept Base as e:\n    raise Other(e)')).toEqual([
      'Other strong raise',
    ]);
  });

  test('finally lets everything through', () => {
    expect(leaving('try:\n    derived()\nfinally:\n    os.getpid()')).toEqual(['Derived strong raise']);
  });

  test('else and handlers are outside of the try', () => {
    const body = 'try:\n    a = 1\nexcept Derived:\n    pass\nelse:\n    derived()';
    expect(leaving(body)).toEqual(['Derived strong raise']);
  });

  test('only what a clause let through is raised again behind it', () => {
    const body =
      'try:\n    derived()\n    raise Other()\nexcept Other:\n    pass\nexcept Exception:\n    raise';
    expect(leaving(body)).toEqual(['Derived strong raise']);
  });
});

describe('context managers', () => {
  test('save_and_reraise_exception raises again, unless it is told not to', () => {
    const body = (argument: string) =>
      `try:\n    derived()\nexcept Base:\n    with excutils.save_and_reraise_exception(${argument}):\n        os.getpid()`;
    expect(leaving(body(''))).toEqual(['Derived strong raise']);
    expect(leaving(body('reraise=False'))).toEqual([]);
  });

  test('a block may decide whether save_and_reraise_exception raises', () => {
    const body =
      'try:\n    derived()\nexcept Base:\n    with excutils.save_and_reraise_exception() as again:\n        again.reraise = a\n    raise Other()';
    expect(leaving(body)).toEqual(['Derived strong raise', 'Other strong raise']);
  });

  test('nothing runs behind save_and_reraise_exception', () => {
    const body =
      'try:\n    derived()\nexcept Base:\n    with excutils.save_and_reraise_exception():\n        pass\n    raise Other()';
    expect(leaving(body)).toEqual(['Derived strong raise']);
  });

  test('suppress ends what it names', () => {
    expect(leaving('with contextlib.suppress(Base):\n    derived()')).toEqual([]);
    expect(leaving('with contextlib.suppress(Other):\n    derived()')).toEqual(['Derived strong raise']);
  });

  test('a class whose __exit__ returns nothing suppresses nothing', () => {
    const program = analyzed(
      `${prelude}
class Manager:
    def __enter__(self):
        return self
    def __exit__(self, *args):
        raise Other()
def f():
    with Manager():
        derived()
`,
    );
    expect(escapesOf(program, 'f')).toContain('Other strong raise');
  });

  test('a generator raises behind its yield when it is left', () => {
    const program = analyzed(
      `${prelude}
@contextlib.contextmanager
def managed():
    yield 1
    raise Other()
def f():
    with managed():
        pass
def g():
    managed()
`,
    );
    expect(escapesOf(program, 'f')).toEqual(['Other strong raise']);
    expect(escapesOf(program, 'g')).toEqual([]);
  });
});

describe('looping calls', () => {
  const looping = (body: string) => `
def wait():
    if a:
        raise loopingcall.LoopingCallDone()
    derived()
timer = loopingcall.FixedIntervalLoopingCall(wait)
${body}`;

  test('raise what their function raises where the result is waited for', () => {
    expect(leaving(looping('timer.start(interval=1).wait()'))).toEqual(['Derived strong raise']);
  });

  test('raise nothing while they are only made', () => {
    expect(leaving(looping('return timer'))).toEqual([]);
  });

  test('end normally by LoopingCallDone', () => {
    expect(leaving(looping('try:\n    timer.start(interval=1).wait()\nexcept Base:\n    pass'))).toEqual([]);
  });
});

test('the origin leads through the calls to the raise', () => {
  const program = analyzed(`${prelude}\ndef middle():\n    derived()\ndef f():\n    middle()\n`);
  const fn = program.functionNamed('f');
  const names: string[] = [];
  let at: Escape | undefined = program.exceptions.summaryOf(fn).escapes[0];
  for (; at !== undefined; at = at.origin.inner ?? undefined) names.push(at.origin.function.ir.name);
  expect(names).toEqual(['f', 'middle', 'derived']);
});
