/**
 * The way of a path finding as a small graph (SVG): from where something is acquired or starts, over what can raise, to where
 * the function is left. One node a step, top to bottom, an arrow between them; the arrow bends where the way leaves a function.
 */
import type { Place, Report, Step } from '../../findings/finding.ts';
import { startOf } from '../lines.ts';
import { escaped } from '../xml.ts';

const rowHeight = 46;
const nodeX = 18;
const textX = 40;
const width = 560;
const longestWords = 76;

/** Of the steps' lines and messages; '' for fewer than two steps: no way to draw. */
export function pathGraphOf(steps: readonly Step[], report: Report): string {
  if (steps.length < 2) return '';
  const height = steps.length * rowHeight;
  const nodes = steps.map((step, index) => nodeText(step, { index, last: steps.length - 1, report }));
  const arrows = steps.slice(1).map((step, index) => arrowText(index, steps[index]?.place, step.place));
  const words = steps.map((step) => `${whereabouts(step, report)}: ${step.message}`).join('; then ');
  return [
    `<svg class="way" role="img" aria-label="${escaped(`The way: ${words}`)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    ...arrows,
    ...nodes,
    '</svg>',
  ].join('');
}

function nodeText(
  step: Step,
  { index, last, report }: { readonly index: number; readonly last: number; readonly report: Report },
): string {
  const y = index * rowHeight + 16;
  const kind = index === 0 ? 'start' : index === last ? 'end' : 'middle';
  return [
    `<circle class="${kind}" cx="${nodeX}" cy="${y}" r="10"/>`,
    `<text class="count" x="${nodeX}" y="${y + 4}">${index + 1}</text>`,
    `<text class="where" x="${textX}" y="${y}">${escaped(whereabouts(step, report))}</text>`,
    `<text class="what" x="${textX}" y="${y + 15}">${escaped(shortened(step.message))}</text>`,
  ].join('');
}

/** A straight arrow inside one function, a bent and dashed one between two. */
function arrowText(index: number, from: Place | undefined, to: Place): string {
  const start = index * rowHeight + 27;
  const end = (index + 1) * rowHeight + 3;
  const inside = from !== undefined && from.path === to.path && from.function === to.function;
  const bend = inside ? '' : ` C 4 ${start + 6} 4 ${end - 8}`;
  const path = `M ${nodeX} ${start}${bend === '' ? ` L ${nodeX} ${end}` : `${bend} ${nodeX} ${end}`}`;
  const head = `M ${nodeX - 4} ${end - 6} L ${nodeX} ${end} L ${nodeX + 4} ${end - 6}`;
  return `<path class="${inside ? 'edge' : 'edge across'}" d="${path}"/><path class="edge" d="${head}"/>`;
}

function whereabouts({ place }: Step, report: Report): string {
  const line = startOf(place, report.sources)?.line;
  const name = place.function === '' ? place.path : place.function;
  return line === undefined ? name : `${name}, line ${line}`;
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= longestWords ? text : `${characters.slice(0, longestWords - 1).join('')}…`;
}
