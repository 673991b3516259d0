/**
 * The rules of this package, read from the folder rules/: adding a rule is adding a folder, no list is kept by hand.
 *
 * A rule is either policy (a `taint` block in rule.yaml, no code) or code (rule.ts exports `check`). Code is imported from
 * beside this module, so that the tests run rule.ts and the installed package runs the compiled rule.js.
 */

import type { RuleDescription } from '../findings/finding.ts';
import { messageOf } from '../source/input-error.ts';
import { listPackageFolder, readPackageFile } from '../source/package-files.ts';
import { loadCompiledRules } from './compiled-rules.ts';
import type { Rule, RuleCheck, RuleContext, RuleResult } from './contract.ts';
import { RuleError, type RuleProblem } from './rule-error.ts';
import type { RuleFile, RuleFolder } from './rule-file.ts';

/** Runs the policy of one `taint` block. */
export type TaintPolicyCheck = (policy: unknown, context: RuleContext) => RuleResult;

export interface RegistryOptions {
  readonly checkTaintPolicy: TaintPolicyCheck;
}

/**
 * All rules, by id.
 * @throws RuleError with every problem of every rule's folder.
 */
export async function loadRules(options: RegistryOptions): Promise<readonly Rule[]> {
  const files = await readAll();
  const loaded = await Promise.allSettled(files.map((file) => withCode(file, options)));
  const problems = loaded.flatMap((result) =>
    result.status === 'rejected' ? problemsOf(result.reason) : [],
  );
  if (problems.length > 0) throw new RuleError(problems);
  return loaded.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

/**
 * One rule, whatever may be wrong with the others.
 * @throws RuleError
 */
export async function loadRule(id: string, options: RegistryOptions): Promise<Rule> {
  const { readRuleFolder } = await import('./rule-file.ts');
  return withCode(readRuleFolder(folderNamed(id)), options);
}

/**
 * What is known of all rules, by id, without loading their code.
 * @throws RuleError
 */
export async function loadDescriptions(): Promise<readonly RuleDescription[]> {
  return (await readAll()).map((file) => file.description);
}

/** The names of the rules' folders, sorted. */
export function ruleFolders(): string[] {
  return listPackageFolder('rules')
    .filter((name) => name.endsWith('/'))
    .map((name) => name.slice(0, -1));
}

/** The texts of the rules' folders, by name. */
export function ruleFolderTexts(): readonly RuleFolder[] {
  return ruleFolders().map(folderNamed);
}

/** The readers of YAML and schemas are loaded only where nothing stored serves. */
async function readAll(): Promise<readonly RuleFile[]> {
  const folders = ruleFolderTexts();
  return loadCompiledRules(folders) ?? readRuleFolders(folders);
}

/**
 * What the folders describe, in their order.
 * @throws RuleError with every problem of every folder.
 */
export async function readRuleFolders(folders: readonly RuleFolder[]): Promise<readonly RuleFile[]> {
  const { readRuleFolder } = await import('./rule-file.ts');
  const problems: RuleProblem[] = [];
  const files: RuleFile[] = [];
  for (const folder of folders) {
    try {
      files.push(readRuleFolder(folder));
    } catch (error) {
      problems.push(...problemsOf(error));
    }
  }
  if (problems.length > 0) throw new RuleError(problems);
  return files;
}

function folderNamed(name: string): RuleFolder {
  return {
    name,
    description: textOf(`rules/${name}/rule.yaml`),
    page: textOf(`rules/${name}/README.md`),
  };
}

function textOf(path: string): string | null {
  const bytes = readPackageFile(path);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

async function withCode(file: RuleFile, options: RegistryOptions): Promise<Rule> {
  const { description, taint } = file;
  if (taint === null) return { description, check: await importCheck(description.id) };
  return { description, check: (context) => options.checkTaintPolicy(taint, context) };
}

async function importCheck(id: string): Promise<RuleCheck> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const location = new URL(`../../rules/${id}/rule.${extension}`, import.meta.url).href;
  const module: unknown = await import(/* @vite-ignore */ location).catch((error: unknown) => {
    throw codeProblem(id, `cannot be loaded: ${messageOf(error)}`);
  });
  if (hasCheck(module)) return module.check;
  throw codeProblem(id, 'exports no function `check`');
}

/** Whether a module of a rule exports what one must. */
export function hasCheck(module: unknown): module is { readonly check: RuleCheck } {
  return (
    typeof module === 'object' && module !== null && 'check' in module && typeof module.check === 'function'
  );
}

function codeProblem(id: string, message: string): RuleError {
  const hint = '; a rule needs code in rule.ts or a `taint` block in rule.yaml';
  return new RuleError([{ path: `rules/${id}/rule.ts`, line: null, message: message + hint }]);
}

function problemsOf(error: unknown): readonly RuleProblem[] {
  if (error instanceof RuleError) return error.problems;
  throw error;
}
