/** Prints scored cases for people: a line per case that is not caught, then the totals per class and reach. */
import type { Outcome, Row } from './score.ts';

export function printRows(rows: readonly Row[]): string {
  const open = rows.filter((row) => row.outcome !== 'caught');
  return `${[...open.map(printOpenCase), '', ...printTotals(rows)].join('\n')}\n`;
}

function printOpenCase(row: Row): string {
  return `${row.outcome.padEnd(14)} ${row.class.padEnd(10)} ${row.reach.padEnd(15)} ${row.sure.padEnd(6)} ${row.id}: ${row.why}`;
}

function printTotals(rows: readonly Row[]): string[] {
  const byClass = groups(rows, (row) => row.class);
  const byReach = groups(rows, (row) => row.reach);
  const header = `${''.padEnd(32)}${['cases', 'caught', 'missed', 'still alerting'].map((name) => name.padStart(15)).join('')}`;
  return [
    header,
    ...[...byClass].map(([name, members]) => printTotal(`class ${name}`, members)),
    ...[...byReach].map(([name, members]) => printTotal(`reach ${name}`, members)),
    printTotal('all', rows),
  ];
}

function printTotal(name: string, rows: readonly Row[]): string {
  const count = (outcome: Outcome) => rows.filter((row) => row.outcome === outcome).length;
  const caught = count('caught');
  const share = rows.length === 0 ? '' : ` (${Math.round((100 * caught) / rows.length)} %)`;
  const cells = [
    String(rows.length),
    `${caught}${share}`,
    String(count('missed')),
    String(count('still-alerting')),
  ];
  return `${name.padEnd(32)}${cells.map((cell) => cell.padStart(15)).join('')}`;
}

function groups(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const sorted = [...new Set(rows.map(keyOf))].sort();
  return new Map(sorted.map((key) => [key, rows.filter((row) => keyOf(row) === key)]));
}
