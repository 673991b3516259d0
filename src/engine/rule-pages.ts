/** What the rules are, for `ironvet rules` and `ironvet explain`. */
import type { RuleDescription } from '../findings/finding.ts';
import { ownDescriptions } from '../rules/own-rules.ts';
import { loadDescriptions } from '../rules/registry.ts';
import { textFilesOnDisk } from '../source/text-file.ts';
import { checkId } from './choose-rules.ts';
import { readConfiguration } from './configuration.ts';

/** All rules, by id, and those that the configuration above the directory brings. */
export async function listRules(workingDirectory: string): Promise<readonly RuleDescription[]> {
  const asked = { named: null, workingDirectory, paths: [workingDirectory], runsRules: false };
  const { ownRules } = await readConfiguration(asked, textFilesOnDisk);
  return [...(await loadDescriptions()), ...ownDescriptions(ownRules)];
}

/** A rule's page with its facts on top, Markdown. Throws an InputError when there is no such rule. */
export async function explainRule(id: string, workingDirectory: string): Promise<string> {
  const rules = await listRules(workingDirectory);
  checkId(
    id,
    rules.map((rule) => rule.id),
  );
  return rules
    .filter((rule) => rule.id === id)
    .map((rule) => `${rule.help.trimEnd()}\n\n${factsOf(rule)}\n`)
    .join('');
}

function factsOf(rule: RuleDescription): string {
  const weaknesses = rule.cwe.map((number) => `CWE-${number}`).join(', ');
  return [
    `Rule: ${rule.id}`,
    `Area: ${rule.area}`,
    `Level: ${rule.level}, precision ${rule.precision}, security severity ${rule.securitySeverity.toFixed(1)}`,
    ...(weaknesses === '' ? [] : [`Weaknesses: ${weaknesses}`]),
  ].join('\n');
}
