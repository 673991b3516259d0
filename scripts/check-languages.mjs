// Refuses comparisons with the name of a language outside of the front ends and the models: analyses, rules and reporters
// know one IR. What differs between languages is said by models, by rule.yaml (`languages`), or by the IR itself.
import { readdirSync, readFileSync } from 'node:fs';
import { ts } from 'ts-morph';

const languages = new Set(['python', 'typescript', 'javascript']);
/** The front ends, the models' folder, and the one place that loads a front end by name. */
const allowed = /^src\/(frontends|models)\/|^src\/engine\/standard-parts\.ts$/;

const files = ['src', 'rules']
  .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => `${entry.parentPath}/${entry.name}`)
  .filter((path) => !allowed.test(path))
  .sort();

const problems = files.flatMap((path) => {
  const tree = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, false);
  const found = [];
  const visit = (node) => {
    if (isDecision(node)) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      found.push(`${path}:${line + 1}: decides by the name of a language`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
});

function isDecision(node) {
  if (ts.isCaseClause(node)) return isLanguage(node.expression);
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  const isComparison =
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    kind === ts.SyntaxKind.EqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsToken;
  return isComparison && (isLanguage(node.left) || isLanguage(node.right));
}

function isLanguage(node) {
  return ts.isStringLiteralLike(node) && languages.has(node.text);
}

for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
