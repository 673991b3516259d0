/**
 * Finds connections whose certificate check the code itself switches off: by a constant argument, by leaving out the argument
 * without which a client checks nothing, by an option of a command line, by a default of an option.
 *
 * Which argument decides stands in the models (`verification`). What an operator chose is in order, whatever it is.
 */
import { instructionOf, instructionsWith, usesOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, StoreAttribute, ValueId } from '../../src/ir/ir.ts';
import type { VerificationModel } from '../../src/models/model.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf, shortName } from '../../src/rules/failure-trace.ts';
import { constantText, givenArgument } from '../../src/rules/questions/arguments.ts';
import { plainAddresses, type Unchecked } from './plain-http.ts';

/** Words of command lines that switch the check off. */
const switchingOff = new Set([
  '--tls-verify=false',
  '--insecure',
  '--no-check-certificate',
  '--no-verify-ssl',
  '--no-check-tls',
  '--src-tls-verify=false',
  '--dest-tls-verify=false',
  '--cert-verify=false',
  '--insecure-skip-tls-verify',
]);
/** `-k` means that to this program only. */
const shortSwitch = '-k';
const programsWithShortSwitch = new Set(['curl', '/usr/bin/curl']);
/** Functions whose string arguments name options instead of using them. */
const declares = /(?:add_argument|add_option|Opt|option|argument)$/;
const spokenOf = /verify|insecure|tls|ssl|cert/i;
const transportOption = /(?:verify|check).*(?:ca|cert|ssl|tls|host)|(?:ssl|tls|cert).*verify/;
const openOption = /(?:^|_)insecure$/;

export function check(context: RuleContext): RuleResult {
  const { rule, scope } = context;
  const found = scope.flatMap((fn) => [
    ...context.project.callsOf(fn).flatMap((site) => uncheckedCalls(context, site)),
    ...uncheckedStores(context, fn),
    ...commandWords(fn),
    ...plainAddresses(context, fn),
  ]);
  return { findings: found.map((draft) => ({ rule: rule.id, ...draft })), evidence: [] };
}

/* ---- Arguments ------------------------------------------------------------------------------------------------ */

function uncheckedCalls(context: RuleContext, site: CallSite): readonly Unchecked[] {
  const { models, project } = context;
  for (const target of site.targets) {
    if (target.kind !== 'external') continue;
    if (target.path === 'ssl._create_unverified_context') return [unverifiedContext(site)];
    if (/(?:^|\.)cfg\.BoolOpt$/.test(target.path)) return openDefault(site);
    const api = models.apisNamed(project.namesOf(target)).find((each) => each.verification !== null);
    const verification = api?.verification ?? null;
    if (verification !== null) return decidedBy(site, verification, shortName(target.path));
  }
  return [];
}

function unverifiedContext({ caller, call }: CallSite): Unchecked {
  return {
    message: 'This TLS context accepts every certificate, and nothing lets an operator ask for more.',
    place: placeOf(caller, call.span),
  };
}

function decidedBy(site: CallSite, verification: VerificationModel, name: string): readonly Unchecked[] {
  const { caller, call } = site;
  const { selector } = verification;
  const given = givenArgument(call, selector);
  const word = selector.kind === 'argument' ? selector.name : null;
  switch (given.kind) {
    case 'passed-on':
      return [];
    case 'absent':
      if (verification.byDefault) return [];
      return [
        {
          message: `\`${name}\` is created without \`${word}\`, and then does not check the certificate of the management controller: whoever answers at its address gets the credentials.`,
          place: placeOf(caller, call.span),
        },
      ];
    case 'given':
      return writtenAs(caller.ir, given.value) === verification.off
        ? [offByConstant(site, given.value, `${word}`)]
        : [];
  }
}

/** A constant, or the last word of a library's name for one: `CERT_NONE` of `ssl.CERT_NONE`. */
function writtenAs(fn: IrFunction, value: ValueId): string | null {
  const instruction = instructionOf(fn, value);
  return instruction?.op === 'attribute' ? instruction.name : constantText(fn, value);
}

function offByConstant({ caller, call }: CallSite, value: ValueId, word: string): Unchecked {
  const written = instructionOf(caller.ir, value);
  return {
    message: `\`${word}\` switches the certificate check off for good: no option turns it on, and whoever sits on the way can answer.`,
    place: placeOf(caller, written?.span ?? call.span),
  };
}

/** `cfg.BoolOpt('insecure', default=True)` and `cfg.BoolOpt('verify_ca', default=False)`. */
function openDefault({ caller, call }: CallSite): readonly Unchecked[] {
  const named = givenArgument(call, { kind: 'argument', position: 0, name: 'name' });
  const byDefault = givenArgument(call, { kind: 'argument', position: null, name: 'default' });
  if (named.kind !== 'given' || byDefault.kind !== 'given') return [];
  const name = constantText(caller.ir, named.value) ?? '';
  const value = constantText(caller.ir, byDefault.value);
  const isOpen =
    (openOption.test(name) && value === 'true') || (transportOption.test(name) && value === 'false');
  if (!isOpen) return [];
  return [
    {
      message: `The option \`${name}\` leaves certificates unchecked unless an operator changes it.`,
      place: placeOf(caller, instructionOf(caller.ir, byDefault.value)?.span ?? call.span),
    },
  ];
}

