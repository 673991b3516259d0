/**
 * Lowers classes: what makes them, their bodies, and what their constructors do for the fields.
 *
 * What JavaScript says by keywords the IR says by decorators, as Python does: a static method is a class method (its `this`
 * is the class), `get name()` a property.
 */
import { ts } from 'ts-morph';
import type { ValueId } from '../../../ir/ir.ts';
import { CONSTRUCTOR } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import { decoratorsOf, isInstanceField, isMethodField, isStatic } from '../binding/classes.ts';
import { hasModifier, staticName } from '../binding/definitions.ts';
import type { ClassDefinition, FunctionDefinition, MemberRole } from '../scopes.ts';
import { makeFunction } from './functions.ts';
import type { Lowering } from './lowering.ts';

export function lowerClassDeclaration(lowering: Lowering, node: ts.ClassDeclaration): void {
  const value = lowerClass(lowering, node);
  const span = lowering.span(node.name ?? node);
  lowering.write(node.name?.text ?? 'default', value, { span });
  if (hasModifier(node, ts.SyntaxKind.DefaultKeyword)) lowering.publishGlobal('default', value, span);
}

export function lowerClassExpression(lowering: Lowering, node: ts.ClassExpression): ValueId {
  const value = lowerClass(lowering, node);
  const { name } = node;
  const own = name === undefined ? null : lowering.bound.scopes.get(name)?.lookup(name.text);
  if (own && name !== undefined) lowering.writeVariable(own, value, { span: lowering.span(name) });
  return value;
}

function lowerClass(lowering: Lowering, node: ts.ClassLikeDeclaration): ValueId {
  const { builder } = lowering;
  const definition = lowering.bound.byNode.get(node);
  const span = definition?.nameSpan ?? lowering.span(node);
  if (definition === undefined) return lowering.none(span);
  const decorators = decoratorsOf(node).map((decorator) => lowering.value(decorator));
  const base = baseOf(node);
  const bases = base === null ? [] : [lowering.value(base)];
  const result = builder.fresh();
  return builder.define({
    op: 'make-class',
    span,
    result,
    function: definition.id,
    bases,
    keywords: [],
    decorators,
  });
}

function baseOf(node: ts.ClassLikeDeclaration): ts.Expression | null {
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  return clause?.types[0]?.expression ?? null;
}

/* ---- The body ---- */

export function lowerClassBody(lowering: Lowering, definition: ClassDefinition): void {
  if (definition.construction !== null) {
    const { id, nameSpan } = definition.construction;
    const made = makeFunction(lowering, id, { span: nameSpan, decorators: [] });
    storeMember(lowering, CONSTRUCTOR, { value: made, span: nameSpan });
  }
  for (const member of definition.node.members) lowerMember(lowering, member);
}

function lowerMember(lowering: Lowering, member: ts.ClassElement): void {
  if (ts.isConstructorDeclaration(member)) return;
  if (ts.isClassStaticBlockDeclaration(member)) lowering.statement(member.body);
  else if (ts.isMethodDeclaration(member) || ts.isAccessor(member)) lowerMethod(lowering, member, member);
  else if (ts.isPropertyDeclaration(member)) lowerField(lowering, member);
}

function lowerField(lowering: Lowering, field: ts.PropertyDeclaration): void {
  const { initializer } = field;
  if (initializer === undefined) return;
  if (isMethodField(field)) lowerMethod(lowering, field, initializer);
  else if (isStatic(field)) {
    const value = lowering.value(initializer);
    const name = staticName(field.name);
    if (name !== null) storeMember(lowering, name, { value, span: lowering.span(field.name) });
  }
}

/** `node` is what became the function: the member, or the value of a field. */
function lowerMethod(
  lowering: Lowering,
  member: ts.MethodDeclaration | ts.AccessorDeclaration | ts.PropertyDeclaration,
  node: ts.Node,
): void {
  const definition = lowering.bound.byNode.get(node);
  if (definition?.form !== 'function') return;
  const span = definition.nameSpan;
  const written = decoratorsOf(member).map((decorator) => lowering.value(decorator));
  const decorators = [...written, ...roleDecorators(lowering, definition.role, span)];
  const value = makeFunction(lowering, definition.id, { span, decorators });
  storeMember(lowering, staticName(member.name) ?? '', { value, span });
}

