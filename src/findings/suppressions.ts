/**
 * Suppressions: findings that the authors of the code have looked at, set aside with a reason.
 *
 *     LOG.debug('%s', token)  # ironvet: ignore[secret-in-log] a test token, see test_auth.py
 *
 *     # ironvet: ignore[acquired-not-released-on-failure] the caller unmounts
 *     with mounted(image):
 *         …
 *
 *     # ironvet: ignore-file[secret-in-log, unsanitized-api-input] generated
 *
 * Terms
 * - **directive**: a comment to ironvet; a front end says which code it covers (src/frontends/directives.ts).
 * - **suppression**: a directive that names rules and gives a reason. One that does not is no suppression: nothing is set
 *   aside, and a notification says what it lacks. So does one for each named rule that set nothing aside.
 */

import { nearestName } from '../source/nearest.ts';
import type { Span } from '../source/text.ts';
import type { Finding, Notification } from './finding.ts';

/** A comment to ironvet in a file of the run. */
export interface DirectiveComment {
  readonly path: string;
  /** Of the comment. */
  readonly span: Span;
  /** What follows `ironvet:`. */
  readonly text: string;
  /** The code that it is about. */
  readonly covers: Span;
}

export interface SuppressedFinding {
  readonly finding: Finding;
  readonly justification: string;
}

export interface Suppressed {
  /** Those that no suppression sets aside, in their order. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** About directives that do nothing, in the order of the directives. */
  readonly notifications: readonly Notification[];
}

export interface KnownRules {
  /** Every rule that there is. */
  readonly all: readonly string[];
  /** Those that ran: only of them can a suppression be unused. */
  readonly ran: ReadonlySet<string>;
}

interface Suppression {
  readonly directive: DirectiveComment;
  readonly rules: readonly string[];
  readonly justification: string;
  readonly wholeFile: boolean;
}

/** Sets aside what the directives cover. */
export function applySuppressions(
  findings: readonly Finding[],
  directives: readonly DirectiveComment[],
  rules: KnownRules,
): Suppressed {
  const read = directives.map(readDirective);
  const byPath = groupByPath(read.flatMap((one) => (one.kind === 'suppression' ? [one.suppression] : [])));
  const used = new Map<Suppression, Set<string>>();
  const kept: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const suppression = byPath.get(finding.place.path)?.find((one) => covers(one, finding));
    if (suppression === undefined) kept.push(finding);
    else {
      suppressed.push({ finding, justification: suppression.justification });
      used.set(suppression, (used.get(suppression) ?? new Set()).add(finding.rule));
    }
  }
  const notifications = read.flatMap((one) =>
    one.kind === 'suppression' ? idle(one.suppression, used.get(one.suppression), rules) : [one.notification],
  );
  return { findings: kept, suppressed, notifications };
}

function groupByPath(suppressions: readonly Suppression[]): ReadonlyMap<string, readonly Suppression[]> {
  const byPath = new Map<string, Suppression[]>();
  for (const one of suppressions) {
    const known = byPath.get(one.directive.path);
    if (known) known.push(one);
    else byPath.set(one.directive.path, [one]);
  }
  return byPath;
}

function covers({ directive, rules, wholeFile }: Suppression, { rule, place }: Finding): boolean {
  if (!rules.includes(rule)) return false;
  return wholeFile || (directive.covers.start <= place.span.start && place.span.start < directive.covers.end);
}

type ReadDirective =
  | { readonly kind: 'suppression'; readonly suppression: Suppression }
  | { readonly kind: 'problem'; readonly notification: Notification };

/** `ignore[rule, rule] reason`; the rules are separated by commas. */
const form = /^(ignore|ignore-file)\[([^\]]*)\](.*)$/su;

function readDirective(directive: DirectiveComment): ReadDirective {
  const [, verb, names = '', reason = ''] = form.exec(directive.text) ?? [];
  if (verb === undefined) return problem(directive, 'suppression-malformed', malformed(directive.text));
  const rules = names.split(',').map((name) => name.trim());
  if (rules.includes('')) return problem(directive, 'suppression-malformed', malformed(directive.text));
  const justification = reason.trim();
  if (/[\p{L}\p{N}]/u.test(justification)) {
    return {
      kind: 'suppression',
      suppression: { directive, rules, justification, wholeFile: verb === 'ignore-file' },
    };
  }
  const message = `${verb}[${rules.join(', ')}] gives no reason, so it sets nothing aside: write one after the bracket`;
  return problem(directive, 'suppression-without-reason', message);
}

const longestQuote = 60;

function malformed(text: string): string {
  const quoted = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
  return `'${quoted}' is not understood: write ignore[rule-id] reason, or ignore-file[rule-id] reason`;
}

/** One notification for each rule of a suppression that it set nothing aside for. */
function idle(
  { directive, rules, wholeFile }: Suppression,
  used: ReadonlySet<string> | undefined,
  known: KnownRules,
): readonly Notification[] {
  return rules.flatMap((rule) => {
    if (used?.has(rule)) return [];
    if (!known.all.includes(rule)) {
      return [notification(directive, 'suppression-unknown-rule', unknownRule(rule, known.all))];
    }
    if (!known.ran.has(rule)) return [];
    const message = `${wholeFile ? 'ignore-file' : 'ignore'}[${rule}] sets nothing aside: remove it`;
    return [notification(directive, 'suppression-unused', message)];
  });
}

function unknownRule(rule: string, all: readonly string[]): string {
  const near = nearestName(rule, all);
  return `there is no rule '${rule}'${near === null ? '' : `; did you mean '${near}'?`}`;
}

function problem(directive: DirectiveComment, id: string, message: string): ReadDirective {
  return { kind: 'problem', notification: notification(directive, id, message) };
}

function notification({ path, span }: DirectiveComment, id: string, message: string): Notification {
  return { level: 'warning', id, message, path, span, rule: null };
}
