/** Nothing that belongs to a rule is missing, nothing else lies about. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { undeclaredKind, undeclaredLabel } from '../../src/models/kinds.ts';
import { loadPackageModels } from '../../src/models/package-models.ts';
import { pageHeadings, readPage } from '../../src/rules/page.ts';
import { ruleFolders } from '../../src/rules/registry.ts';
import { readRuleFolder } from '../../src/rules/rule-file.ts';
import { caseNames, filesOf, isCase, readRuleFile, ruleNames } from './rule-files.ts';

const { kinds } = loadPackageModels();

/** The sinks and labels of the rule's policy, with what is wrong about each. */
function policyKinds(rule: string): { readonly problem: string | null }[] {
  const { taint } = parse(readRuleFile(rule, 'rule.yaml')) as {
    taint?: { sinks: string[]; labels: string[] };
  };
  const labels = (taint?.labels ?? []).filter((label) => !label.endsWith('*'));
  return [
    ...(taint?.sinks ?? []).map((sink) => ({ problem: undeclaredKind(kinds, 'sinks', sink) })),
    ...labels.map((label) => ({ problem: undeclaredLabel(kinds, label) })),
  ];
}

/** Modules of the rule's own that its code imports. */
function modulesOf(rule: string): string[] {
  const code = filesOf(rule).filter((file) => file.endsWith('.ts'));
  const imported = code.flatMap((file) => [...readRuleFile(rule, file).matchAll(/ from '\.\/([^']+)'/g)]);
  return imported.map((match) => match[1] ?? '');
}

test('the registry has every folder of rules/', () => {
  expect(ruleFolders()).toEqual(ruleNames());
});

describe.each(ruleNames())('%s', (rule) => {
  const page = readPage(readRuleFile(rule, 'README.md'));

  test('has its description, page and cases, and nothing else', () => {
    const files = filesOf(rule);
    expect(files).toEqual(expect.arrayContaining(['README.md', 'rule.yaml']));
    expect(caseNames(rule)).not.toEqual([]);
    const known = ['README.md', 'rule.yaml', 'rule.ts', ...modulesOf(rule)];
    expect(files.filter((file) => !known.includes(file) && !isCase(file))).toEqual([]);
  });

  test('is either policy or code', () => {
    const hasPolicy = /^taint:/m.test(readRuleFile(rule, 'rule.yaml'));
    expect(filesOf(rule).includes('rule.ts')).toBe(!hasPolicy);
  });

  test('speaks of kinds that the models know', () => {
    expect(policyKinds(rule).flatMap(({ problem }) => problem ?? [])).toEqual([]);
  });

  test('has a page with the fixed headings, each with something under it', () => {
    expect(page.sections.map((section) => section.heading)).toEqual([...pageHeadings]);
    const empty = page.sections.filter((section) => section.text === '' && section.blocks.length === 0);
    expect(empty.map((section) => section.heading)).toEqual([]);
  });

  test('has a page titled like the rule', () => {
    const text = { description: readRuleFile(rule, 'rule.yaml'), page: readRuleFile(rule, 'README.md') };
    expect(page.title).toBe(readRuleFolder({ name: rule, ...text }).description.title);
  });
});
