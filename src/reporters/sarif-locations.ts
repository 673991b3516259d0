/** Places as SARIF locations: regions, snippets, artifact references. */
import type {
  ArtifactLocation,
  Location,
  LogicalLocation,
  PhysicalLocation,
  Region,
  ReportingDescriptorReference,
} from 'sarif';
import type { FileText, Place, Report, Step } from '../findings/finding.ts';
import type { Span } from '../source/text.ts';
import { lastLineOf, lineCount, lineText, rangeOf } from './lines.ts';
import { visible } from './visible.ts';

export const sourceRoot = '%SRCROOT%';

/** Lines shown before and after a region. */
const contextLines = 2;
/** Characters; longer text (a minified line) is left to the file itself. */
const snippetLimit = 4000;

/** Where a report's files and rules stand in the arrays of the run. */
export class RunIndex {
  private readonly files: ReadonlyMap<string, number>;
  private readonly rules: ReadonlyMap<string, number>;
  readonly sources: Report['sources'];

  constructor(report: Report) {
    this.files = new Map(report.files.map((file, index) => [file.path, index]));
    this.rules = new Map(report.rules.map((rule, index) => [rule.id, index]));
    this.sources = report.sources;
  }

  rule(id: string): ReportingDescriptorReference {
    const index = this.rules.get(id);
    return index === undefined ? { id } : { id, index };
  }

  artifact(path: string): ArtifactLocation {
    const index = this.files.get(path);
    if (path.startsWith('/')) return { uri: `file://${uriOf(path)}` };
    const location = { uri: uriOf(path), uriBaseId: sourceRoot };
    return index === undefined ? location : { ...location, index };
  }
}

/** A path as a URI reference, whatever characters it has. */
export function uriOf(path: string): string {
  return path.split('/').map(encodeSegment).join('/');
}

/** Lone surrogates, which a URI cannot hold, become U+FFFD on the way through UTF-8. */
function encodeSegment(segment: string): string {
  const wellFormed = new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(segment));
  return encodeURIComponent(wellFormed);
}

export function locationOf(place: Place, index: RunIndex): Location {
  const physicalLocation = physicalLocationOf(place.path, place.span, index);
  if (place.function === '') return { physicalLocation };
  return { physicalLocation, logicalLocations: [functionNamed(place.function)] };
}

/** A location with the step's words. */
export function stepLocation(step: Step, index: RunIndex): Location {
  return { ...locationOf(step.place, index), message: { text: messageText(step.message) } };
}

export function physicalLocationOf(path: string, span: Span | null, index: RunIndex): PhysicalLocation {
  const artifactLocation = index.artifact(path);
  const source = index.sources.get(path);
  if (span === null || source === undefined) return { artifactLocation };
  const region = regionOf(source, span);
  const contextRegion = contextOf(source, span);
  return contextRegion === null ? { artifactLocation, region } : { artifactLocation, region, contextRegion };
}

/**
 * Message text for SARIF, where `[words](target)` would be a link: text that comes from analyzed code must not make one.
 */
export function messageText(message: string): string {
  return visible(message).replaceAll('](', '] (');
}

function functionNamed(qualifiedName: string): LogicalLocation {
  const name = qualifiedName.slice(qualifiedName.lastIndexOf('.') + 1);
  return { name, fullyQualifiedName: qualifiedName, kind: 'function' };
}

function regionOf(source: FileText, span: Span): Region {
  const { start, end } = rangeOf(source, span);
  const region: Region = {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
  return span.end - span.start > snippetLimit
    ? region
    : { ...region, snippet: { text: source.text.slice(span.start, span.end) } };
}

/** The lines around a span; null when they say no more than the region or are too long to show. */
function contextOf(source: FileText, span: Span): Region | null {
  const { start } = rangeOf(source, span);
  const startLine = Math.max(1, start.line - contextLines);
  const endLine = Math.min(lineCount(source), lastLineOf(source, span) + contextLines);
  const endColumn = lineText(source, endLine).length + 1;
  const from = source.lineStarts[startLine - 1] ?? 0;
  const text = source.text.slice(from, (source.lineStarts[endLine - 1] ?? 0) + endColumn - 1);
  if (text.length > snippetLimit || text.length <= span.end - span.start) return null;
  return { startLine, startColumn: 1, endLine, endColumn, snippet: { text } };
}
