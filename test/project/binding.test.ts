import { describe, expect, it } from 'vitest';
import type { Binding } from '../../src/project/project.ts';
import { functionAt, linked, siteIn } from './linked.ts';

/** `parameter=argument position`, with `[key]` behind what is one element and before what receives one. */
function bindingsOf(definition: string, call: string): string[] {
  const project = linked({ 'm.py': `${definition}\n    pass\ndef f(a, b, c, d):\n    g(${call})\n` });
  return bound(project, 'm.f');
}

function bound(project: ReturnType<typeof linked>, path: string, index = 0): string[] {
  const site = siteIn(project, path, index);
  const [target] = site.targets;
  if (target?.kind !== 'function') throw new Error('the call has no target in the tree');
  const caller = functionAt(project, path);
  return project.bindArguments(site, target).map((binding) => {
    const name = target.function.ir.parameters[binding.parameter]?.name ?? '?';
    return `${name}${part(binding.into, binding)}=${nameOf(caller.ir.blocks, binding.value)}${part(binding.element, binding)}`;
  });
}

function part(isPart: boolean, { key }: Binding): string {
  return isPart ? `[${key ?? ''}]` : '';
}

function nameOf(blocks: ReturnType<typeof functionAt>['ir']['blocks'], value: number): string {
  for (const { instructions } of blocks) {
    for (const instruction of instructions) {
      if (!('result' in instruction) || instruction.result !== value) continue;
      return instruction.op === 'parameter' ? ('abcd'[instruction.index] ?? '?') : instruction.op;
    }
  }
  return '?';
}

describe('arguments bind', () => {
  it.each([
    ['by position and name', 'def g(x, y, z=1):', 'a, z=b, y=c', ['x=a', 'y=c', 'z=b']],
    ['into the rest', 'def g(x, *rest):', 'a, b, c', ['x=a', 'rest[]=b', 'rest[]=c']],
    ['into the keywords', 'def g(x, **more):', 'a, k=b', ['x=a', 'more[k]=b']],
    ['to keyword-only parameters', 'def g(*, x, y):', 'y=a, x=b', ['x=b', 'y=a']],
    ['not to positional-only ones by name', 'def g(x, /, **more):', 'a, x=b', ['x=a', 'more[x]=b']],
    ['from a sequence', 'def g(x, y, *rest):', '*a', ['x=a[0]', 'y=a[1]', 'rest[]=a[]']],
    ['from a sequence behind others', 'def g(x, y, z):', 'a, *b', ['x=a', 'y=b[]', 'z=b[]']],
    ['from a mapping', 'def g(x, y, **more):', 'a, **b', ['x=a', 'y=b[y]', 'more[]=b[]']],
    ['and are dropped where nothing takes them', 'def g(x):', 'a, b, k=c', ['x=a']],
  ])('%s', (_, definition, call, expected) => {
    expect(bindingsOf(definition, call)).toEqual(expected);
  });

  it('behind the receiver, the object under construction, or neither', () => {
    const project = linked({
      'm.py': `
class A:
    def __init__(self, x): pass
    def m(self, x): pass
    @classmethod
    def c(cls, x): pass
    @staticmethod
    def s(x): pass
def f(a, b: A):
    b.m(a)
    A(a)
    A.c(a)
    A.s(a)
    A.m(b, a)
`,
    });
    expect([0, 1, 2, 3, 4].map((index) => bound(project, 'm.f', index))).toEqual([
      ['self=b', 'x=a'],
      ['x=a'],
      ['cls=load-global', 'x=a'],
      ['x=a'],
      ['self=b', 'x=a'],
    ]);
  });

  it('and defaults are values of the function around the definition', () => {
    const project = linked({ 'm.py': 'LIMIT = 3\ndef g(x, y=LIMIT):\n    pass\n' });
    const callee = functionAt(project, 'm.g');
    expect(project.defaultOf(callee, 0)).toBeNull();
    const given = project.defaultOf(callee, 1);
    expect(given?.caller.path).toBe('m');
    expect(given && project.typesOf(given.caller, given.value)).toEqual([
      { kind: 'external-instance', path: 'builtins.int' },
    ]);
  });
});
