/** Splitting identifiers into lower-case words: `ipmiPassword`, `ipmi_password` and `IPMI-PASSWORD` are the same. */

const wordBoundary = /[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

export function wordsOf(identifier: string): string[] {
  return identifier
    .split(wordBoundary)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}
