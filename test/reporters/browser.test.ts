/** The HTML report in a real browser, where there is one: Debian's chromium, or the one that IRONVET_CHROMIUM names. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/findings/finding.ts';
import { htmlOf } from '../../src/reporters/html/html.ts';
import { junitOf } from '../../src/reporters/junit.ts';
import { hostileReport } from './hostile-report.ts';
import { sampleReport } from './sample-report.ts';

const program = process.env.IRONVET_CHROMIUM ?? '/usr/bin/chromium';
const available = existsSync(program);
const title = available ? 'in a browser' : `in a browser (skipped: there is none at ${program})`;

const withoutNetwork = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
];

describe.skipIf(!available)(title, { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ironvet-browser-'));
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: program, args: withoutNetwork });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a report; what the page complains of or asks the network for is collected. */
  async function open(report: Report) {
    const file = join(folder, 'report.html');
    writeFileSync(file, htmlOf(report));
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    return { page, complaints };
  }

  const visibleArticles = (page: Page) => page.locator('article:visible').count();

  test('filters by level, area, rule and file, and says how many are left', async () => {
    const { page, complaints } = await open(sampleReport());
    const output = page.locator('output');
    expect(await output.textContent()).toBe('2 of 2 findings');
    await page.selectOption('select[name=level]', 'error');
    expect([await visibleArticles(page), await output.textContent()]).toEqual([1, '1 of 2 findings']);
    await page.selectOption('select[name=level]', 'note');
    await page.selectOption('select[name=area]', 'console');
    expect(await visibleArticles(page)).toBe(1);
    await page.selectOption('select[name=area]', '');
    await page.selectOption('select[name=rule]', 'secret-in-log');
    expect(await visibleArticles(page)).toBe(1);
    await page.selectOption('select[name=rule]', '');
    await page.fill('input[name=file]', 'COMMON.py');
    expect(await visibleArticles(page)).toBe(1);
    await page.fill('input[name=file]', 'nowhere');
    expect(await visibleArticles(page)).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('goes from finding to finding by keys', async () => {
    const { page } = await open(sampleReport());
    const focused = () => page.evaluate('document.activeElement.dataset.rule');
    await page.keyboard.press('j');
    const first = await focused();
    await page.keyboard.press('j');
    expect(new Set([first, await focused()])).toEqual(new Set(['console-reset-unsafe', 'secret-in-log']));
    await page.keyboard.press('k');
    expect(await focused()).toBe(first);
    await page.close();
  });

  test('names every control, and headings follow one another', async () => {
    const { page } = await open(sampleReport());
    const unnamed = await page
      .locator('select, input')
      .evaluateAll((controls) => controls.filter((control) => control.closest('label') === null).length);
    expect(unnamed).toBe(0);
    const levels = await page
      .locator('h1, h2, h3')
      .evaluateAll((headings) => headings.map((heading) => Number(heading.tagName.slice(1))));
    expect(levels[0]).toBe(1);
    expect(levels.every((level, index) => index === 0 || level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
    await page.close();
  });

  test('hostile code runs nothing and asks for nothing', async () => {
    const markup = '</script><script>alert(1)</script><img src="http://evil.example/x" onerror="alert(2)">';
    const report = hostileReport();
    const findings = report.findings.map((finding) => ({ ...finding, message: markup, rule: finding.rule }));
    const { page, complaints } = await open({ ...report, findings });
    expect(await page.locator('article h3').textContent()).toContain(markup);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('five thousand findings are there and filtered at once', async () => {
    const report = sampleReport();
    const findings = Array.from({ length: 2500 }, () => report.findings).flat();
    const { page } = await open({ ...report, findings });
    await page.selectOption('select[name=level]', 'error');
    expect(await page.locator('output').textContent()).toBe('2500 of 5000 findings');
    await page.close();
  });

  test("JUnit's XML is well formed, whatever the code holds", async () => {
    const page = await browser.newPage();
    for (const report of [sampleReport(), hostileReport()]) {
      const text = JSON.stringify(junitOf(report));
      const failed = await page.evaluate(
        `new DOMParser().parseFromString(${text}, 'application/xml').querySelector('parsererror')?.textContent ?? null`,
      );
      expect(failed).toBeNull();
    }
    await page.close();
  });
});
