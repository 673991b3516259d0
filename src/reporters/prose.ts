/** Messages as formats with markup show them. */

export interface ProsePart {
  /** Stands between backticks in the message: a name or a piece of code. */
  readonly code: boolean;
  readonly text: string;
}

/** Worked example: 'opens `path`' is the prose 'opens ' and the code 'path'. A lone backtick is prose. */
export function codeParts(message: string): readonly ProsePart[] {
  const parts = message.split(/`([^`]+)`/);
  return parts.map((text, index) => ({ code: index % 2 === 1, text })).filter((part) => part.text !== '');
}
