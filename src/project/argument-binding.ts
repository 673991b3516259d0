/**
 * Which argument becomes which parameter, as Python binds them.
 *
 * Worked example: `f(a, *rest, k=b, **more)` against `def f(x, y, *others, k, **extra)`: x is a; y and others receive elements
 * of rest; k is b; what `more` holds under 'y' goes to y, the rest of it becomes entries of extra.
 *
 * Where a call passes `*values`, every later positional parameter that nothing else fills may receive an element.
 */
import type { Argument, Parameter, ValueId } from '../ir/ir.ts';
import type { LinkedFunction } from './program.ts';
import type { Binding, FunctionTarget, ProjectFunction } from './project.ts';

const boundTargets = new WeakMap<FunctionTarget, readonly Binding[]>();

/** Bindings of a target's parameters to values of the caller, in the order of the parameters. */
export function bindTarget(target: FunctionTarget): readonly Binding[] {
  const known = boundTargets.get(target);
  if (known !== undefined) return known;
  const bindings = findBindings(target);
  boundTargets.set(target, bindings);
  return bindings;
}

function findBindings(target: FunctionTarget): readonly Binding[] {
  const { receiver, skipped, function: callee } = target;
  const given = bindCall(callee, target.arguments, skipped + (receiver === null ? 0 : 1));
  if (receiver === null || callee.ir.parameters.length === 0) return given;
  return [whole(0, receiver), ...given];
}

/** Parameters that are filled before the arguments of the call. */
export function parameterOffset(bound: boolean): number {
  return bound ? 1 : 0;
}

/** Binds arguments from the parameter at `offset` on. */
export function bindCall(
  callee: ProjectFunction | LinkedFunction,
  given: readonly Argument[],
  offset: number,
): readonly Binding[] {
  return new Binder(callee.ir.parameters, offset).bind(given);
}

function whole(parameter: number, value: ValueId): Binding {
  return { parameter, value, element: false, into: false, key: null };
}

/** Where arguments of each kind may go; the same for every call of a function. */
interface Shape {
  /** Indexes of the parameters that are passed by position. */
  readonly positional: readonly number[];
  /** Index of `*rest`, -1 for none. */
  readonly rest: number;
  /** Index of `**keywords`, -1 for none. */
  readonly keywords: number;
}

const shapes = new WeakMap<readonly Parameter[], Shape>();

function shapeOf(parameters: readonly Parameter[]): Shape {
  const known = shapes.get(parameters);
  if (known !== undefined) return known;
  const positional = parameters.flatMap(({ kind }, index) =>
    kind === 'normal' || kind === 'positional-only' ? [index] : [],
  );
  const shape = {
    positional,
    rest: parameters.findIndex(({ kind }) => kind === 'rest'),
    keywords: parameters.findIndex(({ kind }) => kind === 'keywords'),
  };
  shapes.set(parameters, shape);
  return shape;
}

class Binder {
  private readonly parameters: readonly Parameter[];
  private readonly bindings: Binding[] = [];
  private readonly filled = new Set<number>();
  private readonly shape: Shape;
  private readonly offset: number;
  /** Position among those that are passed by position. */
  private next: number;

  constructor(parameters: readonly Parameter[], offset: number) {
    this.parameters = parameters;
    this.offset = offset;
    this.next = offset;
    this.shape = shapeOf(parameters);
  }

  bind(given: readonly Argument[]): readonly Binding[] {
    for (const argument of given) if (argument.kind === 'positional') this.bindPositional(argument.value);
    for (const argument of given) {
      if (argument.kind === 'keyword') this.bindKeyword(argument.name, argument.value);
    }
    for (const argument of given) {
      if (argument.kind === 'rest') this.bindRest(argument.value);
      if (argument.kind === 'keywords') this.bindKeywords(argument.value);
    }
    return this.bindings.length < 2
      ? this.bindings
      : this.bindings.sort((one, other) => one.parameter - other.parameter);
  }

  private bindPositional(value: ValueId): void {
    const { positional, rest } = this.shape;
    const parameter = positional[this.next++];
    if (parameter !== undefined) this.fill(whole(parameter, value));
    else if (rest >= 0) this.add(rest, value, { element: false, into: true, key: null });
  }

  private bindKeyword(name: string, value: ValueId): void {
    const parameter = this.parameters.findIndex(
      (candidate) => candidate.name === name && takesKeyword(candidate),
    );
    if (parameter >= 0) this.fill(whole(parameter, value));
    else if (this.shape.keywords >= 0) {
      this.add(this.shape.keywords, value, { element: false, into: true, key: name });
    }
  }

  private bindRest(value: ValueId): void {
    const { positional, rest } = this.shape;
    for (let place = this.offset; place < positional.length; place++) {
      const parameter = positional[place];
      if (parameter === undefined || this.filled.has(parameter)) continue;
      const key = this.next === this.offset ? String(place - this.offset) : null;
      this.add(parameter, value, { element: true, into: false, key });
    }
    if (rest >= 0) this.add(rest, value, { element: true, into: true, key: null });
  }

  private bindKeywords(value: ValueId): void {
    this.parameters.forEach((parameter, index) => {
      if (index < this.offset || this.filled.has(index) || !takesKeyword(parameter)) return;
      this.add(index, value, { element: true, into: false, key: parameter.name });
    });
    const { keywords } = this.shape;
    if (keywords >= 0) this.add(keywords, value, { element: true, into: true, key: null });
  }

  private fill(binding: Binding): void {
    this.filled.add(binding.parameter);
    this.bindings.push(binding);
  }

  private add(parameter: number, value: ValueId, how: Pick<Binding, 'element' | 'into' | 'key'>): void {
    this.bindings.push({ parameter, value, element: how.element, into: how.into, key: how.key });
  }
}

function takesKeyword({ kind }: Parameter): boolean {
  return kind === 'normal' || kind === 'keyword-only';
}
