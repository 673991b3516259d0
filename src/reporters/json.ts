/**
 * The report as JSON for programs of one's own; schemas/report.schema.json documents the shape.
 *
 * `version` changes when a program that reads the shape would break; new keys may come without a new version.
 */
import type {
  FileText,
  Finding,
  Notification,
  Place,
  Report,
  RuleDescription,
  Step,
} from '../findings/finding.ts';
import type { Span } from '../source/text.ts';
import { rangeOf } from './lines.ts';
import { jsonText } from './visible.ts';

const version = 1;

export function jsonOf(report: Report): string {
  const { sources } = report;
  return jsonText({
    format: 'ironvet-report',
    version,
    tool: { name: 'ironvet', version: report.toolVersion },
    findings: report.findings.map((finding) => findingOf(finding, sources)),
    setAside: report.setAside.map(({ finding, ...why }) => ({ ...findingOf(finding, sources), ...why })),
    absent: report.comparison?.absent ?? null,
    evidence: report.evidence.map(({ place, related, ...evidence }) => ({
      ...evidence,
      place: placeOf(place, sources),
      related: related.map((step) => stepOf(step, sources)),
    })),
    notifications: report.notifications.map((notification) => notificationOf(notification, sources)),
    rules: report.rules.map(ruleOf),
    files: report.files,
    resolution: report.resolution,
  });
}

function findingOf({ place, related, trace, ...finding }: Finding, sources: Sources) {
  return {
    ...finding,
    place: placeOf(place, sources),
    related: related.map((step) => stepOf(step, sources)),
    trace: trace.map((step) => stepOf(step, sources)),
  };
}

type Sources = ReadonlyMap<string, FileText>;

/** Lines and columns from 1; the end is the position after the last character. */
function placeOf(place: Place, sources: Sources) {
  return { path: place.path, function: place.function, ...regionOf(place.path, place.span, sources) };
}

function regionOf(path: string, span: Span, sources: Sources) {
  const source = sources.get(path);
  if (source === undefined) return {};
  const { start, end } = rangeOf(source, span);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function stepOf(step: Step, sources: Sources) {
  return { message: step.message, place: placeOf(step.place, sources) };
}

function notificationOf({ span, ...notification }: Notification, sources: Sources) {
  const { path } = notification;
  const region = path === null || span === null ? {} : regionOf(path, span, sources);
  return { ...notification, ...region };
}

function ruleOf({ help: _help, ...rule }: RuleDescription) {
  return rule;
}