function roleDecorators(lowering: Lowering, role: MemberRole, span: Span): readonly ValueId[] {
  switch (role) {
    case 'static':
      return [lowering.imported('builtins', span, 'classmethod')];
    case 'getter':
      return [lowering.imported('builtins', span, 'property')];
    case 'setter':
      return [lowering.imported('builtins.property', span, 'setter')];
    default:
      return [];
  }
}

function storeMember(
  { builder }: Lowering,
  name: string,
  { value, span }: { readonly value: ValueId; readonly span: Span },
): void {
  if (name !== '') builder.emit({ op: 'store-name', span, scope: 'class', name, value });
}

/* ---- Construction ---- */

/** What a constructor does before its text: a class without a base sets its fields, one without a text calls its base. */
export function beginConstruction(lowering: Lowering, definition: FunctionDefinition): void {
  const owner = definition.parent;
  if (definition.role !== 'constructor' || owner?.form !== 'class') return;
  const isDerived = baseOf(owner.node) !== null;
  if (!isDerived) setFields(lowering);
  else if (ts.isClassLike(definition.node)) {
    const span = definition.nameSpan;
    const rest = lowering.builder.read(REST_ARGUMENTS);
    callBase(lowering, [{ kind: 'rest', value: rest }], span);
  }
}

/** The parameter of a constructor that is not written. */
export const REST_ARGUMENTS = 'argumentsGiven';

/** `super(…)`: runs the constructor of the base, then sets the fields. */
export function callBase(
  lowering: Lowering,
  given: { readonly kind: 'positional' | 'rest'; readonly value: ValueId }[],
  span: Span,
): ValueId {
  const { builder } = lowering;
  const callee = lowering.attribute(lowerSuper(lowering, span), CONSTRUCTOR, { span });
  const result = builder.fresh();
  builder.emit({ op: 'call', span, result, callee, arguments: given, calleeSpan: span });
  setFields(lowering);
  return result;
}

/** What `super` stands for: the instance, seen as one of the base. */
export function lowerSuper(lowering: Lowering, span: Span): ValueId {
  return lowering.call(lowering.imported('builtins', span, 'super'), [], span);
}

function setFields(lowering: Lowering): void {
  const { definition } = lowering;
  const owner = definition.parent;
  if (definition.form !== 'function' || definition.role !== 'constructor' || owner?.form !== 'class') return;
  for (const member of owner.node.members) {
    if (isInstanceField(member)) setField(lowering, member);
  }
  if (!ts.isClassLike(definition.node)) setParameterFields(lowering, definition.node.parameters);
}

function setField(lowering: Lowering, { name, initializer }: ts.PropertyDeclaration): void {
  if (initializer === undefined) return;
  const span = lowering.span(name);
  const value = lowering.value(initializer);
  const text = staticName(name);
  const { builder } = lowering;
  const object = lowering.read('this', span);
  if (text !== null) builder.emit({ op: 'store-attribute', span, object, name: text, value });
  else if (ts.isComputedPropertyName(name)) {
    builder.emit({ op: 'store-item', span, object, index: lowering.value(name.expression), value });
  }
}

/** `constructor(private client: Client)` */
function setParameterFields(lowering: Lowering, parameters: readonly ts.ParameterDeclaration[]): void {
  for (const parameter of parameters) {
    if ((ts.getModifiers(parameter)?.length ?? 0) === 0 || !ts.isIdentifier(parameter.name)) continue;
    const span = lowering.span(parameter.name);
    const object = lowering.read('this', span);
    const name = parameter.name.text;
    lowering.builder.emit({ op: 'store-attribute', span, object, name, value: lowering.read(name, span) });
  }
}
