/**
 * Rules that a project brings itself: folders as in rules/, with a rule.yaml, a page, and either a `taint` block or a
 * rule.js that exports `check`.
 */
import { pathToFileURL } from 'node:url';
import type { RuleDescription } from '../findings/finding.ts';
import { messageOf } from '../source/input-error.ts';
import type { Rule, RuleCheck } from './contract.ts';
import { hasCheck, type RegistryOptions, ruleFolders } from './registry.ts';
import { RuleError } from './rule-error.ts';
import { type RuleFile, readRuleFolder } from './rule-file.ts';

export interface OwnRuleFolder {
  readonly name: string;
  /** As a reader of messages knows it: `rules/acme-log`. */
  readonly path: string;
  readonly description: string;
  /** null: missing, which is a mistake. */
  readonly page: string | null;
  /** The absolute path of rule.js; null: there is none. */
  readonly code: string | null;
}

/** The rules of the folders. Throws a RuleError for a folder that is not right, and for an id that is taken. */
export async function loadOwnRules(
  folders: readonly OwnRuleFolder[],
  options: RegistryOptions,
): Promise<readonly Rule[]> {
  const rules: Rule[] = [];
  for (const folder of folders) rules.push(await loadRule(folder, options));
  return rules;
}

/** What is known of the rules without loading their code. */
export function ownDescriptions(folders: readonly OwnRuleFolder[]): readonly RuleDescription[] {
  return folders.map((folder) => readFolder(folder).description);
}

function readFolder(folder: OwnRuleFolder): RuleFile {
  if (ruleFolders().includes(folder.name)) {
    throw problem(folder, 'rule.yaml', 'ironvet has a rule of this name; choose another one');
  }
  return readRuleFolder(folder, folder.path);
}

async function loadRule(folder: OwnRuleFolder, options: RegistryOptions): Promise<Rule> {
  const { description, taint } = readFolder(folder);
  if (taint !== null) return { description, check: (context) => options.checkTaintPolicy(taint, context) };
  return { description, check: await importCheck(folder) };
}

async function importCheck(folder: OwnRuleFolder): Promise<RuleCheck> {
  if (folder.code === null) {
    throw problem(folder, 'rule.yaml', 'a rule needs a `taint` block, or code in rule.js');
  }
  const location = pathToFileURL(folder.code).href;
  const module: unknown = await import(/* @vite-ignore */ location).catch((error: unknown) => {
    throw problem(folder, 'rule.js', `cannot be loaded: ${messageOf(error)}`);
  });
  if (hasCheck(module)) return module.check;
  throw problem(folder, 'rule.js', 'exports no function `check`');
}

function problem(folder: OwnRuleFolder, file: string, message: string): RuleError {
  return new RuleError([{ path: `${folder.path}/${file}`, line: null, message }]);
}
