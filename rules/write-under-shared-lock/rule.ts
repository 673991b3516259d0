/** Finds changes of a node, or of what belongs to it, made while its lock is only shared. */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { CallSite, Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { isCall, type LockRegion, lockRegionsOf } from '../../src/rules/questions/node-lock.ts';
import { calleeName, dottedText, receiverOf } from '../../src/rules/questions/spelling.ts';

/** Calls followed into callees; a driver's method and two helpers of it. */
const followedDepth = 3;
const writes: ReadonlySet<string> = new Set(['save', 'destroy']);
const lockedObject = /(^|[._])(node|port|portgroup|pg|obj|connector|target)$/;
/** They take the lock themselves, or refuse to run without it. */
const taking: ReadonlySet<string> = new Set(['upgrade_lock', 'acquire', 'reserve']);

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const writing = new WritingFunctions(project);
  const findings = scope.flatMap((fn) =>
    lockRegionsOf(fn.ir)
      .filter((region) => region.shared)
      .flatMap((region) => draftsFor(project, { fn, region, writing, rule: rule.id })),
  );
  return { findings, evidence: [] };
}

interface Question {
  readonly fn: ProjectFunction;
  readonly region: LockRegion;
  readonly writing: WritingFunctions;
  readonly rule: string;
}

/** The first write of a region: one lock, one fix. */
function draftsFor(project: Project, { fn, region, writing, rule }: Question): readonly FindingDraft[] {
  const calls = region.body.map((at) => at.instruction).filter(isCall);
  if (calls.some((call) => taking.has(calleeName(fn.ir, call)))) return [];
  const write = calls.find((call) => writing.isWrite(project.siteOf(fn, call), followedDepth));
  if (write === undefined) return [];
  const name = calleeName(fn.ir, write);
  return [
    {
      rule,
      message: `\`${name}\` writes the node or what belongs to it, but \`${fn.ir.name}\` holds the lock only in shared mode: another request can change the same record at the same time.`,
      place: placeOf(fn, write.span),
      related: [
        { place: placeOf(fn, region.acquire.span), message: 'the lock is taken in shared mode here' },
      ],
    },
  ];
}

/** Which functions write a record that the node's lock protects, without taking the lock. */
class WritingFunctions {
  readonly #project: Project;
  readonly #known = new Map<string, boolean>();

  constructor(project: Project) {
    this.#project = project;
  }

  isWrite(site: CallSite, depth: number): boolean {
    const { caller, call } = site;
    if (writes.has(calleeName(caller.ir, call))) {
      const receiver = receiverOf(caller.ir, call);
      const text = receiver === null ? null : dottedText(caller.ir, receiver);
      return text !== null && lockedObject.test(text);
    }
    if (depth === 0) return false;
    return site.targets.some(
      (target) => target.kind === 'function' && !target.deferred && this.#writes(target.function, depth - 1),
    );
  }

  #writes(fn: ProjectFunction, depth: number): boolean {
    const key = `${fn.index}:${depth}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, false);
    const sites = hasOwnLock(fn) ? [] : this.#project.callsOf(fn);
    const takes = sites.some((site) => taking.has(calleeName(fn.ir, site.call)));
    const answer = !takes && sites.some((site) => this.isWrite(site, depth));
    this.#known.set(key, answer);
    return answer;
  }
}

function hasOwnLock(fn: ProjectFunction): boolean {
  return fn.decorators.some((path) => path.endsWith('require_exclusive_lock'));
}
