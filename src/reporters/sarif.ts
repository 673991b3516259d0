/**
 * SARIF 2.1.0, as GitHub code scanning and other readers of the format take it.
 *
 * `sarifOf` holds the failures alone: GitHub shows a result of kind "pass" as an alert. `evidenceOf` is a file of its own
 * with what was checked and found in order ("pass") or should be looked at by a person ("review").
 *
 * Invariants: the output depends on the report alone; paths are relative URIs under %SRCROOT%; columns count UTF-16 code
 * units; both forms pass the validator of Microsoft's SARIF multitool with the rule kinds Sarif and Ghas.
 */
import type { Log, Result, Run, Suppression, VersionControlDetails } from 'sarif';
import type { Evidence, Finding, Report, SetAsideFinding, Step } from '../findings/finding.ts';
import { contentFingerprintName, fingerprintName } from '../findings/fingerprint.ts';
import { lineHashesOf } from '../findings/line-hash.ts';
import { compareFindings } from '../findings/order.ts';
import { startOf } from './lines.ts';
import { locationOf, messageText, RunIndex, sourceRoot, stepLocation } from './sarif-locations.ts';
import { descriptorOf, taxonomyOf, taxonomyReference } from './sarif-rules.ts';
import { artifactOf, invocationOf, notificationDescriptors } from './sarif-run.ts';
import { jsonText } from './visible.ts';

/** What a report does not know of the run. */
export interface SarifOptions {
  /** Where the analyzed revision comes from. */
  readonly versionControl?: {
    readonly repositoryUri: string;
    readonly revisionId?: string;
    readonly branch?: string;
  };
  /** Tells runs of one commit apart: `ironvet/nova`. */
  readonly automationId?: string;
}

/** Where a reader of a result learns more about the tool. */
const toolPage = 'https://www.npmjs.com/package/ironvet';
const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** The findings as SARIF. */
export function sarifOf(report: Report, options: SarifOptions = {}): string {
  const index = new RunIndex(report);
  const lineHashes = new LineHashes(report.sources);
  const results = failuresOf(report).map((failure) => failureOf(failure, index, lineHashes));
  return logOf(report, [...results, ...absentResults(report, index)], options);
}

/** The evidence as SARIF. */
export function evidenceOf(report: Report, options: SarifOptions = {}): string {
  const index = new RunIndex(report);
  const results = report.evidence.map((evidence) => observationOf(evidence, index));
  return logOf(report, results, options);
}

function logOf(report: Report, results: Result[], options: SarifOptions): string {
  const log: Log = { $schema: schema, version: '2.1.0', runs: [runOf(report, results, options)] };
  return jsonText(log);
}

function runOf(report: Report, results: Result[], options: SarifOptions): Run {
  const index = new RunIndex(report);
  return {
    tool: {
      driver: {
        name: 'ironvet',
        version: report.toolVersion,
        semanticVersion: report.toolVersion,
        informationUri: toolPage,
        rules: report.rules.map(descriptorOf),
        notifications: notificationDescriptors(report),
        supportedTaxonomies: [taxonomyReference],
      },
    },
    ...originOf(options),
    invocations: [invocationOf(report, index)],
    originalUriBaseIds: { [sourceRoot]: { description: { text: 'The root of the analyzed tree.' } } },
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n', '\r'],
    artifacts: report.files.map((file) => artifactOf(file, index)),
    taxonomies: [taxonomyOf(report)],
    results,
    properties: { resolution: report.resolution },
  };
}

function originOf(options: SarifOptions): Pick<Run, 'versionControlProvenance' | 'automationDetails'> {
  const { versionControl, automationId } = options;
  return {
    ...(versionControl === undefined ? {} : { versionControlProvenance: [provenanceOf(versionControl)] }),
    ...(automationId === undefined ? {} : { automationDetails: { id: automationId } }),
  };
}

function provenanceOf(origin: NonNullable<SarifOptions['versionControl']>): VersionControlDetails {
  return { ...origin, mappedTo: { uriBaseId: sourceRoot } };
}

