/**
 * Finds names that nothing defines:
 *
 * - **variable**: a name that neither its module nor the language has;
 * - **module**: an attribute, or an imported name, that a module of the tree does not have;
 * - **object**: an attribute that no object of the class, or of one below it, has, `self` included;
 * - **logger**: a method that loggers do not have.
 *
 * Where the text does not show all names (star imports, unknown bases, `setattr`) nothing is said.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Attribute, Block, Import, Instruction, ValueId } from '../../src/ir/ir.ts';
import { isBuiltin, isModuleString } from '../../src/project/language.ts';
import type { ProjectFunction, ProjectModule, Type } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { boundNames } from '../../src/rules/questions/bound-names.ts';
import { clausesOf } from '../../src/rules/questions/handlers.ts';
import { isStoredSomewhere, surelyLacks } from '../../src/rules/questions/members.ts';
import { dottedText } from '../../src/rules/questions/spelling.ts';

/** `log` is the module of the library as a rule. */
const LOGGER = /^_?(?:LOG|LOGGER|logger)$/;
const LOGGER_METHODS = new Set(
  'addFilter addHandler audit callHandlers conf critical debug deprecated disabled error exception extra fatal filter filters findCaller getChild getEffectiveLevel handle handlers hasHandlers info isEnabledFor level log logger makeRecord manager name notset parent process propagate removeFilter removeHandler root setLevel trace warn warning'.split(
    ' ',
  ),
);
/** Clauses that show that the author reckons with the absence. */
const EXPECTING = new Set(['AttributeError', 'NameError', 'ImportError', 'ModuleNotFoundError']);

export function check(context: RuleContext): RuleResult {
  return { findings: context.scope.flatMap((fn) => draftsIn(context, fn)), evidence: [] };
}

function draftsIn(context: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  return fn.ir.blocks.flatMap((block) =>
    block.instructions.flatMap((instruction) => {
      const message = messageFor(context, fn, instruction);
      if (message === null || isExpected(fn, block)) return [];
      const span = instruction.op === 'attribute' ? instruction.nameSpan : instruction.span;
      return [{ rule: context.rule.id, message, place: placeOf(fn, span) }];
    }),
  );
}

function messageFor(context: RuleContext, fn: ProjectFunction, instruction: Instruction): string | null {
  switch (instruction.op) {
    case 'load-global':
      return ofVariable(fn, instruction.name);
    case 'import':
      return ofImport(context, fn, instruction);
    case 'attribute':
      return ofAttribute(context, fn, instruction);
    default:
      return null;
  }
}

/** Somewhere around it a clause names the error that a missing name raises. */
function isExpected(fn: ProjectFunction, block: Block): boolean {
  let { handler } = block;
  for (let steps = 0; handler !== null && steps <= fn.ir.blocks.length; steps++) {
    const at = handler;
    const clauses = clausesOf(fn.ir).filter((clause) => clause.handler === at);
    if (clauses.some((clause) => clause.names.some((name) => EXPECTING.has(name)))) return true;
    handler = fn.ir.blocks[at]?.handler ?? null;
  }
  return false;
}

function ofVariable(fn: ProjectFunction, name: string): string | null {
  if (isBuiltin(name) || isModuleString(name) || /^__.*__$/.test(name)) return null;
  const names = boundNames(fn.module);
  if (names === null || names.has(name)) return null;
  return `Nothing defines \`${name}\` in this module: the line fails with a NameError when it is run.`;
}

function ofImport({ project }: RuleContext, fn: ProjectFunction, instruction: Import): string | null {
  const { member, module, level } = instruction;
  if (member === null || member === '*' || level > 0) return null;
  const owner = project.moduleNamed(module);
  return owner === null || owner === fn.module ? null : ofModule({ project }, owner, member);
}

function ofModule(
  { project }: Pick<RuleContext, 'project'>,
  owner: ProjectModule,
  name: string,
): string | null {
  if (isPackage(owner) || /^__.*__$/.test(name) || project.moduleNamed(`${owner.name}.${name}`) !== null)
    return null;
  const names = boundNames(owner);
  if (names === null || names.has(name) || isStoredSomewhere(project, name)) return null;
  return `\`${owner.name}\` has no \`${name}\`: the line fails with an AttributeError or ImportError when it is run.`;
}

/** Whatever lies below a package becomes its attribute when somebody imports it. */
function isPackage(module: ProjectModule): boolean {
  return /(?:^|\/)__init__\.\w+$/.test(module.ir.path);
}

function ofAttribute(context: RuleContext, fn: ProjectFunction, instruction: Attribute): string | null {
  const logger = ofLogger(fn, instruction);
  if (logger !== null) return logger;
  const types = context.project.typesOf(fn, instruction.object);
  if (types.some(({ kind }) => kind === 'instance') && !isKnownObject(context, fn, instruction.object))
    return null;
  if (types.some(({ kind }) => kind === 'module') && !isImportedAs(context, fn, instruction.object))
    return null;
  const messages = types.map((type) => ofType(context, type, instruction.name));
  const [first] = messages;
  return first === undefined || messages.includes(null) ? null : first;
}

/** The value is a module under the name of its own: conventions take some modules of libraries for those of the tree. */
function isImportedAs({ project }: RuleContext, fn: ProjectFunction, object: ValueId): boolean {
  const named = instructionOf(fn.ir, object);
  const imported =
    named?.op === 'load-global' ? importsOf(fn.module, named.name) : named?.op === 'import' ? [named] : [];
  const paths = imported.map(({ module, member, level }) =>
    level > 0 ? null : member === null ? module : `${module}.${member}`,
  );
  const modules = project
    .typesOf(fn, object)
    .flatMap((type) => (type.kind === 'module' ? [type.module.name] : []));
  const written = named?.op === 'attribute' ? dottedText(fn.ir, object) : null;
  if (written !== null) return modules.includes(written);
  return paths.length > 0 && paths.every((path) => path !== null && modules.includes(path));
}

/** The imports that bind a name anywhere in the module's body. */
function importsOf(module: ProjectModule, name: string): readonly Import[] {
  const body = module.ir.functions[0];
  if (body === undefined) return [];
  return body.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one) => {
      const value = one.op === 'store-name' && one.name === name ? instructionOf(body, one.value) : undefined;
      return value?.op === 'import' ? [value] : [];
    }),
  );
}

/** `self`, what a constructor made, what a clause caught: the class of a parameter is no more than a claim. */
function isKnownObject({ project }: RuleContext, fn: ProjectFunction, object: ValueId): boolean {
  const made = instructionOf(fn.ir, object);
  if (made?.op === 'catch') return true;
  if (made?.op === 'parameter') return made.index === 0 && fn.ir.parameters[0]?.name === 'self';
  if (made?.op !== 'call') return false;
  const { targets } = project.siteOf(fn, made);
  return targets.length > 0 && targets.every(({ via }) => via === 'construct');
}

function ofType(context: RuleContext, type: Type, name: string): string | null {
  if (type.kind === 'module') return ofModule(context, type.module, name);
  if (type.kind !== 'instance' || !surelyLacks(context.project, type.class, name)) return null;
  return `No \`${type.class.name}\` has \`${name}\`: the line fails with an AttributeError when it is run.`;
}

function ofLogger(fn: ProjectFunction, { object, name }: Attribute): string | null {
  const named = instructionOf(fn.ir, object);
  if (named?.op !== 'load-global' || !LOGGER.test(named.name) || LOGGER_METHODS.has(name)) return null;
  return `Loggers have no \`${name}\`: the line fails with an AttributeError in place of the record.`;
}
