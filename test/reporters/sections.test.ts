import { describe, expect, test } from 'vitest';
import { sectionsOf } from '../../src/reporters/sections.ts';
import { verdictOf } from '../../src/reporters/verdict.ts';
import { sampleReport } from './sample-report.ts';

describe('sections', () => {
  const sections = sectionsOf(sampleReport());

  test('are the six of a review, and every rule is in one', () => {
    expect(sections.map((section) => section.id)).toEqual([
      'calls',
      'errors-and-logging',
      'provisioning',
      'console',
      'validation',
      'network',
    ]);
    const rules = sections.flatMap((section) => section.rules.map((rule) => rule.id));
    expect(rules.sort()).toEqual(['console-reset-unsafe', 'secret-in-log']);
  });

  test('name the functions that were checked with their lines', () => {
    const logging = sections.find((section) => section.id === 'errors-and-logging');
    expect(logging?.checked).toEqual([
      {
        path: 'ironic/drivers/modules/bmc/power.py',
        functions: [{ name: 'BmcPower.set_power_state', first: 9, last: 12 }],
      },
    ]);
  });

  test('put rules on values that change a command with the calls, other input rules with validation', () => {
    const report = sampleReport();
    const [sample] = report.rules;
    if (sample === undefined) throw new Error('the sample report has a rule');
    const rules = [
      { ...sample, id: 'shell', area: 'input' as const, cwe: [78], tags: [] },
      { ...sample, id: 'range', area: 'input' as const, cwe: [1284], tags: [] },
    ];
    const ids = sectionsOf({ ...report, rules }).map((section) => section.rules.map((rule) => rule.id));
    expect(ids).toEqual([['shell'], [], [], [], ['range'], []]);
  });
});

describe('the verdict', () => {
  test('is as bad as the worst finding and says what was not seen', () => {
    expect(verdictOf(sampleReport())).toEqual({
      worst: 'error',
      sentence: 'Fix before merging: 1 error and 1 warning.',
      limits: ['1 function could not be followed to the end.', '2 of 9 calls could not be resolved.'],
    });
  });

  test('of a clean report says so', () => {
    const clean = {
      ...sampleReport(),
      findings: [],
      notifications: [],
      resolution: { inTree: 1, modelled: 0, unknown: 0 },
    };
    expect(verdictOf(clean)).toEqual({
      worst: null,
      sentence: 'No security defects were found in what was checked.',
      limits: [],
    });
  });
});
