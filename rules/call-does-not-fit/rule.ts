/**
 * Finds calls whose arguments no target can bind: too many, too few, unknown names. Only functions of the tree are asked, and
 * only those whose signature no decorator changes; hooks and workers that are registered with their arguments count as called.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { CallSite, FunctionTarget, Project, ProjectClass } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { misfitOf } from '../../src/rules/questions/call-fit.ts';
import { isHiddenCleanup } from '../../src/rules/questions/hidden-cleanup.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';
import { keepsSignature } from '../../src/rules/questions/signatures.ts';

/** Calls that run what they are given with exactly the arguments that follow it. */
const REGISTERS = /^(?:_?spawn\w*|submit|set_spawn_error_hook|\w*LoopingCall)$/;
/** Bases outside of the tree that have no constructor of their own worth speaking of. */
const PLAIN_BASE = /^(?:builtins\.\w+|abc\.ABC)$/;

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    project.callsOf(fn).flatMap((site) => draftsFor(rule.id, project, site)),
  );
  return { findings, evidence: [] };
}

function draftsFor(rule: string, project: Project, site: CallSite): readonly FindingDraft[] {
  // cleanup-call-cannot-work has more to say there.
  if (isHiddenCleanup(site)) return [];
  const registers = REGISTERS.test(calledName(site.caller.ir, site.call));
  const deferred = site.targets.filter(isFunction).filter(({ via }) => via === 'callback' && registers);
  const direct = isNamed(site)
    ? site.targets.filter(({ via }) => via !== 'callback' && via !== 'remote-procedure')
    : [];
  return [direct, deferred].flatMap((targets) => draftFor(rule, project, { site, targets })).slice(0, 1);
}

/** The callee is called by its own name: a variable may hold it with arguments that it has got before. */
function isNamed({ caller, call, targets }: CallSite): boolean {
  const name = calledName(caller.ir, call);
  return targets.every(
    (target) =>
      target.kind === 'external' || name === target.function.ir.name || name === target.constructs?.name,
  );
}

interface Question {
  readonly site: CallSite;
  readonly targets: CallSite['targets'];
}

function draftFor(rule: string, project: Project, { site, targets }: Question): readonly FindingDraft[] {
  const functions = targets.filter(isFunction);
  const [first] = functions;
  if (first === undefined || functions.length < targets.length) return [];
  const misfits = functions.map(misfitOf);
  const [misfit] = misfits;
  if (misfit === undefined || misfits.includes(null)) return [];
  if (isThroughSuper(site) || !functions.every((target) => isPlain(project, target))) return [];
  const { caller, call } = site;
  const name = first.constructs?.name ?? first.function.ir.name;
  const when = first.deferred ? 'when it is run later' : 'when this line is run';
  return [
    {
      rule,
      message: `\`${name}\` ${misfit}: the call fails with a TypeError ${when}.`,
      place: placeOf(caller, call.span),
      related: [{ place: placeOf(first.function, first.function.ir.nameSpan), message: 'the signature' }],
    },
  ];
}

function isFunction(target: CallSite['targets'][number]): target is FunctionTarget {
  return target.kind === 'function';
}

/** What `super()` means is decided by the class of the object, which may be any below. */
function isThroughSuper({ caller, call }: CallSite): boolean {
  const callee = instructionOf(caller.ir, call.callee);
  const receiver = callee?.op === 'attribute' ? instructionOf(caller.ir, callee.object) : undefined;
  const asked = receiver?.op === 'call' ? instructionOf(caller.ir, receiver.callee) : undefined;
  return asked?.op === 'load-global' && asked.name === 'super';
}

function isPlain(project: Project, target: FunctionTarget): boolean {
  const { constructs } = target;
  if (constructs !== undefined && !hasPlainConstructor(project, constructs)) return false;
  if (target.function.ir.kind !== 'function' || isReadInPart(target.function)) return false;
  return keepsSignature(project, target.function);
}

/** A name such as `async`, which was free once, hides a parameter. */
function isReadInPart({ ir, module }: FunctionTarget['function']): boolean {
  return module.ir.gaps.some((gap) => gap.function === ir.qualifiedName);
}

function hasPlainConstructor(project: Project, owner: ProjectClass): boolean {
  if (project.methodOf(owner, '__new__') !== null) return false;
  return owner.resolutionOrder.every((one) => one.kind === 'class' || PLAIN_BASE.test(one.path));
}
