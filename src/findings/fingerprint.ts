/**
 * The fingerprint by which a finding is known from one revision of the code to the next.
 *
 * It is made of what stays when lines move: rule, file, function, the text of the place's lines and of the place itself
 * (white space folded), and a counter for findings that agree in all of these. The message is no part of it, so that a
 * rule may be worded better without every known finding coming back as new.
 *
 * The **content fingerprint** leaves the file out: by it a finding is known in a file that was renamed.
 *
 * Worked example: `LOG.debug(password)` twice in one function gives two fingerprints, counters 0 and 1; a line put
 * before both changes neither.
 */
import { createHash } from 'node:crypto';
import { lineAt } from '../source/text.ts';
import type { FileText, Finding, Place } from './finding.ts';

/** What the two are called in SARIF. */
export const fingerprintName = 'ironvet/v1';
export const contentFingerprintName = 'ironvet/content/v1';

/** Goes into the hash: raise it when the recipe changes, so that old and new fingerprints never meet by chance. */
const recipe = 1;

export type Fingerprints = Pick<Finding, 'fingerprint' | 'contentFingerprint'>;

/** Gives fingerprints to findings that come in order; 32 hexadecimal digits each. */
export class Fingerprinter {
  private readonly seen = new Map<string, number>();

  next(rule: string, place: Place, source: FileText): Fingerprints {
    const content = [place.function, ...textsOf(place, source)];
    const key = JSON.stringify([recipe, rule, place.path, ...content]);
    const occurrence = this.seen.get(key) ?? 0;
    this.seen.set(key, occurrence + 1);
    return {
      fingerprint: digest(`${key}#${occurrence}`),
      contentFingerprint: digest(`${JSON.stringify([recipe, rule, ...content])}#${occurrence}`),
    };
  }
}

function textsOf(place: Place, source: FileText): [lines: string, span: string] {
  const { start, end } = place.span;
  const firstLine = lineAt(source.lineStarts, start);
  const lastLine = lineAt(source.lineStarts, Math.max(start, end - 1));
  const lines = source.text.slice(source.lineStarts[firstLine - 1] ?? 0, source.lineStarts[lastLine]);
  return [foldSpace(lines), foldSpace(source.text.slice(start, end))];
}

/** White space does not count: it changes with every indentation. */
export function foldSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
