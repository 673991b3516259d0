/**
 * Finds options that hold a secret and are declared without `secret=True`.
 *
 * `oslo.config` prints all options of a service when it starts with debug logging; marked ones are masked. Only options
 * whose value is text are asked about: a switch or a number is no secret.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { callsIn, instructionOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { CallSite } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText, givenArgument } from '../../src/rules/questions/arguments.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';
import { holdsLogin, holdsSecret } from './names.ts';

const textOptions = new Set(['StrOpt', 'Opt', 'MultiStrOpt', 'ListOpt', 'DictOpt', 'MultiOpt', 'URIOpt']);
const library = /^oslo[._]config\.cfg\./;

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope
    .filter((fn) => namesTextOption(fn.ir))
    .flatMap((fn) => project.callsOf(fn))
    .flatMap((site) => draftsFor(rule.id, site));
  return { findings, evidence: [] };
}

function namesTextOption(fn: IrFunction): boolean {
  return callsIn(fn).some((call) => textOptions.has(calledName(fn, call)));
}

function draftsFor(rule: string, site: CallSite): readonly FindingDraft[] {
  const { caller, call } = site;
  const fn = caller.ir;
  if (!isDeclaration(site) || isMarked(fn, call) || isNoText(fn, call)) return [];
  const name = argumentText(fn, call, { position: 0, name: 'name' });
  const held = heldBy(fn, call, name);
  if (held === null) return [];
  const message = `The option \`${name}\` ${held} and is not marked with \`secret=True\`: whoever reads a log in which the options are listed reads its value.`;
  return [{ rule, message, place: placeOf(caller, call.span) }];
}

/** What the option holds, in words; null: no secret. */
function heldBy(fn: IrFunction, call: Call, name: string): string | null {
  if (name === '') return null;
  if (holdsSecret(name, argumentText(fn, call, { position: null, name: 'help' }))) return 'holds a secret';
  const isLogin = holdsLogin(name, argumentText(fn, call, { position: null, name: 'default' }));
  return isLogin ? 'is an address that may hold a user name and a password' : null;
}

function isDeclaration({ caller, call, targets }: CallSite): boolean {
  if (!textOptions.has(calledName(caller.ir, call))) return false;
  return targets.some((target) => target.kind === 'external' && library.test(target.path));
}

/** Also where what marks it is not a constant, or comes in a `**kwargs`. */
function isMarked(fn: IrFunction, call: Call): boolean {
  const secret = givenArgument(call, { kind: 'argument', position: null, name: 'secret' });
  switch (secret.kind) {
    case 'absent':
      return false;
    case 'passed-on':
      return true;
    case 'given':
      return constantText(fn, secret.value) !== 'false';
  }
}

/** One of a list of words, or of a type that is no text. */
function isNoText(fn: IrFunction, call: Call): boolean {
  const choices = givenArgument(call, { kind: 'argument', position: null, name: 'choices' });
  if (choices.kind === 'given') return true;
  const type = givenArgument(call, { kind: 'argument', position: 1, name: 'type' });
  if (calledName(fn, call) !== 'Opt' || type.kind !== 'given') return false;
  const made = instructionOf(fn, type.value);
  const name = made?.op === 'call' ? calledName(fn, made) : '';
  return ['Boolean', 'Integer', 'Float', 'Number', 'Port'].includes(name);
}

function argumentText(
  fn: IrFunction,
  call: Call,
  selector: { readonly position: number | null; readonly name: string },
): string {
  const given = givenArgument(call, { kind: 'argument', ...selector });
  return given.kind === 'given' ? textOf(fn, given.value) : '';
}

/** The beginning of a text: of `_('Password')`, and of `'Password ' + more`. */
function textOf(fn: IrFunction, value: ValueId): string {
  let at = value;
  for (let step = 0; step < 4; step += 1) {
    const instruction = instructionOf(fn, at);
    if (instruction?.op === 'constant') return constantText(fn, at) ?? '';
    const next = instruction?.op === 'call' ? instruction.arguments[0]?.value : firstOperand(instruction);
    if (next === undefined) return '';
    at = next;
  }
  return '';
}

function firstOperand(instruction: ReturnType<typeof instructionOf>): ValueId | undefined {
  return instruction?.op === 'operator' ? instruction.operands[0] : undefined;
}
