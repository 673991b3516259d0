/** Every rule on its cases: each alert is expected, each expectation met. */
import { describe, expect, test } from 'vitest';
import { readCaseFile } from './case-file.ts';
import { checkCase } from './check-case.ts';
import { caseNames, readRuleFile, ruleNames } from './rule-files.ts';
import { runRule } from './run-rule.ts';

describe.each(ruleNames())('%s', (rule) => {
  test('has cases', () => {
    expect(caseNames(rule)).not.toEqual([]);
  });

  test.each(caseNames(rule))('%s', async (name) => {
    const caseFile = readCaseFile(`rules/${rule}/${name}`, readRuleFile(rule, name));
    const failures = checkCase(caseFile, rule, await runRule(rule, caseFile));
    if (failures.length > 0) expect.fail(`\n${failures.join('\n\n')}\n`);
  });
});
