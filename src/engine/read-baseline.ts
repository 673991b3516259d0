/**
 * The findings in a SARIF file that an earlier run wrote. The file may have passed through other hands, so everything in it
 * is looked at before it is believed; what is not understood is left out or, where it is the whole file, refused.
 */
import type { KnownFinding } from '../findings/baseline.ts';
import type { Level, Region } from '../findings/finding.ts';
import { contentFingerprintName, fingerprintName, foldSpace } from '../findings/fingerprint.ts';
import { InputError } from '../source/input-error.ts';
import { readTextFile } from '../source/text-file.ts';

/** Five times what ten thousand findings with their traces take. */
const largestBaseline = 500_000_000;

/** `path`: absolute; `shown`: as typed. Throws an InputError when the file is no SARIF of ironvet. */
export async function readBaseline(path: string, shown: string): Promise<readonly KnownFinding[]> {
  const text = await readTextFile(path, largestBaseline);
  if (text === null) throw new InputError(`no baseline ${shown}`, 'write one with --sarif');
  const runs = listIn(fieldsOf(parse(text, shown)).runs);
  const ours = runs.map(fieldsOf).filter((run) => fieldsOf(fieldsOf(run.tool).driver).name === 'ironvet');
  if (ours.length === 0) {
    throw new InputError(`${shown} holds no run of ironvet`, 'a baseline is what --sarif wrote earlier');
  }
  return ours.flatMap((run) => listIn(run.results).flatMap(knownFinding));
}

function parse(text: string, shown: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(`${shown} is not JSON`, 'a baseline is what --sarif wrote earlier');
  }
}

/** None for what is no failure, was suppressed, or was gone already. */
function knownFinding(value: unknown): readonly KnownFinding[] {
  const result = fieldsOf(value);
  const { ruleId: rule } = result;
  const isFailure = result.kind === undefined || result.kind === 'fail';
  const counted = listIn(result.suppressions).length === 0 && result.baselineState !== 'absent';
  if (typeof rule !== 'string' || !isFailure || !counted) return [];
  const place = fieldsOf(fieldsOf(listIn(result.locations)[0]).physicalLocation);
  const region = fieldsOf(place.region);
  const fingerprints = fieldsOf(result.partialFingerprints);
  const text = textIn(fieldsOf(region.snippet).text);
  return [
    {
      rule,
      level: levelIn(result.level),
      message: textIn(fieldsOf(result.message).text) ?? '',
      path: decoded(textIn(fieldsOf(place.artifactLocation).uri) ?? ''),
      region: regionIn(region),
      fingerprint: textIn(fingerprints[fingerprintName]),
      contentFingerprint: textIn(fingerprints[contentFingerprintName]),
      text: text === null ? null : foldSpace(text),
    },
  ];
}

function regionIn({ startLine, startColumn, endLine, endColumn }: Fields): Region | null {
  const isPosition = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 1;
  if (!isPosition(startLine)) return null;
  return {
    startLine,
    startColumn: isPosition(startColumn) ? startColumn : 1,
    endLine: isPosition(endLine) ? endLine : startLine,
    endColumn: isPosition(endColumn) ? endColumn : 1,
  };
}

function levelIn(value: unknown): Level {
  return value === 'error' || value === 'note' ? value : 'warning';
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
