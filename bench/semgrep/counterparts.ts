/** Which test files of semgrep ask a question that rules of ours answer; data in counterparts.yaml. */
import { parse } from 'yaml';

export interface Counterpart {
  /** Path beneath python/lang/security. */
  readonly file: string;
  /** Ids of semgrep's rules. */
  readonly semgrep: readonly string[];
  readonly ours: readonly string[];
}

export interface Table {
  readonly counterparts: readonly Counterpart[];
  /** Why a file is not scored, by its path. */
  readonly reasons: ReadonlyMap<string, string>;
}

/** Throws an error that names the file when an entry states neither rules nor a reason. */
export function readTable(text: string): Table {
  const data: unknown = parse(text);
  const counterparts: Counterpart[] = [];
  const reasons = new Map<string, string>();
  for (const [file, entry] of Object.entries(recordIn(data, 'files'))) {
    const without: unknown = Reflect.get(Object(entry), 'without');
    if (typeof without === 'string') reasons.set(file, without);
    else
      counterparts.push({ file, semgrep: listIn(entry, 'semgrep', file), ours: listIn(entry, 'ours', file) });
  }
  return { counterparts, reasons };
}

function recordIn(data: unknown, key: string): Readonly<Record<string, unknown>> {
  const value: unknown = Reflect.get(Object(data), key);
  if (typeof value !== 'object' || value === null) throw new Error(`the table has no \`${key}\``);
  return value as Readonly<Record<string, unknown>>;
}

function listIn(entry: unknown, key: string, file: string): readonly string[] {
  const value: unknown = Reflect.get(Object(entry), key);
  if (!Array.isArray(value) || value.length === 0)
    throw new Error(`${file}: no \`${key}\` and no \`without\``);
  return value.map(String);
}
