/**
 * Finds runs of `qemu-img info` and `qemu-img convert` that leave the format of the source to the tool: as words of a command
 * without `-f`, and as calls of the functions that wrap it without their argument for the format.
 *
 * In order: a run behind an option by which an operator asked for it, and a wrapper that adds `-f` where it is given one.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { callsIn, instructionsWith } from '../../src/ir/definitions.ts';
import type { Build, Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { CallSite, FunctionTarget, Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';
import { isBehindOption } from '../../src/rules/questions/behind-option.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';
import type { Span } from '../../src/source/text.ts';

const TOOL = 'qemu-img';
/** What follows references inside of an image. */
const READING: ReadonlySet<string> = new Set(['info', 'convert', 'check', 'resize', 'measure']);
const WRAPPERS: ReadonlySet<string> = new Set(['image_info', 'qemu_img_info', 'convert_image']);
/** Modules outside of the tree whose wrappers guess when they are not told. */
const LIBRARIES = /^ironic_lib\.(qemu_img|disk_utils)\./;
const SOURCE_FORMAT = /^((source|src|in|input)_(format|fmt)|format|fmt)$/;

interface Guess {
  readonly span: Span;
  readonly what: string;
}

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) => guessesIn(project, fn).map((guess) => draftFor(rule.id, fn, guess)));
  return { findings, evidence: [] };
}

function guessesIn(project: Project, fn: ProjectFunction): readonly Guess[] {
  return [...commandsIn(fn.ir), ...wrappedIn(project, fn)];
}

/* ---- Words of a command ------------------------------------------------------------------------------------------ */

function commandsIn(fn: IrFunction): readonly Guess[] {
  const builds = instructionsWith(fn, 'build')
    .map(({ instruction }) => instruction)
    .filter((build) => build.kind === 'list' || build.kind === 'tuple');
  const commands = [...builds.map(wordsOfBuild), ...callsIn(fn).map(wordsOfCall)];
  const found = commands.flatMap(({ values, span }) => {
    const command = commandOf(values.map((value) => constantText(fn, value)));
    return command === null ? [] : [{ span, what: `\`${TOOL} ${command}\` runs without \`-f\`` }];
  });
  return found.length > 0 && namesFormat(fn) ? [] : found;
}

function wordsOfBuild({ elements, span }: Build): { values: readonly ValueId[]; span: Span } {
  return { values: elements.map((element) => element.value), span };
}

function wordsOfCall({ arguments: given, span }: Call): { values: readonly ValueId[]; span: Span } {
  return { values: given.filter((one) => one.kind === 'positional').map((one) => one.value), span };
}

/** 'convert' for the words `qemu-img convert …`, wherever in the command they stand. */
function commandOf(words: readonly (string | null)[]): string | null {
  const next = words[words.indexOf(TOOL) + 1];
  return words.includes(TOOL) && typeof next === 'string' && READING.has(next) ? next : null;
}

/** Some word of the function is `-f`: it knows how to tell the tool, and does so where it is told itself. */
function namesFormat(fn: IrFunction): boolean {
  return instructionsWith(fn, 'constant').some(({ instruction: { constant } }) =>
    constant.kind === 'string' ? ['-f', '--image-opts'].includes(constant.value) : false,
  );
}

/* ---- Functions around it ------------------------------------------------------------------------------------------- */

function wrappedIn(project: Project, fn: ProjectFunction): readonly Guess[] {
  return callsIn(fn.ir).flatMap((call) => {
    const name = calledName(fn.ir, call);
    if (!WRAPPERS.has(name)) return [];
    const site = project.siteOf(fn, call);
    if (!isUntold(project, site) || isBehindOption(fn.ir, site.block)) return [];
    return [{ span: call.span, what: `\`${name}\` is not told the format of its source` }];
  });
}

function isUntold(project: Project, site: CallSite): boolean {
  if (site.call.arguments.some((one) => one.kind === 'keyword' && SOURCE_FORMAT.test(one.name))) return false;
  return site.targets.some((target) =>
    target.kind === 'external' ? LIBRARIES.test(target.path) : leavesOut(project, site, target),
  );
}

/** The wrapper has a parameter for the format, and the call does not give it. */
function leavesOut(project: Project, site: CallSite, target: FunctionTarget): boolean {
  const index = target.function.ir.parameters.findIndex((parameter) => SOURCE_FORMAT.test(parameter.name));
  return index >= 0 && !project.bindArguments(site, target).some((binding) => binding.parameter === index);
}

function draftFor(rule: string, fn: ProjectFunction, { span, what }: Guess): FindingDraft {
  const message = `${what}: the image says itself what it is, and as a qcow2 or vmdk it can refer to any file that this process may read.`;
  return { rule, message, place: placeOf(fn, span) };
}
