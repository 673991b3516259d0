/** What the kinds of notifications mean, for readers of SARIF; an unknown kind is explained by its own words. */

const meanings: ReadonlyMap<string, string> = new Map([
  ['baseline-incomplete', 'The earlier revision to compare with could not be analyzed whole.'],
  ['budget-exhausted', 'A limit on steps was used up, so a function was not followed to its end.'],
  ['context-incomplete', 'Files around the analyzed ones, read to understand them, could not be read whole.'],
  ['excluded', 'Files were left out by a pattern, as tests and environments are by default.'],
  ['file-too-large', 'A file is larger than the limit and was not read.'],
  ['finding-refused', 'A rule made a finding that points outside of the analyzed files.'],
  ['front-end-crashed', 'A file could not be analyzed because reading it failed inside of the analyzer.'],
  ['ignore-pattern-skipped', 'A pattern of a .gitignore file is not understood and was not applied.'],
  ['link-not-followed', 'A link leads to what is analyzed anyway and was not followed.'],
  ['outside-root', 'A path leads out of the analyzed tree and was not read.'],
  ['results-cut', 'There are more findings than the reader of the file accepts; the worst are in it.'],
  ['rule-crashed', 'A rule failed; its findings are missing from the report.'],
  ['submodule-not-followed', 'A submodule of the repository was not read.'],
  ['suppression-malformed', 'A comment to the analyzer is not understood and sets no finding aside.'],
  ['suppression-unknown-rule', 'A comment to the analyzer names a rule that does not exist.'],
  ['suppression-unused', 'A comment to the analyzer sets no finding aside any more.'],
  ['suppression-without-reason', 'A comment to the analyzer gives no reason and sets no finding aside.'],
  ['syntax-error', 'A part of a file could not be parsed and was not analyzed.'],
  ['undecodable', 'The bytes of a file are not text in its declared encoding.'],
  ['unreadable', 'A file could not be read.'],
  ['unsupported-file', 'A file is in no language that is analyzed.'],
]);

/** One sentence. */
export function meaningOf(id: string): string {
  return meanings.get(id) ?? sentenceOf(id);
}

function sentenceOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
