// Stores the descriptions of the package's rules in checked form, so that a run need not read YAML.
// While a rule's folder is not complete nothing is stored, and running a rule tells what is missing.
import { rmSync, writeFileSync } from 'node:fs';
import { compiledRulesFile, compileRules } from '../dist/src/rules/compiled-rules.js';
import { readRuleFolders, ruleFolderTexts } from '../dist/src/rules/registry.js';
import { RuleError } from '../dist/src/rules/rule-error.js';

try {
  const folders = ruleFolderTexts();
  writeFileSync(compiledRulesFile, compileRules(await readRuleFolders(folders), folders));
} catch (error) {
  if (!(error instanceof RuleError)) throw error;
  rmSync(compiledRulesFile, { force: true });
  process.stderr.write(`${error.message}\n`);
}
