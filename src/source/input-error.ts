/**
 * The user asked for something that cannot be done: a path that does not exist, an unknown option value, a revision that
 * is not there. Told in one line with a hint, never with a stack.
 */
export class InputError extends Error {
  readonly hint: string | null;

  constructor(message: string, hint: string | null = null) {
    super(message);
    this.name = 'InputError';
    this.hint = hint;
  }
}

/** The message of whatever was thrown, on one line. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.split(/\r?\n/, 1)[0] ?? '';
}
