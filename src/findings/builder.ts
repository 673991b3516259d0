/**
 * From what rules hand over to what is reported: checked, one per place, in order, with fingerprints.
 *
 * A draft whose places do not lie in a file of the run cannot become a finding. It is not dropped in silence: it becomes a
 * notification, as any other failure of a rule does.
 *
 * Suppression comes afterwards (suppressions.ts): a finding that is set aside keeps its fingerprint, and so do the others.
 */
import type {
  Evidence,
  FileText,
  Finding,
  FindingDraft,
  Notification,
  Place,
  RuleDescription,
  Step,
} from './finding.ts';
import { Fingerprinter } from './fingerprint.ts';
import { compareEvidence, compareFindings } from './order.ts';

export interface BuiltFindings {
  /** Sorted; at most one per rule and place. */
  readonly findings: readonly Finding[];
  /** One for each draft that was refused, in the order of the drafts. */
  readonly refused: readonly Notification[];
}

export interface FindingContext {
  readonly rules: readonly RuleDescription[];
  readonly sources: ReadonlyMap<string, FileText>;
}

/** Builds the findings of a run; the order of the drafts does not matter. */
export function buildFindings(drafts: readonly FindingDraft[], context: FindingContext): BuiltFindings {
  const accepted: FindingDraft[] = [];
  const refused: Notification[] = [];
  for (const draft of drafts) {
    const problem = problemOf(draft, context);
    if (problem === null) accepted.push(draft);
    else refused.push(refusal(draft, problem));
  }
  return { findings: finish(accepted, context), refused };
}

/**
 * One finding per rule and place, the one with the shortest trace. A `finally` body is lowered once for each way out, so
 * a rule may well see one place of the text several times. Sorted.
 */
export function withoutDuplicates(drafts: readonly FindingDraft[]): FindingDraft[] {
  const byPlace = new Map<string, FindingDraft>();
  for (const draft of [...drafts].sort(compareFindings)) {
    const { path, span } = draft.place;
    const key = JSON.stringify([draft.rule, path, span.start, span.end]);
    if (!byPlace.has(key)) byPlace.set(key, draft);
  }
  return [...byPlace.values()];
}

/** Sorted, and each site told once: see `withoutDuplicates` for why rules see one several times. */
export function buildEvidence(evidence: readonly Evidence[]): Evidence[] {
  const known = new Set<string>();
  return [...evidence].sort(compareEvidence).filter((one) => {
    const { path, span } = one.place;
    const key = JSON.stringify([one.rule, one.kind, path, span.start, span.end, one.message]);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

function finish(drafts: readonly FindingDraft[], context: FindingContext): Finding[] {
  const fingerprinter = new Fingerprinter();
  const levels = new Map(context.rules.map((rule) => [rule.id, rule.level]));
  return withoutDuplicates(drafts).map((draft) => {
    const source = context.sources.get(draft.place.path) ?? emptyFile;
    return {
      rule: draft.rule,
      level: draft.level ?? levels.get(draft.rule) ?? 'warning',
      message: draft.message.trim(),
      place: draft.place,
      related: draft.related ?? [],
      trace: draft.trace ?? [],
      ...fingerprinter.next(draft.rule, draft.place, source),
    };
  });
}

const emptyFile: FileText = { text: '', lineStarts: [0] };

/** Why a draft cannot be reported; null when it can. */
function problemOf(draft: FindingDraft, context: FindingContext): string | null {
  if (!context.rules.some((rule) => rule.id === draft.rule)) return 'its rule is not part of the run';
  if (draft.message.trim() === '') return 'it has no message';
  const steps: readonly Step[] = [...(draft.related ?? []), ...(draft.trace ?? [])];
  const places = [draft.place, ...steps.map((step) => step.place)];
  return places.map((place) => placeProblem(place, context.sources)).find(isString) ?? null;
}

function placeProblem(place: Place, sources: FindingContext['sources']): string | null {
  const source = sources.get(place.path);
  if (source === undefined) return `${place.path} is not a file of the run`;
  const { start, end } = place.span;
  const inside = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end;
  if (inside && end <= source.text.length) return null;
  return `characters ${start} to ${end} do not lie in ${place.path}`;
}

function isString(value: string | null): value is string {
  return value !== null;
}

function refusal(draft: FindingDraft, problem: string): Notification {
  return {
    level: 'error',
    id: 'finding-refused',
    message: `A finding of ${draft.rule} cannot be reported: ${problem}.`,
    path: draft.place.path,
    span: null,
    rule: draft.rule,
  };
}
