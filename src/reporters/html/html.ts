/**
 * The report as one HTML file that needs no network: six sections and a verdict, filters, code with the trace drawn on it.
 *
 * Every text of the analyzed code is escaped, and a content security policy allows this file's own script and nothing else,
 * so that a driver whose names hold markup does no harm.
 */
import { createHash } from 'node:crypto';
import type { Area, Finding, Place, Report, RuleDescription, Step } from '../../findings/finding.ts';
import { compareText } from '../../findings/order.ts';
import { startOf } from '../lines.ts';
import { type CheckedFile, type Reason, type Section, sectionsOf } from '../sections.ts';
import { counted, verdictOf } from '../verdict.ts';
import { escaped } from '../xml.ts';
import { framesOf } from './code.ts';
import { pathGraphOf } from './path-graph.ts';
import { prose } from './prose.ts';
import { script } from './script.ts';
import { styles } from './styles.ts';

export function htmlOf(report: Report): string {
  const sections = sectionsOf(report);
  return [
    '<!doctype html>',
    '<html lang="en">',
    headText(),
    '<body>',
    '<a class="skip" href="#findings">Skip to the findings</a>',
    headerText(report, sections),
    filterText(report),
    '<main id="findings">',
    ...sections.map((section, index) => sectionText(section, index + 1, report)),
    '</main>',
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function headText(): string {
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return [
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>ironvet: security report</title>',
    `<style>${styles}</style>`,
    '</head>',
  ].join('\n');
}

function headerText(report: Report, sections: readonly Section[]): string {
  const { files, toolVersion } = report;
  const lines = files.reduce((total, file) => total + file.lines, 0);
  const { worst, sentence, limits } = verdictOf(report);
  const remarks =
    limits.length === 0 ? '' : `<ul>${limits.map((limit) => `<li>${escaped(limit)}</li>`).join('')}</ul>`;
  return [
    '<header>',
    '<h1>Security report</h1>',
    `<p class="soft">ironvet ${escaped(toolVersion)} analyzed ${counted(files.length, 'file')}, ${counted(lines, 'line')}.</p>`,
    `<div class="verdict ${worst ?? ''}" role="status"><strong>${escaped(sentence)}</strong>${remarks}</div>`,
    overviewText(sections),
    '</header>',
  ].join('\n');
}

function overviewText(sections: readonly Section[]): string {
  const rows = sections.map(({ id, title, checked, inOrder, findings }) => {
    const places = inOrder.reduce((total, reason) => total + reason.places.length, 0);
    const counts = (['error', 'warning', 'note'] as const).map(
      (level) => `<td>${findings.filter((one) => one.level === level).length}</td>`,
    );
    return `<tr><td><a href="#${id}">${escaped(title)}</a></td><td>${checked.length}</td><td>${places}</td>${counts.join('')}</tr>`;
  });
  const heads = ['Section', 'Files checked', 'Sites in order', 'Errors', 'Warnings', 'Notes'];
  const head = heads.map((title) => `<th scope="col">${title}</th>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

/** Hidden until the script runs: without it filters would do nothing. */
function filterText(report: Report): string {
  const found = new Set(report.findings.map((finding) => finding.rule));
  const rules = report.rules.filter((rule) => found.has(rule.id));
  const areas = [...new Set(rules.map((rule) => rule.area))].sort(compareText);
  const ids = rules.map((rule) => rule.id).sort(compareText);
  return [
    '<form hidden aria-label="Filter the findings">',
    `<label>Area <select name="area"><option value="">all</option>${optionsOf(areas)}</select></label>`,
    '<label>Level <select name="level"><option value="note">all</option><option value="warning">warnings and errors</option><option value="error">errors</option></select></label>',
    `<label>Rule <select name="rule"><option value="">all</option>${optionsOf(ids)}</select></label>`,
    '<label>File <input name="file" type="search" placeholder="part of a path ( / )"></label>',
    '<output aria-live="polite"></output>',
    '</form>',
  ].join('\n');
}

function optionsOf(values: readonly string[]): string {
  return values.map((value) => `<option>${escaped(value)}</option>`).join('');
}

function sectionText(section: Section, number: number, report: Report): string {
  const { id, title, question, findings, rules } = section;
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return [
    `<section aria-labelledby="${id}">`,
    `<h2 id="${id}">${number}. ${escaped(title)}</h2>`,
    `<p class="soft">${escaped(question)}</p>`,
    checkedText(section),
    reasonsText('In order, and why', section.inOrder, report),
    reasonsText('For a person to review', section.review, report),
    ...findings.map((finding) => findingText(finding, byId.get(finding.rule), report)),
    ...(findings.length === 0 ? ['<p>Nothing was found that is not in order.</p>'] : []),
    '</section>',
  ].join('\n');
}

function checkedText({ checked, rules }: Section): string {
  if (rules.length === 0) return '<p>No rule of this section was run.</p>';
  const functions = checked.reduce((total, file) => total + file.functions.length, 0);
  const sites =
    functions === 0
      ? 'no site to tell of'
      : `sites in ${counted(functions, 'function')} of ${counted(checked.length, 'file')}`;
  const asked = rules.map((rule) => `<li><code>${escaped(rule.id)}</code>: ${prose(rule.title)}</li>`);
  const items = [...asked, ...checked.map(checkedItem)].join('\n');
  return `<details><summary>What was checked: ${counted(rules.length, 'rule')}, ${sites}</summary><ul>${items}</ul></details>`;
}

function checkedItem({ path, functions }: CheckedFile): string {
  const parts = functions.map(({ name, first, last }) => {
    const lines = first === last ? `line ${first}` : `lines ${first}–${last}`;
    return name === '' ? lines : `<code>${escaped(name)}</code> (${lines})`;
  });
  return `<li><code>${escaped(path)}</code>: ${parts.join(', ')}</li>`;
}

function reasonsText(heading: string, reasons: readonly Reason[], report: Report): string {
  if (reasons.length === 0) return '';
  const places = reasons.reduce((total, reason) => total + reason.places.length, 0);
  const items = reasons.map((reason) => {
    const where = reason.places.map((place) => `<code>${escaped(addressOf(place, report))}</code>`);
    return `<li>${prose(reason.message)} <span class="soft">(${escaped(reason.rule)})</span> ${where.join(', ')}</li>`;
  });
  return `<details><summary>${escaped(heading)}: ${counted(places, 'site')}</summary><ul>${items.join('\n')}</ul></details>`;
}

/** Areas whose traces are ways through a function rather than ways of a value. */
const pathAreas: ReadonlySet<Area> = new Set(['cleanup', 'console', 'network', 'lock', 'error']);

function findingText(finding: Finding, rule: RuleDescription | undefined, report: Report): string {
  const { level, place, trace, message } = finding;
  const inside = place.function === '' ? '' : ` in <code>${escaped(place.function)}</code>`;
  const graph = rule !== undefined && pathAreas.has(rule.area) ? pathGraphOf(trace, report) : '';
  return [
    `<article class="${level}" tabindex="-1" data-area="${rule?.area ?? ''}" data-level="${level}" data-rule="${escaped(finding.rule)}" data-files="${escaped(filesOf(finding))}">`,
    `<h3><span class="level">${level}</span>${prose(message)}</h3>`,
    `<p class="soft"><code>${escaped(addressOf(place, report))}</code>${inside} · ${ruleText(finding.rule, rule)}</p>`,
    graph,
    framesOf(place, trace, report),
    relatedText(finding.related, report),
    '</article>',
  ].join('\n');
}

function filesOf({ place, trace, related }: Finding): string {
  const paths = [place, ...[...trace, ...related].map((step) => step.place)].map((one) => one.path);
  return [...new Set(paths)].join(' ');
}

function ruleText(id: string, rule: RuleDescription | undefined): string {
  if (rule === undefined) return escaped(id);
  const weaknesses = rule.cwe.map((number) => `CWE-${number}`).join(', ');
  return `<span title="${escaped(rule.summary)}">${escaped(id)}</span>${weaknesses === '' ? '' : ` · ${weaknesses}`} · precision ${rule.precision}`;
}

function relatedText(related: readonly Step[], report: Report): string {
  if (related.length === 0) return '';
  const items = related.map(
    (step) => `<li><code>${escaped(addressOf(step.place, report))}</code> ${prose(step.message)}</li>`,
  );
  return `<p>See also</p><ul>${items.join('')}</ul>`;
}

function addressOf(place: Place, report: Report): string {
  const start = startOf(place, report.sources);
  return start === null ? place.path : `${place.path}:${start.line}`;
}
