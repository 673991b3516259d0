import { describe, expect, it } from 'vitest';
import type { Project } from '../../src/project/project.ts';
import { callLines, functionAt, linked, targetPaths } from './linked.ts';

function orderOf(project: Project, path: string): string[] {
  const owner = project.classAt(path);
  if (owner === null) throw new Error(`no class ${path}`);
  return owner.resolutionOrder.map((entry) => (entry.kind === 'class' ? entry.class.path : entry.path));
}

describe('method resolution order', () => {
  it('is C3', () => {
    const project = linked({
      'a.py':
        'class O: pass\nclass A(O): pass\nclass B(O): pass\nclass C(A, B): pass\nclass D(B): pass\nclass E(C, D): pass\n',
    });
    expect(orderOf(project, 'a.E')).toEqual(['a.E', 'a.C', 'a.A', 'a.D', 'a.B', 'a.O']);
  });

  it('puts external classes at the end and leaves object out', () => {
    const project = linked({
      'a.py': 'import ext\nclass A(ext.Base, object): pass\nclass B(object): pass\nclass C(A, B): pass\n',
    });
    expect(orderOf(project, 'a.C')).toEqual(['a.C', 'a.A', 'a.B', 'ext.Base']);
  });

  it('looks through metaclasses, generics and imports that may be one of two', () => {
    const project = linked({
      'a.py': `
import abc
import six
from typing import Generic, TypeVar
try:
    from fast import Loader
except ImportError:
    from slow import Loader
class Base(metaclass=abc.ABCMeta): pass
@six.add_metaclass(abc.ABCMeta)
class Old(six.with_metaclass(abc.ABCMeta, Base)): pass
class Typed(Generic[TypeVar('T')], Old): pass
class Loaded(Loader): pass
`,
    });
    expect(orderOf(project, 'a.Old')).toEqual(['a.Old', 'a.Base']);
    expect(orderOf(project, 'a.Typed')).toEqual(['a.Typed', 'a.Old', 'a.Base', 'typing.Generic']);
    expect(orderOf(project, 'a.Loaded')).toEqual(['a.Loaded', 'fast.Loader', 'slow.Loader']);
  });

  it('has an answer for code that Python would refuse', () => {
    const project = linked({
      'a.py': 'from b import B\nclass A(B): pass\nclass X: pass\nclass Y(X): pass\nclass Z(X, Y): pass\n',
      'b.py': 'from a import A\nclass B(A): pass\n',
    });
    expect(orderOf(project, 'a.Z')).toEqual(['a.Z', 'a.X', 'a.Y']);
    expect(orderOf(project, 'a.A')[0]).toBe('a.A');
    expect(orderOf(project, 'b.B')[0]).toBe('b.B');
  });

  it('survives thousands of levels', () => {
    const levels = Array.from({ length: 3000 }, (_, index) => `class C${index + 1}(C${index}): pass\n`);
    const project = linked({ 'a.py': `class C0: pass\n${levels.join('')}` });
    expect(orderOf(project, 'a.C3000')[0]).toBe('a.C3000');
  });
});

const shapes = `
import abc
class Power(abc.ABC):
    def set_power(self, task):
        self.validate(task)
    def validate(self, task):
        pass
    @property
    def name(self):
        return 'x'
    @name.setter
    def name(self, value):
        pass
    @classmethod
    def make(cls):
        return cls()
    @staticmethod
    def check(value):
        return value
class Ipmi(Power):
    def validate(self, task):
        super().validate(task)
class Redfish(Power):
    def validate(self, task):
        super(Redfish, self).validate(task)
`;

describe('the class hierarchy answers', () => {
  const project = linked({ 'p.py': shapes });

  it('bindings, and the getter for a property with a setter', () => {
    const owner = project.classAt('p.Power');
    const bindings = [...(owner?.methods ?? [])].map(([name, method]) => `${name} ${method.binding}`);
    expect(bindings).toEqual([
      'set_power method',
      'validate method',
      'name property',
      'make class-method',
      'check static-method',
    ]);
    expect(owner?.methods.get('name')?.decorators).toEqual(['builtins.property']);
  });

  it('overrides, subclasses and subclass tests', () => {
    expect(project.overridesOf(functionAt(project, 'p.Power.validate')).map(({ path }) => path)).toEqual([
      'p.Power.validate',
      'p.Ipmi.validate',
      'p.Redfish.validate',
    ]);
    expect(project.subclassesOf('abc.ABC').map(({ name }) => name)).toEqual(['Power', 'Ipmi', 'Redfish']);
    expect(project.isSubclass('p.Ipmi', 'abc.ABC')).toBe(true);
    expect(project.isSubclass('p.Power', 'p.Ipmi')).toBe(false);
    const redfish = project.classAt('p.Redfish');
    expect(redfish && project.methodOf(redfish, 'set_power')?.path).toBe('p.Power.set_power');
  });

  it('self calls with every override, super calls with the next in the order', () => {
    expect(targetPaths(project, 'p.Power.set_power')).toEqual([
      'p.Ipmi.validate',
      'p.Power.validate',
      'p.Redfish.validate',
    ]);
    expect(callLines(project, 'p.Ipmi.validate')[1]).toBe(
      'super().validate(task) -> p.Power.validate (direct, self=self; task)',
    );
    expect(callLines(project, 'p.Redfish.validate')[1]).toBe(
      'super().validate(task) -> p.Power.validate (direct, self=self; task)',
    );
  });

  it('names of a target with those of the methods that it overrides', () => {
    const [site] = project.callsOf(functionAt(project, 'p.Power.set_power'));
    const ipmi = site?.targets[0];
    expect(ipmi && project.namesOf(ipmi)).toEqual([
      'p.Ipmi.validate',
      'p.Power.validate',
      'abc.ABC.validate',
    ]);
  });
});

describe('super in a mixin', () => {
  it('finds what stands behind it in a subclass', () => {
    const project = linked({
      'a.py': `
class Mixin:
    def stop(self):
        super().stop()
        self.close()
class Base:
    def stop(self): pass
    def close(self): pass
class Both(Mixin, Base): pass
`,
    });
    expect(targetPaths(project, 'a.Mixin.stop', 1)).toEqual(['a.Base.stop']);
    expect(targetPaths(project, 'a.Mixin.stop', 2)).toEqual(['a.Base.close']);
  });
});
