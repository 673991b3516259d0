/** A message of a finding as HTML. */
import { codeParts } from '../prose.ts';
import { escaped } from '../xml.ts';

/** Names between backticks become code. */
export function prose(message: string): string {
  return codeParts(message)
    .map((part) => (part.code ? `<code>${escaped(part.text)}</code>` : escaped(part.text)))
    .join('');
}
