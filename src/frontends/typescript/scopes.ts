/**
 * Which variable a name means, by the rules of ECMAScript: `var` and parameters belong to a function, `let`, `const`,
 * `class` and `function` to a block.
 *
 * Terms
 * - **definition**: what becomes a function of the IR: the module, a class body, a function of any form.
 * - **variable**: one binding; its `name` is unique inside of its definition, so `let x` in an inner block is `x#2`.
 * - **captured**: a nested function reads or writes it; **rewritten**: a nested function writes it.
 *
 * Worked example: in `function f(x) { for (const x of xs) g(() => x); }` the parameter is `x`, the constant is `x#2`; the
 * arrow function captures the second.
 */
import type { ts } from 'ts-morph';
import type { FunctionId, FunctionKind, TypeExpression } from '../../ir/ir.ts';
import type { Span } from '../../source/text.ts';

export interface Variable {
  readonly name: string;
  readonly owner: Definition;
  captured: boolean;
  rewritten: boolean;
  /** The function that a declaration `function name() {}` binds to it. */
  declares: Definition | null;
}

export type Definition = ModuleDefinition | ClassDefinition | FunctionDefinition;

interface Common {
  readonly id: FunctionId;
  readonly kind: FunctionKind;
  readonly name: string;
  readonly qualifiedName: string;
  readonly parent: Definition | null;
  readonly span: Span;
  readonly nameSpan: Span;
  /** Of its parameters and of the block that is its body. */
  readonly scope: BlockScope;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** How often each name was declared in it. */
  readonly declared: Map<string, number>;
}

export interface ModuleDefinition extends Common {
  readonly form: 'module';
  readonly node: ts.SourceFile;
}

export interface ClassDefinition extends Common {
  readonly form: 'class';
  readonly node: ts.ClassLikeDeclaration;
  /** Of the constructor: written, or made for the fields; set when the members are known. */
  construction: FunctionDefinition | null;
}

/** What a member of a class is; null for a function that is no member. */
export type MemberRole = 'constructor' | 'method' | 'static' | 'getter' | 'setter' | null;

export interface FunctionDefinition extends Common {
  readonly form: 'function';
  /** The class itself for a constructor that is not written. */
  readonly node: FunctionNode | ts.ClassLikeDeclaration;
  readonly role: MemberRole;
  /** The variable that `this` is here; null where it is that of the function around. */
  readonly self: Variable | null;
  readonly returnAnnotation: TypeExpression | null;
  usesSelf: boolean;
  /** Names of what a framework passes for the parameters; set when registrations are known. */
  injected: readonly string[] | null;
  /** It is called with `new`, by the framework: it answers its `this`. */
  isConstructor: boolean;
}

export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.GetAccessorDeclaration
  | ts.SetAccessorDeclaration;

/** The variables of one block, and of the blocks around it. */
export class BlockScope {
  readonly parent: BlockScope | null;
  private readonly variables = new Map<string, Variable>();
  private around: Definition | null = null;

  constructor(parent: BlockScope | null, definition: Definition | null = null) {
    this.parent = parent;
    this.around = definition;
  }

  get definition(): Definition {
    if (this.around === null) throw new Error('a scope without a definition');
    return this.around;
  }

  /** Called once, by whoever makes the definition whose scope this is. */
  belongTo(definition: Definition): void {
    this.around = definition;
  }

  declare(name: string): Variable {
    const known = this.variables.get(name);
    if (known !== undefined) return known;
    const owner = this.definition;
    const count = (owner.declared.get(name) ?? 0) + 1;
    owner.declared.set(name, count);
    const unique = count === 1 ? name : `${name}#${count}`;
    const variable = { name: unique, owner, captured: false, rewritten: false, declares: null };
    this.variables.set(name, variable);
    return variable;
  }

  lookup(name: string): Variable | null {
    for (let scope: BlockScope | null = this; scope !== null; scope = scope.parent) {
      const variable = scope.variables.get(name);
      if (variable !== undefined) return variable;
    }
    return null;
  }
}

/** Notes that a name is used in a scope: what nested functions share becomes captured. */
export function noteUse(scope: BlockScope, name: string, writes: boolean): void {
  const variable = scope.lookup(name);
  if (variable === null || variable.owner === scope.definition) return;
  variable.captured = true;
  if (writes) variable.rewritten = true;
}
