/**
 * The consoles of a tree: the methods of interfaces and providers that start and stop them, what a call of these does to the
 * console's resources, and what of it is left undone when a call fails.
 *
 * Terms
 * - **effect**: an event of the obligations (`release:console-port`, `step:console.session-deactivate`) at a call.
 * - **failing call**: one that raises for a reason that somebody wrote or a device gives. That the database does not take
 *   a record, or that a program cannot be executed, is not counted: nothing can be put in order then.
 *
 * Worked example: in
 *
 *     def stop_console(self, task):
 *         console_utils.stop_socat_console(task.node.uuid)
 *         self._exec_stop_console(driver_info)
 *         _release_allocated_port(task)
 *
 * `_exec_stop_console` is a failing call that leaves the release of the port undone.
 */
import type { Analyses } from '../../analyses/analyses.ts';
import type { Escape } from '../../analyses/exceptions/exceptions.ts';
import type { Point, WalkPath } from '../../analyses/obligations/obligations.ts';
import type { Call } from '../../ir/ir.ts';
import type { CallSite, Project, ProjectFunction } from '../../project/project.ts';

/** Hardware interfaces, and the providers of containers that graphical consoles run in. */
const consoleBases = [
  'ironic.drivers.base.ConsoleInterface',
  'ironic.console.container.base.BaseConsoleContainer',
];

/** What a reader calls the resources. */
const resourceWords: ReadonlyMap<string, string> = new Map([
  ['secret-file', 'the password file'],
  ['console-port', 'the port'],
  ['console-token', 'the token'],
  ['console-session', 'the session at the management controller'],
  ['console', 'the console process'],
]);

/** Of running a program: it cannot be executed at all, or is called wrongly. */
const neverMeant: ReadonlySet<string> = new Set([
  'builtins.OSError',
  'oslo_concurrency.processutils.UnknownArgumentError',
]);

export interface EffectSite {
  readonly site: CallSite;
  readonly point: Point;
}

export interface Failure {
  readonly failing: CallSite;
  readonly escaped: Escape;
  readonly path: WalkPath;
}

/** Is the function a method of a class below one of the bases of consoles? */
export function isConsoleMethod(project: Project, fn: ProjectFunction): boolean {
  const owner = fn.class;
  if (owner === null || consoleBases.includes(owner.path)) return false;
  return consoleBases.some((base) => project.isSubclass(owner.path, base));
}

/** The methods of consoles among the functions that have one of the names. */
export function consoleMethods(
  project: Project,
  scope: readonly ProjectFunction[],
  names: ReadonlySet<string>,
): readonly ProjectFunction[] {
  return scope.filter((fn) => names.has(fn.ir.name) && isConsoleMethod(project, fn));
}

export function resourceWord(resource: string): string {
  return resourceWords.get(resource) ?? `the ${resource}`;
}

/** Calls of the function that may have the effect, in the order of the text; copies of a `finally` are one. */
export function effectSites(
  project: Project,
  analyses: Analyses,
  asked: { readonly fn: ProjectFunction; readonly effect: string },
): readonly EffectSite[] {
  if (!analyses.obligations.events.of(asked.fn).has(asked.effect)) return [];
  return project
    .callsOf(asked.fn)
    .map((site) => ({ site, point: pointOf(site) }))
    .filter(({ point }) => hasEffect(analyses, asked, point));
}

/**
 * Does what stands at the point have the effect? Files are given up by helpers that remove any file, so what another
 * module removes inside of such a call is taken for a file of its own.
 */
export function hasEffect(
  analyses: Analyses,
  asked: { readonly fn: ProjectFunction; readonly effect: string },
  point: Point,
): boolean {
  const event = analyses.obligations.events.at(asked.fn, point).get(asked.effect);
  if (event === undefined || asked.effect !== 'release:secret-file') return event !== undefined;
  let { witness } = event;
  while (witness.inner !== null) witness = witness.inner;
  return witness.function.module === asked.fn.module;
}

export function pointOf(site: CallSite): Point {
  return { block: site.block, index: site.index };
}

/** The points that control may come to from `from` before the effect was at least tried. */
export function reachedWithout(
  analyses: Analyses,
  asked: { readonly fn: ProjectFunction; readonly effect: string; readonly from: Point | null },
): ReadonlySet<string> {
  const reached = new Set<string>();
  analyses.obligations.unmetPath({
    function: asked.fn,
    from:
      asked.from === null
        ? { point: { block: 0, index: 0 }, how: 'before' }
        : { point: asked.from, how: 'completed' },
    discharges: (point) => {
      reached.add(keyOf(point));
      return hasEffect(analyses, asked, point);
    },
    attemptCounts: true,
    degree: 'strong',
    exits: 'none',
  });
  return reached;
}

export function keyOf(point: Point): string {
  return `${point.block}:${point.index}`;
}

/** How the call's failure leaves the function before the effect was tried; null: it does not. */
export function failureWithout(
  analyses: Analyses,
  failing: CallSite,
  effect: string,
  counts: (escaped: Escape) => boolean = () => true,
): Failure | null {
  const asked = { fn: failing.caller, effect };
  const point = pointOf(failing);
  const escapes = analyses.exceptions
    .raisedAt(failing.caller, point)
    .filter((escaped) => escaped.degree === 'strong' && counts(escaped) && !isElsewhere(analyses, escaped));
  if (escapes.length === 0) return null;
  const path = analyses.obligations.unmetPath({
    function: failing.caller,
    from: { point, how: 'raised', escapes },
    discharges: (each) => hasEffect(analyses, asked, each),
    attemptCounts: true,
    degree: 'strong',
    exits: 'raised',
  });
  const escaped = path?.steps[0]?.escaped ?? path?.escaped ?? escapes[0];
  return path === null || escaped === undefined ? null : { failing, escaped, path };
}

/** The calls of a function in the order of the text. */
export function callsInOrder(project: Project, fn: ProjectFunction): readonly CallSite[] {
  return [...project.callsOf(fn)].sort((a, b) => startOf(a.call) - startOf(b.call));
}

/** One of the calls at each place: a `finally` is lowered on each way out. */
export function distinctCalls(sites: readonly CallSite[]): readonly CallSite[] {
  const seen = new Set<number>();
  return sites.filter(({ call }) => !seen.has(startOf(call)) && seen.add(startOf(call)));
}

function startOf(call: Call): number {
  return call.span.start;
}

/** The database does not take a record, or a program cannot be run at all: that breaks every console. */
function isElsewhere(analyses: Analyses, escaped: Escape): boolean {
  if (escaped.cause !== 'raise' && neverMeant.has(escaped.exception ?? '')) return true;
  for (let at: Escape | null = escaped; at !== null; at = at.origin.inner) {
    const { function: fn, point } = at.origin;
    const saved = analyses.obligations.events.at(fn, point).get('step:node.save');
    if (saved !== undefined && saved.witness.api !== null) return true;
  }
  return false;
}
