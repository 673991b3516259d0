/** What the rules are, for `ironvet rules` and `ironvet explain`. */
import type { RuleDescription } from '../findings/finding.ts';
import { loadDescriptions } from '../rules/registry.ts';
import { checkId } from './choose-rules.ts';

/** All rules, by id. */
export function listRules(): readonly RuleDescription[] {
  return loadDescriptions();
}

/** A rule's page with its facts on top, Markdown. Throws an InputError when there is no such rule. */
export function explainRule(id: string): string {
  const rules = loadDescriptions();
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
