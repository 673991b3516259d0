/** A report in which every text that an attacker controls tries to do harm. */
import type { Report } from '../../src/findings/finding.ts';
import { fileText, sampleReport, secretInLog } from './sample-report.ts';

const escapes = '\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007\u001b[2J';
const bidirectional = '\u202e\u2066txt.exe\u2069';
const lines = 'a\r\nb\u2028c\u0085d\u0000';
const invisible = '\u200b\ufeff\u{e0041}\u{fe0f}';
const loneSurrogate = '\ud800';

/** All of it; none may reach an output as it is. */
export const harmful = `${escapes}${bidirectional}${lines}${invisible}${loneSurrogate}`;

const path = `ironic/..hidden/${harmful.replaceAll('/', '')}/a b#c?d%e:f\\g.py`;
const text = `x = 1  # ${harmful}\n\tpassword = "${harmful}"\n${'y'.repeat(100_000)}`;

export function hostileReport(): Report {
  const place = { path, span: { start: 0, end: text.indexOf('password') + 8 }, function: `run${harmful}` };
  const endless = { path, span: { start: text.length - 50_000, end: text.length }, function: '' };
  const message = `Reads ${harmful}: [click](http://evil.example).`;
  const related = [{ place: endless, message: harmful }];
  const trace = [
    { place, message: harmful },
    { place: endless, message },
  ];
  return {
    ...sampleReport(),
    rules: [secretInLog],
    findings: [
      {
        rule: secretInLog.id,
        level: 'error',
        message,
        place,
        related,
        trace,
        fingerprint: '0'.repeat(32),
        contentFingerprint: '1'.repeat(32),
      },
    ],
    evidence: [{ rule: secretInLog.id, kind: 'review', message, place, related }],
    notifications: [
      { level: 'error', id: 'undecodable', message: harmful, path, span: place.span, rule: secretInLog.id },
      { level: 'note', id: 'outside-root', message, path: `/etc/${harmful}`, span: null, rule: null },
    ],
    files: [{ path, hash: 'f'.repeat(64), bytes: 1, lines: 3, functions: 1, status: 'partial' }],
    sources: new Map([[path, fileText(text)]]),
  };
}
