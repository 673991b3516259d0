/** XML 1.0 text: what the format has no place for is written out, the rest is escaped. */
import { visible } from './visible.ts';

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Safe as text and as an attribute's value, in XML and in HTML; every deceptive character is written out. */
export function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => entities.get(character) ?? '');
}
