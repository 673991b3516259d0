/**
 * Real upstream fixes as before/after pairs: `parent` still has the defect, `fix` no longer has it.
 * The file holds facts only (commits, paths, lines), never code.
 */
import { parse } from 'yaml';
import type { Area } from '../../src/findings/finding.ts';

/** Lines from 1, both inclusive. */
export type LineRange = readonly [first: number, last: number];

export interface FixCase {
  readonly id: string;
  readonly repo: string;
  readonly parent: string;
  readonly fix: string;
  /** Of the fix, YYYY-MM-DD. */
  readonly date: string;
  readonly class: string;
  readonly reach: string;
  readonly sure: string;
  readonly file: string;
  readonly function: string;
  readonly defectLines: LineRange;
  readonly fixedFile: string;
  readonly fixedLines: LineRange;
}

/** What to score; an empty list selects everything. */
export interface Selection {
  readonly classes: readonly string[];
  readonly reaches: readonly string[];
  readonly sures: readonly string[];
  readonly ids: readonly string[];
}

/** Reads the cases of a YAML file. Throws an error that names the case when a field is missing. */
export function readCases(text: string): FixCase[] {
  const rows: unknown = parse(text);
  if (!Array.isArray(rows)) throw new Error('the cases file must hold a list of cases');
  return rows.map((row: unknown, index) => toCase(asRecord(row, `case ${index + 1}`)));
}

export function selectCases(cases: readonly FixCase[], selection: Selection): FixCase[] {
  const admits = (list: readonly string[], value: string) => list.length === 0 || list.includes(value);
  return cases.filter(
    (candidate) =>
      admits(selection.classes, candidate.class) &&
      admits(selection.reaches, candidate.reach) &&
      admits(selection.sures, candidate.sure) &&
      admits(selection.ids, candidate.id),
  );
}

/** The area whose findings count for a case of this class. */
export function areaOfClass(caseClass: string): Area {
  return (caseClass === 'secret-log' ? 'secret' : caseClass) as Area;
}

function toCase(row: Readonly<Record<string, unknown>>): FixCase {
  const id = text(row, 'id', 'a case');
  const file = text(row, 'file', id);
  return {
    id,
    repo: text(row, 'repo', id),
    parent: text(row, 'parent', id),
    fix: text(row, 'fix', id),
    date: text(row, 'date', id),
    class: text(row, 'class', id),
    reach: text(row, 'reach', id),
    sure: text(row, 'sure', id),
    file,
    function: text(row, 'function', id),
    defectLines: lines(row, 'defect_lines', id),
    fixedFile: typeof row.fixed_file === 'string' ? row.fixed_file : file,
    fixedLines: lines(row, 'fixed_lines', id),
  };
}

function asRecord(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new Error(`${where} is not a mapping`);
  return value as Readonly<Record<string, unknown>>;
}

function text(row: Readonly<Record<string, unknown>>, key: string, where: string): string {
  const value = row[key];
  if (typeof value !== 'string') throw new Error(`${where}: ${key} is missing`);
  return value;
}

function lines(row: Readonly<Record<string, unknown>>, key: string, where: string): LineRange {
  const value: unknown = row[key];
  const [first, last]: unknown[] = Array.isArray(value) ? value : [];
  if (typeof first !== 'number' || typeof last !== 'number') {
    throw new Error(`${where}: ${key} must be [first line, last line]`);
  }
  return [first, last];
}
