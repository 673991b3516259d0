/**
 * What is new since an earlier run.
 *
 * Each finding is matched with at most one of the earlier run, by what survives more and more change:
 *
 * 1. the fingerprint: the same code in the same function of the same file, wherever its lines have moved to;
 * 2. the content fingerprint: the same in another file, for files are renamed and code is moved;
 * 3. the rule, the file and the text of the place itself: the code around it changed, or its function was renamed.
 *
 * What is matched in the last way, or at another level than before, is 'updated', else 'unchanged'; both do not count.
 * What is left of the earlier run is absent, if this run has looked: its rule ran, and its file was analyzed or is gone.
 */
import { positionAt } from '../source/text.ts';
import type {
  AbsentFinding,
  BaselineState,
  FileText,
  Finding,
  Region,
  Report,
  SetAsideFinding,
} from './finding.ts';
import { foldSpace } from './fingerprint.ts';
import { compareFindings, compareText } from './order.ts';

/** A finding of the earlier run. Without those that were suppressed: when the reason goes, the finding is new. */
export interface KnownFinding extends Omit<AbsentFinding, 'fingerprint'> {
  /** null where the earlier run does not say. */
  readonly fingerprint: string | null;
  readonly contentFingerprint: string | null;
  /** The text of the place, white space folded. */
  readonly text: string | null;
}

/** What a later run needs to know of the findings of a report. */
export function knownFindings(report: Report): readonly KnownFinding[] {
  return report.findings.map((finding) => {
    const { rule, level, message, place, fingerprint, contentFingerprint } = finding;
    const text = textOf(finding, report.sources);
    const region = regionOf(finding, report.sources);
    return { rule, level, message, path: place.path, region, fingerprint, contentFingerprint, text };
  });
}

/** The report with only what is new among its findings. `gone`: paths of earlier findings that are no files any more. */
export function compareWithBaseline(
  report: Report,
  known: readonly KnownFinding[],
  gone: ReadonlySet<string>,
): Report {
  const all = [
    ...report.findings.map((finding) => ({ finding, justification: null })),
    ...report.setAside,
  ].sort((left, right) => compareFindings(left.finding, right.finding));
  const { states, left } = match(
    all.map((one) => one.finding),
    known,
    report.sources,
  );
  const judged = all.map(({ finding, justification }): SetAsideFinding & { baselineState: BaselineState } => {
    return { finding, justification, baselineState: states.get(finding) ?? 'new' };
  });
  const counts = (one: SetAsideFinding) => one.justification === null && one.baselineState === 'new';
  return {
    ...report,
    findings: judged.filter(counts).map((one) => one.finding),
    setAside: judged.filter((one) => !counts(one)),
    comparison: { absent: absentAmong(left, report, gone) },
  };
}

interface Matching {
  /** Of the findings that were matched. */
  readonly states: ReadonlyMap<Finding, BaselineState>;
  /** Known findings that were not matched. */
  readonly left: readonly KnownFinding[];
}

type Sources = Report['sources'];
type Key = string | null;

/** One way of matching: what findings of both runs must have in common; null: this one cannot be matched so. */
interface Way {
  readonly ofFinding: (finding: Finding, sources: Sources) => Key;
  readonly ofKnown: (known: KnownFinding) => Key;
  readonly isUpdate: boolean;
}

const ways: readonly Way[] = [
  { ofFinding: (one) => one.fingerprint, ofKnown: (one) => one.fingerprint, isUpdate: false },
  { ofFinding: (one) => one.contentFingerprint, ofKnown: (one) => one.contentFingerprint, isUpdate: false },
  {
    ofFinding: (one, sources) => placeKey(one.rule, one.place.path, textOf(one, sources)),
    ofKnown: (one) => placeKey(one.rule, one.path, one.text),
    isUpdate: true,
  },
];

function match(findings: readonly Finding[], known: readonly KnownFinding[], sources: Sources): Matching {
  const states = new Map<Finding, BaselineState>();
  const left = new Set(known);
  for (const way of ways) {
    const byKey = groupBy([...left], way.ofKnown);
    for (const finding of findings) {
      if (states.has(finding)) continue;
      const found = byKey.get(way.ofFinding(finding, sources) ?? '')?.shift();
      if (found === undefined) continue;
      left.delete(found);
      states.set(finding, way.isUpdate || found.level !== finding.level ? 'updated' : 'unchanged');
    }
  }
  return { states, left: [...left] };
}

function groupBy(known: readonly KnownFinding[], keyOf: (known: KnownFinding) => Key) {
  const groups = new Map<string, KnownFinding[]>();
  for (const one of known) {
    const key = keyOf(one);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

function placeKey(rule: string, path: string, text: string | null): Key {
  return text === null || text === '' ? null : JSON.stringify([rule, path, text]);
}

function textOf({ place }: Finding, sources: ReadonlyMap<string, FileText>): string | null {
  const source = sources.get(place.path);
  return source === undefined ? null : foldSpace(source.text.slice(place.span.start, place.span.end));
}

function regionOf({ place }: Finding, sources: Sources): Region | null {
  const source = sources.get(place.path);
  if (source === undefined) return null;
  const start = positionAt(source.lineStarts, place.span.start);
  const end = positionAt(source.lineStarts, place.span.end);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function absentAmong(
  left: readonly KnownFinding[],
  report: Report,
  gone: ReadonlySet<string>,
): readonly AbsentFinding[] {
  const ran = new Set(report.rules.map((rule) => rule.id));
  const analyzed = new Set(report.files.filter((one) => one.status !== 'skipped').map((one) => one.path));
  return left
    .filter((one) => ran.has(one.rule) && (analyzed.has(one.path) || gone.has(one.path)))
    .map(({ rule, level, message, path, region, fingerprint }) => {
      return { rule, level, message, path, region, fingerprint: fingerprint ?? '' };
    })
    .sort(compareAbsent);
}

function compareAbsent(left: AbsentFinding, right: AbsentFinding): number {
  return (
    compareText(left.path, right.path) ||
    (left.region?.startLine ?? 0) - (right.region?.startLine ?? 0) ||
    compareText(left.rule, right.rule) ||
    compareText(left.fingerprint, right.fingerprint)
  );
}
