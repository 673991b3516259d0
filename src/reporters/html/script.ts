/**
 * What the HTML report does in a browser: the filters, and keys to go from finding to finding (j, k, /). Without it the whole
 * report is there to read.
 */
export const script = `
'use strict';
const form = document.querySelector('form');
const shown = document.querySelector('output');
const articles = Array.from(document.querySelectorAll('article'));
const ranks = { error: 2, warning: 1, note: 0 };
form.hidden = false;

function apply() {
  const { area, level, rule, file } = Object.fromEntries(new FormData(form));
  const words = file.trim().toLowerCase();
  let count = 0;
  for (const article of articles) {
    const data = article.dataset;
    const fits = (area === '' || data.area === area) && ranks[data.level] >= ranks[level]
      && (rule === '' || data.rule === rule) && (words === '' || data.files.toLowerCase().includes(words));
    article.hidden = !fits;
    if (fits) count++;
  }
  shown.textContent = count + ' of ' + articles.length + ' findings';
}

function step(by) {
  const visible = articles.filter((article) => !article.hidden);
  if (visible.length === 0) return;
  const at = visible.indexOf(document.activeElement);
  const next = visible[Math.min(visible.length - 1, Math.max(0, at + by))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'center' });
}

form.addEventListener('input', apply);
form.addEventListener('reset', () => setTimeout(apply));
form.addEventListener('submit', (event) => event.preventDefault());
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
  if (event.key === 'j') step(1);
  else if (event.key === 'k') step(-1);
  else if (event.key === '/') form.elements.file.focus();
  else return;
  event.preventDefault();
});
apply();
`;
