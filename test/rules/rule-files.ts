/** The files of the rules' folders, read from the disk. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Names of the folders in rules/, sorted. */
export function ruleNames(): string[] {
  const entries = readdirSync('rules', { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Everything below the folder, sorted, paths relative to it. */
export function filesOf(rule: string): string[] {
  const entries = readdirSync(`rules/${rule}`, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(`rules/${rule}/`.length))
    .sort();
}

/** cases.py, cases.js and the like, and those in cases/. */
export function caseNames(rule: string): string[] {
  return filesOf(rule).filter((path) => isCase(path));
}

export function isCase(path: string): boolean {
  return /^cases(\/[a-z0-9_-]+)?\.(py|[jt]sx?)$/.test(path);
}

/** '' for a file that is not there: the bookkeeping test says so. */
export function readRuleFile(rule: string, path: string): string {
  const file = `rules/${rule}/${path}`;
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
