/** Puts the report together: findings with fingerprints, everything in order, and the texts that are pointed into. */
import { buildEvidence, buildFindings } from '../findings/builder.ts';
import type {
  AnalyzedFile,
  Evidence,
  FileText,
  Finding,
  Notification,
  Report,
  ResolutionRate,
  RuleDescription,
  Step,
} from '../findings/finding.ts';
import { compareNotifications } from '../findings/order.ts';
import { applySuppressions, type DirectiveComment } from '../findings/suppressions.ts';
import { lineStartsOf } from '../source/text.ts';
import { type FileOutcome, gapNotifications, notificationOf } from './lower.ts';
import type { Plan } from './plan.ts';
import type { ChosenRule, RuleOutcome } from './run-rules.ts';
import { toolVersion } from './version.ts';

export interface Collected {
  readonly plan: Plan;
  /** Of scope and context, sorted by path. */
  readonly files: readonly FileOutcome[];
  readonly chosen: readonly ChosenRule[];
  /** Ids of all rules, chosen or not. */
  readonly ruleIds: readonly string[];
  readonly outcome: RuleOutcome;
  readonly resolution: ResolutionRate;
}

/** The report of a run. */
export function collectReport(collected: Collected): Report {
  const { plan, files, outcome } = collected;
  const rules = collected.chosen.map(describe);
  const texts = textsOf(files);
  const { findings: built, refused } = buildFindings(outcome.drafts, { rules, sources: texts });
  const scope = new Set(plan.scope);
  const reported = files.filter((file) => scope.has(file.path));
  const ran = new Set(rules.map((rule) => rule.id));
  const {
    findings,
    suppressed,
    notifications: idle,
  } = applySuppressions(built, directivesIn(reported), {
    all: collected.ruleIds,
    ran,
  });
  const setAside = suppressed.map((one) => ({ ...one, baselineState: null }));
  const notifications = [
    ...plan.problems.map(notificationOf),
    ...reported.flatMap(notificationsOf),
    ...contextNotification(files.filter((file) => !scope.has(file.path))),
    ...outcome.notifications,
    ...refused,
    ...idle,
  ].sort(compareNotifications);
  const evidence = buildEvidence(outcome.evidence);
  return {
    toolVersion: toolVersion(),
    findings,
    setAside,
    comparison: null,
    evidence,
    notifications,
    rules,
    files: reported.map(analyzedFile),
    resolution: collected.resolution,
    sources: pick(texts, pathsIn(built, evidence, notifications)),
  };
}

function directivesIn(files: readonly FileOutcome[]): readonly DirectiveComment[] {
  return files.flatMap((file) => {
    if (file.kind === 'failed') return [];
    return file.file.module.directives.map((directive) => ({ path: file.path, ...directive }));
  });
}

function describe({ rule, level }: ChosenRule): RuleDescription {
  return level === null ? rule.description : { ...rule.description, level };
}

function textsOf(files: readonly FileOutcome[]): ReadonlyMap<string, FileText> {
  const texts = new Map<string, FileText>();
  for (const file of files) {
    const source = file.kind === 'lowered' ? file.file.source : file.source;
    if (source !== null) texts.set(file.path, source);
  }
  return texts;
}

function notificationsOf(file: FileOutcome): readonly Notification[] {
  return file.kind === 'lowered' ? gapNotifications(file.file.module) : [file.notification];
}

const mostNamed = 20;

/** Files around the scope that are not known whole: what is said of the scope may then lack something. */
function contextNotification(context: readonly FileOutcome[]): readonly Notification[] {
  const incomplete = context.filter((file) => file.kind === 'failed' || file.file.module.gaps.length > 0);
  if (incomplete.length === 0) return [];
  const named = incomplete.slice(0, mostNamed).map((file) => file.path);
  const more = incomplete.length > mostNamed ? ` and ${incomplete.length - mostNamed} more` : '';
  const message = `${incomplete.length} file(s) around the analyzed ones were not read whole: ${named.join(', ')}${more}`;
  return [{ level: 'note', id: 'context-incomplete', message, path: null, span: null, rule: null }];
}

function analyzedFile(file: FileOutcome): AnalyzedFile {
  if (file.kind === 'failed') {
    const { path, source } = file;
    const lines = source === null ? 0 : lineStartsOf(source.text).length;
    return { path, hash: source?.hash ?? '', lines, functions: 0, status: 'skipped' };
  }
  const { source, module } = file.file;
  return {
    path: file.path,
    hash: source.hash,
    lines: source.lineStarts.length,
    functions: module.functions.filter((one) => one.kind === 'function').length,
    status: module.gaps.length > 0 ? 'partial' : 'analyzed',
  };
}

function pathsIn(
  findings: readonly Finding[],
  evidence: readonly Evidence[],
  notifications: readonly Notification[],
): ReadonlySet<string> {
  const steps: readonly Step[] = [
    ...findings.flatMap((finding) => [...finding.related, ...finding.trace]),
    ...evidence.flatMap((one) => one.related),
  ];
  const places = [...findings, ...evidence, ...steps].map((one) => one.place.path);
  const notified = notifications.flatMap((one) => (one.path === null || one.span === null ? [] : [one.path]));
  return new Set([...places, ...notified]);
}

function pick(texts: ReadonlyMap<string, FileText>, paths: ReadonlySet<string>): Map<string, FileText> {
  return new Map([...texts].filter(([path]) => paths.has(path)));
}
