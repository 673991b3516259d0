/** The rule that docs/adding-a-rule.md builds, taken from the page and run. */
import { readFileSync } from 'node:fs';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { expect, test } from 'vitest';
import type { Rule, RuleCheck } from '../../src/rules/contract.ts';
import { pageHeadings, readPage } from '../../src/rules/page.ts';
import { readRuleFolder } from '../../src/rules/rule-file.ts';
import { type CaseFile, readCaseFile } from './case-file.ts';
import { checkCase } from './check-case.ts';
import { runOwnRule } from './run-rule.ts';

const id = 'breakpoint-left-in';
const guide = readFileSync('docs/adding-a-rule.md', 'utf8');

/** The code block that follows the line naming the file. */
function blockFor(file: string): string {
  const start = guide.indexOf(`\`rules/${id}/${file}\``);
  const block = /^(`{3,})\w+\n([\s\S]*?)^\1\n/m.exec(guide.slice(start));
  if (start < 0 || block === null) throw new Error(`the guide does not show ${file}`);
  return block[2] ?? '';
}

const page = blockFor('README.md');
const { description } = readRuleFolder({ name: id, description: blockFor('rule.yaml'), page });

/** Imports the guide's code; all that it imports itself are types. */
async function loadRule(): Promise<Rule> {
  const options = { module: ModuleKind.ESNext, target: ScriptTarget.ES2022, verbatimModuleSyntax: true };
  const { outputText } = transpileModule(blockFor('rule.ts'), { compilerOptions: options });
  const module: { check: RuleCheck } = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(outputText)}`
  );
  return { description, check: module.check };
}

async function failuresOf(caseFile: CaseFile): Promise<string[]> {
  return checkCase(caseFile, id, await runOwnRule(await loadRule(), caseFile));
}

test('its cases hold', async () => {
  const failures = await failuresOf(readCaseFile('cases.py', blockFor('cases.py')));
  expect(failures.join('\n\n')).toBe('');
});

test('its page has the fixed headings, and its code does what it says', async () => {
  const { title, sections } = readPage(page);
  expect(title).toBe(description.title);
  expect(sections.map((section) => section.heading)).toEqual([...pageHeadings]);
  const found = async (heading: string) => {
    const code = sections.find((section) => section.heading === heading)?.blocks[0]?.code ?? '';
    const report = await runOwnRule(await loadRule(), readCaseFile('README.md', code));
    return report.findings.map((finding) => finding.rule);
  };
  expect(await found('Flagged')).toEqual([id]);
  expect(await found('Fine')).toEqual([]);
});

test('the mistake that it shows is told as it says', () => {
  const mistaken = blockFor('rule.yaml').replace('level: warning', 'level: waring');
  const message = /^rules\/breakpoint-left-in\/rule\.yaml:5:.*$/m.exec(guide)?.[0] ?? '';
  expect(() => readRuleFolder({ name: id, description: mistaken, page })).toThrow(message);
});
