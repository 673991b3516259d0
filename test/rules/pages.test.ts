/** The code on the rules' pages is run: what is shown as flagged is flagged, what is shown as fine is not. */
import { describe, expect, test } from 'vitest';
import { type CodeBlock, readPage } from '../../src/rules/page.ts';
import { readCaseFile } from './case-file.ts';
import { readRuleFile, ruleNames } from './rule-files.ts';
import { runRule } from './run-rule.ts';

/** Languages of code that is run, by the extension of its files. */
const extensions: ReadonlyMap<string, string> = new Map([
  ['python', 'py'],
  ['javascript', 'js'],
  ['jsx', 'jsx'],
]);

function blocksUnder(rule: string, heading: string): CodeBlock[] {
  const page = readPage(readRuleFile(rule, 'README.md'));
  const blocks = page.sections.filter((section) => section.heading === heading).flatMap((one) => one.blocks);
  return blocks.filter((block) => extensions.has(block.language));
}

/** Rules and messages found in a block; what the run itself has to say counts too. */
async function foundIn(rule: string, block: CodeBlock): Promise<string[]> {
  const report = await runRule(
    rule,
    readCaseFile(`rules/${rule}/README.${extensions.get(block.language)}`, block.code),
  );
  const notified = report.notifications.map((one) => `${one.id}: ${one.message}`);
  return [...notified, ...report.findings.map((finding) => `${finding.rule}: ${finding.message}`)];
}

describe.each(ruleNames())('%s', (rule) => {
  test.each(blocksUnder(rule, 'Flagged'))('flags the block at README.md:$line', async (block) => {
    const found = await foundIn(rule, block);
    expect(found).not.toEqual([]);
    expect(found.filter((text) => !text.startsWith(`${rule}: `))).toEqual([]);
  });

  test.each(blocksUnder(rule, 'Fine'))('is silent on the block at README.md:$line', async (block) => {
    expect(await foundIn(rule, block)).toEqual([]);
  });

  test('its page shows code of both kinds', () => {
    expect(blocksUnder(rule, 'Flagged')).not.toEqual([]);
    expect(blocksUnder(rule, 'Fine')).not.toEqual([]);
  });
});
