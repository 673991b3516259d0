/**
 * What a run tells: plain data, independent of how it was found and of how it is printed.
 *
 * A `Finding` is a defect with a place and, where it has one, the path that leads to it. An `Evidence` is the opposite: a
 * site that was checked and why it is in order (SARIF kind "pass"), or what a person should look at ("review").
 */
import type { Span } from '../source/text.ts';

export type Level = 'error' | 'warning' | 'note';
export type Area = 'input' | 'secret' | 'cleanup' | 'console' | 'network' | 'lock' | 'error';
/** Measured by triage on real code: very-high ≥ 90 %, high ≥ 75 %, medium ≥ 50 %. */
export type Precision = 'very-high' | 'high' | 'medium' | 'low';

export interface Place {
  readonly path: string;
  readonly span: Span;
  /** Dotted, inside the module: `IronicDriver.destroy`; '' for the module body. */
  readonly function: string;
}

/** A place and what happens there, in words: "raises NovaException when the retries are used up". */
export interface Step {
  readonly place: Place;
  readonly message: string;
}

export interface Finding {
  readonly rule: string;
  readonly level: Level;
  /** One or two sentences with the concrete names, no trailing line break. */
  readonly message: string;
  readonly place: Place;
  /** Other places that explain the finding, in the order of reading. */
  readonly related: readonly Step[];
  /** The path, source or acquire first, sink or exit last; empty where there is none. */
  readonly trace: readonly Step[];
  /** Survives moved lines: see fingerprint.ts. Hexadecimal. */
  readonly fingerprint: string;
  /** Survives a renamed file, too. */
  readonly contentFingerprint: string;
}

/** How a finding relates to an earlier run: SARIF's `baselineState`. */
export type BaselineState = 'new' | 'unchanged' | 'updated';

/** A finding that does not count: it is suppressed in the code, or an earlier run had it. */
export interface SetAsideFinding {
  readonly finding: Finding;
  /** The reason that the code gives; null: not suppressed. */
  readonly justification: string | null;
  /** null: the run was not compared with an earlier one. */
  readonly baselineState: BaselineState | null;
}

/** A finding of an earlier run that is there no longer. */
export interface AbsentFinding {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly path: string;
  /** Where it was; lines and columns from 1, the end after the last character. null: the earlier run does not say. */
  readonly region: Region | null;
  readonly fingerprint: string;
}

export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What became of the findings of an earlier run. The findings of the report are then those that are new. */
export interface Comparison {
  readonly absent: readonly AbsentFinding[];
}

export interface Evidence {
  readonly rule: string;
  readonly kind: 'pass' | 'review';
  readonly message: string;
  readonly place: Place;
  readonly related: readonly Step[];
}

/** What a rule hands over; the engine adds the fingerprint. */
export type FindingDraft = Omit<
  Finding,
  'fingerprint' | 'contentFingerprint' | 'level' | 'related' | 'trace'
> & {
  /** Default: the rule's own level. */
  readonly level?: Level;
  readonly related?: readonly Step[];
  readonly trace?: readonly Step[];
};

/** Something about the run itself: a file that was not read, a rule that crashed, a budget that was used up. */
export interface Notification {
  readonly level: 'error' | 'warning' | 'note';
  /** Stable, kebab-case: file-too-large, undecodable, outside-root, syntax-error, rule-crashed, budget-exhausted … */
  readonly id: string;
  readonly message: string;
  readonly path: string | null;
  readonly span: Span | null;
  readonly rule: string | null;
}

/** What triage on real code found: of `sample` findings looked at, `right` were right. */
export interface MeasuredPrecision {
  readonly sample: number;
  readonly right: number;
}

/** What is known of a rule besides its code: rule.yaml and README.md of its folder. */
export interface RuleDescription {
  /** Equals the folder's name, kebab-case. */
  readonly id: string;
  readonly area: Area;
  readonly level: Level;
  /** As stated; `measured` is what triage found, null until there was one. */
  readonly precision: Precision;
  readonly measured: MeasuredPrecision | null;
  /** 0.0 to 10.0, as GitHub reads `security-severity`. */
  readonly securitySeverity: number;
  /** Weakness numbers of cwe.mitre.org, the closest first. */
  readonly cwe: readonly number[];
  /** Languages whose code it speaks about; absent: all. */
  readonly languages?: readonly string[];
  /** Further words to find the rule by, kebab-case, sorted. */
  readonly tags: readonly string[];
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  /** The rule's README.md, Markdown. */
  readonly help: string;
}

/** How many calls were understood; the three counts add up to all calls. */
export interface ResolutionRate {
  readonly inTree: number;
  readonly modelled: number;
  readonly unknown: number;
}

export interface AnalyzedFile {
  readonly path: string;
  /** SHA-256 of the bytes, hexadecimal; '' for a file that was not read. */
  readonly hash: string;
  /** Length in bytes, where the run still knows it. */
  readonly bytes?: number;
  readonly lines: number;
  readonly functions: number;
  /** 'partial': some function of it could not be analyzed and is named in a notification. */
  readonly status: 'analyzed' | 'partial' | 'skipped';
}

/** A file's text and the offsets at which its lines start. */
export interface FileText {
  readonly text: string;
  readonly lineStarts: readonly number[];
}

/** Everything a reporter needs; sorted, so that the same input gives the same bytes. */
export interface Report {
  readonly toolVersion: string;
  /** Those that count. */
  readonly findings: readonly Finding[];
  readonly setAside: readonly SetAsideFinding[];
  /** null: the run was not compared with an earlier one. */
  readonly comparison: Comparison | null;
  readonly evidence: readonly Evidence[];
  readonly notifications: readonly Notification[];
  readonly rules: readonly RuleDescription[];
  readonly files: readonly AnalyzedFile[];
  readonly resolution: ResolutionRate;
  /** Text of the files that findings, evidence and notifications point into. */
  readonly sources: ReadonlyMap<string, FileText>;
}
