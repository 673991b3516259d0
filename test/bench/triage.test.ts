import { expect, test } from 'vitest';
import { type Candidate, drawn } from '../../bench/triage/draw.ts';

const candidates: readonly Candidate[] = Array.from({ length: 40 }, (_, index) => ({
  tree: 'ironic',
  finding: {
    rule: 'secret-in-log',
    level: 'error',
    message: 'A password is logged.',
    fingerprint: String(index),
    place: { path: `driver_${index % 7}.py`, function: '', startLine: index + 1 },
  },
}));

const lines = (sample: readonly Candidate[]) => sample.map((one) => one.finding.place.startLine);

test('a seed draws the same sample in whatever order the findings come', () => {
  const sample = lines(drawn(candidates, 10, 3));
  expect(sample).toHaveLength(10);
  expect(lines(drawn(candidates.toReversed(), 10, 3))).toEqual(sample);
});

test('another seed draws another sample', () => {
  expect(lines(drawn(candidates, 10, 4))).not.toEqual(lines(drawn(candidates, 10, 3)));
});

test('a sample larger than what there is holds everything once', () => {
  const everything = lines(drawn(candidates, 100, 1));
  expect(new Set(everything).size).toBe(40);
  expect(everything).toHaveLength(40);
});
