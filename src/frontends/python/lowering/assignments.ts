/** Lowers assignments: names, attributes, items, unpacking, in place, and `del`. */
import type { TypeExpression, ValueId } from '../../../ir/ir.ts';
import type { AssignStatement, AugmentedStatement, Expression, SequenceExpression } from '../syntax.ts';
import type { Lowering } from './lowering.ts';

export function lowerAssign(lowering: Lowering, statement: AssignStatement): void {
  const value = lowering.value(statement.value);
  const { annotation } = statement;
  for (const target of statement.targets) write(lowering, target, { value, annotation });
}

/** Writes `value` to the target; what is no target (damaged text) takes nothing. */
export function assign(lowering: Lowering, target: Expression, value: ValueId): void {
  write(lowering, target, { value, annotation: null });
}

interface Written {
  readonly value: ValueId;
  readonly annotation: TypeExpression | null;
}

function write(lowering: Lowering, target: Expression, { value, annotation }: Written): void {
  const { builder } = lowering;
  const { span } = target;
  switch (target.kind) {
    case 'name':
      lowering.write(target, value, annotation);
      return;
    case 'attribute': {
      const object = lowering.value(target.object);
      const store = { op: 'store-attribute', span, object, name: target.name, value } as const;
      builder.emit(annotation === null ? store : { ...store, annotation });
      return;
    }
    case 'subscript': {
      const object = lowering.value(target.object);
      const index = lowering.value(target.index);
      builder.emit({ op: 'store-item', span, object, index, value });
      return;
    }
    case 'tuple':
    case 'list':
      unpack(lowering, target, value);
      return;
    case 'starred':
      assign(lowering, target.value, value);
      return;
    default:
      return;
  }
}

/** All elements are taken before the first one is written, as in Python. */
function unpack(lowering: Lowering, target: SequenceExpression, source: ValueId): void {
  const { builder } = lowering;
  const count = target.elements.length;
  const star = target.elements.findIndex((element) => element.kind === 'starred');
  const starred = star < 0 ? null : star;
  const values = target.elements.map(({ span }, index) =>
    builder.define({ op: 'unpack', span, result: builder.fresh(), source, index, count, starred }),
  );
  target.elements.forEach((element, index) => {
    const value = values[index];
    if (value !== undefined) assign(lowering, element, value);
  });
}

/** `x.y += z` evaluates x once, reads its y, evaluates z, and writes y. */
export function lowerAugmented(lowering: Lowering, statement: AugmentedStatement): void {
  const { builder } = lowering;
  const { target, span } = statement;
  const combine = (left: ValueId) => {
    const right = lowering.value(statement.value);
    const { operator } = statement;
    const operands = [left, right];
    return builder.define({
      op: 'operator',
      span,
      result: builder.fresh(),
      operator,
      operands,
      inPlace: true,
    });
  };
  if (target.kind === 'attribute') {
    const object = lowering.value(target.object);
    const { name, nameSpan } = target;
    const result = builder.fresh();
    const old = builder.define({ op: 'attribute', span: target.span, result, object, name, nameSpan });
    builder.emit({ op: 'store-attribute', span: target.span, object, name, value: combine(old) });
  } else if (target.kind === 'subscript') {
    const object = lowering.value(target.object);
    const index = lowering.value(target.index);
    const old = builder.define({ op: 'item', span: target.span, result: builder.fresh(), object, index });
    builder.emit({ op: 'store-item', span: target.span, object, index, value: combine(old) });
  } else {
    assign(lowering, target, combine(lowering.value(target)));
  }
}

export function lowerDelete(lowering: Lowering, target: Expression): void {
  const { builder } = lowering;
  const { span } = target;
  if (target.kind === 'name') {
    lowering.unbind(target);
  } else if (target.kind === 'attribute') {
    const object = lowering.value(target.object);
    builder.emit({ op: 'delete-attribute', span, object, name: target.name });
  } else if (target.kind === 'subscript') {
    const object = lowering.value(target.object);
    builder.emit({ op: 'delete-item', span, object, index: lowering.value(target.index) });
  }
}
