import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryOf, ironvet } from './run-command.ts';

const leaky = `from oslo_log import log as logging

LOG = logging.getLogger(__name__)


def connect(host, password):
    LOG.error('cannot reach %s with %s', host, password)
`;

describe('reports', () => {
  const directory = directoryOf({ 'driver/__init__.py': '', 'driver/leaky.py': leaky });
  const read = (name: string) => readFileSync(join(directory, name), 'utf8');
  const result = ironvet(directory, [
    'check',
    '--quiet',
    '--github',
    ...['--markdown', 'report.md', '--html', 'report.html', '--junit', 'report.xml'],
    ...['--gitlab', 'gl-sast-report.json', '--zuul', 'zuul.json'],
  ]);

  it('are written each in its format, and the exit code tells of findings', () => {
    expect(result.code).toBe(1);
    expect(read('report.md')).toContain('### warning: ');
    expect(read('report.html')).toMatch(/^<!doctype html>/);
    expect(read('report.xml')).toContain('<testsuites name="ironvet" tests="2" failures="1"');
  });

  it('for Zuul have the line and the range of the finding', () => {
    const comments = JSON.parse(read('zuul.json')).zuul.file_comments;
    expect(Object.keys(comments)).toEqual(['driver/leaky.py']);
    expect(comments['driver/leaky.py'][0]).toMatchObject({
      line: 7,
      level: 'warning',
      range: { start_line: 7, start_character: 4, end_line: 7 },
    });
  });

  it('for GitLab have the time of the scan', () => {
    const { scan, vulnerabilities } = JSON.parse(read('gl-sast-report.json'));
    expect(Date.parse(`${scan.end_time}Z`)).toBeGreaterThanOrEqual(Date.parse(`${scan.start_time}Z`));
    expect(vulnerabilities[0].location).toMatchObject({ file: 'driver/leaky.py', start_line: 7 });
  });

  it('for GitHub are one annotation a finding', () => {
    const lines = result.output.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^::warning file=driver\/leaky\.py,line=7,/);
  });

  it('never replace a source file', () => {
    const refused = ironvet(directory, ['check', '--markdown', 'driver/leaky.py']);
    expect([refused.code, existsSync(join(directory, 'driver/leaky.py'))]).toEqual([2, true]);
    expect(read('driver/leaky.py')).toBe(leaky);
  });
});
