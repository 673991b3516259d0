/** The look of the HTML report: light and dark, as the reader's system says. */
export const styles = `
:root { color-scheme: light dark; --text: #1b1f24; --soft: #57606a; --page: #ffffff; --card: #f6f8fa; --line: #d0d7de;
  --error: #b3261e; --warning: #8a5a00; --note: #0b5cad; --good: #1a7f37; --hit: #fff1c2; --mark: #ffd33d; --accent: #0b5cad; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --soft: #9aa4af; --page: #0d1117; --card: #161b22; --line: #30363d;
    --error: #ff8a80; --warning: #f2c14e; --note: #79c0ff; --good: #56d364; --hit: #2d2a16; --mark: #6e5200; --accent: #79c0ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; }
h2 { margin: 2.5rem 0 .25rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 1.3rem; }
h3 { margin: 0; font-size: 1rem; font-weight: 600; overflow-wrap: anywhere; }
p { margin: .4rem 0; }
a { color: var(--accent); }
code, .code, .way text, .where { font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace; }
.soft { color: var(--soft); }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
.verdict { margin: 1rem 0; padding: 1rem; border: 1px solid var(--line); border-left: .4rem solid var(--good);
  border-radius: .4rem; background: var(--card); font-size: 1.1rem; }
.verdict.error { border-left-color: var(--error); }
.verdict.warning { border-left-color: var(--warning); }
.verdict.note { border-left-color: var(--note); }
.verdict ul { margin: .5rem 0 0; padding-left: 1.2rem; font-size: .9rem; color: var(--soft); }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: right; }
th:first-child, td:first-child { text-align: left; }
form { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end;
  padding: .75rem 0; background: var(--page); border-bottom: 1px solid var(--line); }
form[hidden] { display: none; }
label { display: grid; gap: .1rem; font-size: .8rem; color: var(--soft); }
select, input { font: inherit; color: var(--text); background: var(--card); border: 1px solid var(--line);
  border-radius: .3rem; padding: .25rem .5rem; max-width: 18rem; }
output { margin-left: auto; font-size: .9rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
details { margin: .6rem 0; }
summary { cursor: pointer; }
details ul { margin: .3rem 0; padding-left: 1.2rem; }
li { overflow-wrap: anywhere; }
article { margin: 1rem 0; padding: .9rem 1rem; border: 1px solid var(--line); border-left: .3rem solid var(--line);
  border-radius: .4rem; background: var(--card); content-visibility: auto; contain-intrinsic-size: auto 320px; }
article[hidden] { display: none; }
article.error { border-left-color: var(--error); }
article.warning { border-left-color: var(--warning); }
article.note { border-left-color: var(--note); }
.level { display: inline-block; margin-right: .4rem; font-size: .8rem; text-transform: uppercase; letter-spacing: .04em; }
.error .level { color: var(--error); }
.warning .level { color: var(--warning); }
.note .level { color: var(--note); }
figure { margin: .6rem 0; }
figcaption { font-size: .8rem; color: var(--soft); overflow-wrap: anywhere; }
.code { overflow-x: auto; border: 1px solid var(--line); border-radius: .3rem; background: var(--page);
  font-size: .82rem; line-height: 1.45; padding: .3rem 0; }
.line { display: flex; min-width: max-content; }
.line code { white-space: pre; padding-right: 1rem; }
.line.hit { background: var(--hit); }
.number { flex: none; width: 4rem; padding-right: .8rem; text-align: right; color: var(--soft); user-select: none; }
mark { background: var(--mark); color: inherit; border-radius: .15rem; }
.step { margin: .1rem .6rem .3rem 4rem; padding: .15rem .5rem; border-left: 3px solid var(--accent);
  font-family: system-ui, sans-serif; font-size: .85rem; }
.gap { padding-left: 2.4rem; color: var(--soft); }
.way { max-width: 100%; height: auto; margin: .5rem 0; }
.way text { fill: var(--text); font-size: 12px; }
.way .what { fill: var(--soft); font-family: system-ui, sans-serif; }
.way .count { fill: var(--page); font-size: 10px; text-anchor: middle; }
.way circle { fill: var(--soft); }
.way .start { fill: var(--accent); }
.way .end { fill: var(--error); }
.way .edge { fill: none; stroke: var(--soft); stroke-width: 1.5; }
.way .across { stroke-dasharray: 4 3; }
@media (max-width: 40rem) { body { padding: .75rem; } table { font-size: .8rem; } th, td { padding: .2rem; } td:first-child { overflow-wrap: anywhere; } }
@media print { form { display: none; } article { content-visibility: visible; break-inside: avoid; } }
`;