/* ---- Attributes ----------------------------------------------------------------------------------------------- */

/** `session.verify = False`, `context.check_hostname = False`, `context.verify_mode = ssl.CERT_NONE`. */
function uncheckedStores(context: RuleContext, fn: ProjectFunction): readonly Unchecked[] {
  return instructionsWith(fn.ir, 'store-attribute')
    .filter(({ instruction }) => storesOff(context, fn, instruction) && !isChosen(fn.ir))
    .map(({ instruction }) => ({
      message: `\`${instruction.name}\` switches the certificate check off for good: no option turns it on.`,
      place: placeOf(fn, instruction.span),
    }));
}

function storesOff({ project }: RuleContext, fn: ProjectFunction, store: StoreAttribute): boolean {
  const isFalse = constantText(fn.ir, store.value) === 'false';
  switch (store.name) {
    case 'verify':
      return isFalse && isOne(project.typesOf(fn, store.object), 'requests.Session');
    case 'check_hostname':
      return isFalse;
    case 'verify_mode':
      return project.pathsOf(fn, store.value).includes('ssl.CERT_NONE');
    default:
      return false;
  }
}

function isOne(types: ReturnType<RuleContext['project']['typesOf']>, path: string): boolean {
  return types.some((type) => type.kind === 'external-instance' && type.path === path);
}

/* ---- Command lines -------------------------------------------------------------------------------------------- */

function commandWords(fn: ProjectFunction): readonly Unchecked[] {
  const words = instructionsWith(fn.ir, 'constant').flatMap(({ instruction }) => {
    if (instruction.constant.kind !== 'string') return [];
    const { value } = instruction.constant;
    const isWord = switchingOff.has(value)
      ? isUsed(fn.ir, instruction.result)
      : value === shortSwitch && isBesideProgram(fn.ir, instruction.result);
    return isWord ? [{ value, span: instruction.span }] : [];
  });
  if (words.length === 0 || isChosen(fn.ir)) return [];
  return words.map(({ value, span }) => ({
    message: `\`${value}\` switches the certificate check off wherever nobody overrides it.`,
    place: placeOf(fn, span),
  }));
}

/** A word of a list, or an argument of a call that does not just declare an option. */
function isUsed(fn: IrFunction, word: ValueId): boolean {
  return usesOf(fn, word).some((use) => {
    if (use.kind !== 'instruction') return false;
    if (use.instruction.op === 'build') return use.instruction.kind !== 'string';
    return use.instruction.op === 'call' && !declares.test(calleeName(fn, use.instruction));
  });
}

function isBesideProgram(fn: IrFunction, word: ValueId): boolean {
  return usesOf(fn, word).some((use) => {
    if (use.kind !== 'instruction') return false;
    const values = valuesBeside(use.instruction);
    const [program] = values;
    return program !== undefined && programsWithShortSwitch.has(constantText(fn, program) ?? '');
  });
}

function valuesBeside(instruction: { readonly op: string } | Call): readonly ValueId[] {
  if ('arguments' in instruction) return instruction.arguments.map((one) => one.value);
  if (instruction.op !== 'build' || !('elements' in instruction)) return [];
  return (instruction.elements as readonly { readonly value: ValueId }[]).map((element) => element.value);
}

function calleeName(fn: IrFunction, call: Call): string {
  const callee = instructionOf(fn, call.callee);
  return callee?.op === 'attribute' || callee?.op === 'load-global' ? callee.name : '';
}

/** A branch of the function speaks of the check: somebody chooses. */
function isChosen(fn: IrFunction): boolean {
  if (fn.kind === 'module' || fn.kind === 'class') return false;
  return fn.blocks.some(
    ({ terminator }) =>
      terminator.op === 'branch' &&
      spokenWords(fn, terminator.condition, 4).some((word) => spokenOf.test(word)),
  );
}

function spokenWords(fn: IrFunction, value: ValueId, depth: number): readonly string[] {
  const instruction = instructionOf(fn, value);
  if (instruction === undefined || depth === 0) return [];
  switch (instruction.op) {
    case 'attribute':
      return [instruction.name, ...spokenWords(fn, instruction.object, depth - 1)];
    case 'load-global':
    case 'load-cell':
      return [instruction.name];
    case 'parameter':
      return [fn.parameters[instruction.index]?.name ?? ''];
    case 'constant':
      return [constantText(fn, value) ?? ''];
    case 'operator':
      return instruction.operands.flatMap((operand) => spokenWords(fn, operand, depth - 1));
    case 'item':
      return [instruction.object, instruction.index].flatMap((part) => spokenWords(fn, part, depth - 1));
    case 'call':
      return [instruction.callee, ...instruction.arguments.map((one) => one.value)].flatMap((part) =>
        spokenWords(fn, part, depth - 1),
      );
    default:
      return [];
  }
}
