/** What the kinds of notifications mean, for readers of SARIF; an unknown kind is explained by its own words. */

const meanings: ReadonlyMap<string, string> = new Map([
  ['analysis-crashed', 'An analysis failed on a function; the rest of the run is complete.'],
  ['budget-exhausted', 'A limit on steps was used up, so a function was not followed to its end.'],
  ['configuration-invalid', 'The configuration file is not as its schema demands.'],
  ['file-too-large', 'A file is larger than the limit and was not read.'],
  ['finding-refused', 'A rule made a finding that points outside of the analyzed files.'],
  ['linked-outside', 'A link leads out of the analyzed tree and was not followed.'],
  ['outside-root', 'A path leads out of the analyzed tree and was not read.'],
  ['rule-crashed', 'A rule failed; its findings are missing from the report.'],
  ['syntax-error', 'A part of a file could not be parsed and was not analyzed.'],
  ['undecodable', 'The bytes of a file are not text in its declared encoding.'],
  ['unreadable', 'A file could not be read.'],
]);

/** One sentence. */
export function meaningOf(id: string): string {
  return meanings.get(id) ?? sentenceOf(id);
}

function sentenceOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