/** Findings that count and those that are set aside, in one order. */
function failuresOf(report: Report): readonly SetAsideFinding[] {
  const baselineState = report.comparison === null ? null : 'new';
  const counted = report.findings.map(
    (finding) => ({ finding, justification: null, baselineState }) as const,
  );
  return [...counted, ...report.setAside].sort((left, right) => compareFindings(left.finding, right.finding));
}

function failureOf(failure: SetAsideFinding, index: RunIndex, lineHashes: LineHashes): Result {
  const { finding, justification, baselineState } = failure;
  const lineHash = lineHashes.at(finding);
  return {
    ...ruleOf(finding.rule, index),
    kind: 'fail',
    level: finding.level,
    message: { text: messageText(finding.message) },
    locations: [locationOf(finding.place, index)],
    ...relatedOf(finding.related, index),
    ...codeFlowOf(finding.trace, index),
    partialFingerprints: {
      ...(lineHash === null ? {} : { primaryLocationLineHash: lineHash }),
      [fingerprintName]: finding.fingerprint,
      [contentFingerprintName]: finding.contentFingerprint,
    },
    ...(baselineState === null ? {} : { baselineState }),
    suppressions: suppressionsOf(justification),
  };
}

/** The format wants them on every result of a run or on none: an empty list says that a finding is not suppressed. */
function suppressionsOf(justification: string | null): Suppression[] {
  if (justification === null) return [];
  return [{ kind: 'inSource', status: 'accepted', justification: messageText(justification) }];
}

function absentResults({ comparison }: Report, index: RunIndex): Result[] {
  return (comparison?.absent ?? []).map(({ rule, level, message, path, region, fingerprint }) => ({
    ...ruleOf(rule, index),
    kind: 'fail',
    level,
    message: { text: messageText(message) },
    locations: [
      {
        physicalLocation: { artifactLocation: index.artifact(path), region: region ?? { startLine: 1 } },
      },
    ],
    partialFingerprints: { [fingerprintName]: fingerprint },
    baselineState: 'absent',
    suppressions: [],
  }));
}

function observationOf(evidence: Evidence, index: RunIndex): Result {
  return {
    ...ruleOf(evidence.rule, index),
    kind: evidence.kind,
    level: 'none',
    message: { text: messageText(evidence.message) },
    locations: [locationOf(evidence.place, index)],
    ...relatedOf(evidence.related, index),
  };
}

function ruleOf(id: string, index: RunIndex): Pick<Result, 'ruleId' | 'ruleIndex'> {
  const { index: ruleIndex } = index.rule(id);
  return ruleIndex === undefined ? { ruleId: id } : { ruleId: id, ruleIndex };
}

function relatedOf(related: readonly Step[], index: RunIndex): Pick<Result, 'relatedLocations'> {
  if (related.length === 0) return {};
  return {
    relatedLocations: related.map((step, position) => ({ id: position + 1, ...stepLocation(step, index) })),
  };
}

function codeFlowOf(trace: readonly Step[], index: RunIndex): Pick<Result, 'codeFlows'> {
  if (trace.length === 0) return {};
  const locations = trace.map((step) => ({ location: stepLocation(step, index) }));
  return { codeFlows: [{ threadFlows: [{ locations }] }] };
}

/** Line hashes of the files that have findings, each file hashed once. */
class LineHashes {
  private readonly sources: Report['sources'];
  private readonly known = new Map<string, readonly string[]>();

  constructor(sources: Report['sources']) {
    this.sources = sources;
  }

  at(finding: Finding): string | null {
    const start = startOf(finding.place, this.sources);
    return start === null ? null : (this.ofFile(finding.place.path)[start.line - 1] ?? null);
  }

  private ofFile(path: string): readonly string[] {
    const hashes = this.known.get(path) ?? lineHashesOf(this.sources.get(path)?.text ?? '');
    this.known.set(path, hashes);
    return hashes;
  }
}
