/**
 * The report a person reads, before it has a format: six sections and what each of them tells.
 *
 * Terms: a **section** collects the rules that answer one question of a security review. What was **checked** are the
 * functions that have findings or evidence of these rules, each with its first and last line. A **reason** is one
 * statement of the evidence with all the places it holds for.
 *
 * Worked example: 'node.destroy: uuid comes from the instance, service state' at three places is one reason with three
 * places, in the section on external commands and API calls.
 */
import type { Area, Evidence, Finding, Place, Report, RuleDescription } from '../findings/finding.ts';
import { compareText } from '../findings/order.ts';
import { lastLineOf, startOf } from './lines.ts';

export interface Section {
  /** Stable, kebab-case: an anchor. */
  readonly id: string;
  readonly title: string;
  /** What the rules of the section ask, one sentence. */
  readonly question: string;
  /** Sorted by id. */
  readonly rules: readonly RuleDescription[];
  /** Sorted by path. */
  readonly checked: readonly CheckedFile[];
  readonly inOrder: readonly Reason[];
  readonly review: readonly Reason[];
  readonly findings: readonly Finding[];
}

export interface CheckedFile {
  readonly path: string;
  /** Sorted by the first line. */
  readonly functions: readonly CheckedFunction[];
}

/** Lines count from 1, both inclusive. */
export interface CheckedFunction {
  /** Dotted, inside the module; '' for the module body. */
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

export interface Reason {
  readonly rule: string;
  readonly message: string;
  readonly places: readonly Place[];
}

type Kind = Pick<Section, 'id' | 'title' | 'question'> & {
  readonly holds: (rule: RuleDescription) => boolean;
};

const kinds: readonly Kind[] = [
  {
    id: 'calls',
    title: 'External commands and API calls',
    question: 'Does what others control reach a command, a path or an API call unchecked?',
    holds: (rule) => rule.area === 'input' && isInjection(rule),
  },
  {
    id: 'errors-and-logging',
    title: 'Error handling and logging',
    question: 'Are errors handled where they happen, and do logs and messages keep secrets?',
    holds: (rule) => oneOf(rule.area, ['secret', 'error']),
  },
  {
    id: 'provisioning',
    title: 'Provisioning and de-provisioning of nodes',
    question: 'Is everything that was acquired released on every path, under the lock that protects it?',
    holds: (rule) => oneOf(rule.area, ['cleanup', 'lock']),
  },
  {
    id: 'console',
    title: 'Console access',
    question: 'Does every way through the console code leave it in a known state?',
    holds: (rule) => rule.area === 'console',
  },
  {
    id: 'validation',
    title: 'Input validation',
    question: 'Do entry points check what they are given before they use it?',
    holds: (rule) => rule.area === 'input' && !isInjection(rule),
  },
  {
    id: 'network',
    title: 'Network interfaces and security groups',
    question: 'Are ports bound, released and filtered as their owner means them to be?',
    holds: (rule) => rule.area === 'network',
  },
];

function oneOf(area: Area, areas: readonly Area[]): boolean {
  return areas.includes(area);
}

/** Weaknesses of values that change what a command, a path, a query or an address means (cwe.mitre.org, CWE-74 and kin). */
const injections: ReadonlySet<number> = new Set([
  22, 73, 74, 77, 78, 88, 89, 90, 91, 93, 94, 95, 98, 116, 502, 601, 611, 643, 918, 943, 1336,
]);

function isInjection(rule: RuleDescription): boolean {
  return rule.tags.includes('injection') || rule.cwe.some((weakness) => injections.has(weakness));
}

/** The six sections, in the order of a review. Rules that the run left out are in none. */
export function sectionsOf(report: Report): readonly Section[] {
  return kinds.map(({ holds, ...kind }) => {
    const rules = report.rules.filter(holds).sort((left, right) => compareText(left.id, right.id));
    const ids = new Set(rules.map((rule) => rule.id));
    const findings = report.findings.filter((finding) => ids.has(finding.rule));
    const evidence = report.evidence.filter((one) => ids.has(one.rule));
    return {
      ...kind,
      rules,
      findings,
      checked: checkedFiles([...findings, ...evidence], report),
      inOrder: reasonsOf(evidence.filter((one) => one.kind === 'pass')),
      review: reasonsOf(evidence.filter((one) => one.kind === 'review')),
    };
  });
}

function reasonsOf(evidence: readonly Evidence[]): readonly Reason[] {
  const reasons = new Map<string, { rule: string; message: string; places: Place[] }>();
  for (const { rule, message, place } of evidence) {
    const key = JSON.stringify([rule, message]);
    const reason = reasons.get(key) ?? { rule, message, places: [] };
    reason.places.push(place);
    reasons.set(key, reason);
  }
  return [...reasons.values()];
}

function checkedFiles(sites: readonly { readonly place: Place }[], report: Report): readonly CheckedFile[] {
  const files = new Map<string, Map<string, CheckedFunction>>();
  for (const { place } of sites) {
    const functions = files.get(place.path) ?? new Map<string, CheckedFunction>();
    const seen = functions.get(place.function);
    functions.set(place.function, widened(seen, place, report));
    files.set(place.path, functions);
  }
  return [...files.entries()]
    .map(([path, functions]) => ({ path, functions: [...functions.values()].sort(byLine) }))
    .sort((left, right) => compareText(left.path, right.path));
}

function widened(seen: CheckedFunction | undefined, place: Place, report: Report): CheckedFunction {
  const source = report.sources.get(place.path);
  const first = startOf(place, report.sources)?.line ?? 1;
  const last = source === undefined ? first : lastLineOf(source, place.span);
  return {
    name: place.function,
    first: Math.min(first, seen?.first ?? first),
    last: Math.max(last, seen?.last ?? last),
  };
}

function byLine(left: CheckedFunction, right: CheckedFunction): number {
  return left.first - right.first || compareText(left.name, right.name);
}
