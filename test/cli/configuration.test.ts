import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryOf, ironvet, packageFolder } from './run-command.ts';

const page = readFileSync(join(packageFolder, 'docs/configuration.md'), 'utf8');
const [example = '', ownRule = ''] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, code]) => code ?? '',
);

const leaky = `import logging

LOG = logging.getLogger(__name__)


def connect(host, password):
    LOG.error('cannot reach %s with %s', host, password)
`;

const scripted = `from acme import enclosure


def start(request):
    enclosure.run_script(request.body)
`;

/** Of the documentation: a kind of sink, a call that is one, and who decides what a route is given. */
const model = `library: acme
kinds:
  sinks: { acme-script: A script that the enclosure runs. }
apis:
  - { call: acme.enclosure.run_script, sink: { acme-script: 0 } }
entry-points:
  - { function: '**.start', kind: rest, parameters: { 'request': origin:tenant, 'request.body': origin:tenant } }
trust:
  acme-script:
    origin:tenant: error
`;

function pathsIn(output: string): readonly string[] {
  return [...output.matchAll(/--> (\S+?):/g)].map(([, path]) => path ?? '');
}

describe('.ironvet.yaml', () => {
  it('is found upwards from the paths; its patterns are relative to it', () => {
    const directory = directoryOf({
      '.git/HEAD': '',
      '.ironvet.yaml':
        'include: [/driver]\nexclude: [/driver/old.py, skipped]\nrules: { secret-in-log: note }\n',
      'driver/__init__.py': '',
      'driver/old.py': leaky,
      'driver/deep/__init__.py': '',
      'driver/deep/new.py': leaky,
      'driver/deep/skipped/x.py': leaky,
      'other/old.py': leaky,
    });
    const fromTop = ironvet(directory, ['check']);
    expect(pathsIn(fromTop.output)).toEqual(['driver/deep/new.py']);
    expect(fromTop.output).toContain('note[secret-in-log]');
    expect(fromTop.code).toBe(0);
    const inside = ironvet(join(directory, 'driver/deep'), ['check', '.']);
    expect(pathsIn(inside.output)).toEqual(['driver/deep/new.py']);
    const elsewhere = ironvet(directoryOf({}), [
      'check',
      join(directory, 'driver/deep'),
      '--fail-on',
      'note',
    ]);
    expect(pathsIn(elsewhere.output)).toEqual(['driver/deep/new.py']);
    expect(elsewhere.code).toBe(1);
  });

  it('brings models and rules, which are listed and explained', () => {
    const directory = directoryOf({
      '.ironvet.yaml': 'models: [acme.yaml]\nrule-folders: [rules]\n',
      'acme.yaml': model,
      'rules/tenant-text-in-script/rule.yaml': ownRule,
      'rules/tenant-text-in-script/README.md': '# Tenant text in an enclosure script\n',
      'driver.py': scripted,
    });
    const { code, output } = ironvet(directory, ['check']);
    expect(output).toContain('error[tenant-text-in-script]');
    expect(pathsIn(output)[0]).toBe('driver.py');
    expect(code).toBe(1);
    expect(ironvet(directory, ['rules']).output).toContain('tenant-text-in-script');
    expect(ironvet(directory, ['explain', 'tenant-text-in-script']).output).toContain('Area: input');
  });

  it('brings code only when it is named', () => {
    const directory = directoryOf({
      '.ironvet.yaml': 'rule-folders: [rules]\n',
      'rules/always/rule.yaml': ownRule.replace(/^id: .*/, 'id: always').replace(/taint:[\s\S]*/, ''),
      'rules/always/README.md': '# Always\n',
      'rules/always/rule.js': `import { writeFileSync } from 'node:fs';
writeFileSync(new URL('loaded', import.meta.url), '');
export function check({ scope, rule }) {
  const findings = scope.filter((one) => one.ir.kind === 'function').map((one) => ({
    rule: rule.id,
    message: 'Here is a function.',
    place: { path: one.module.ir.path, span: one.ir.nameSpan, function: one.ir.qualifiedName },
  }));
  return { findings, evidence: [] };
}
`,
      'driver.py': scripted,
    });
    const refused = ironvet(directory, ['check']);
    expect(refused.code).toBe(2);
    expect(refused.errors).toContain('.ironvet.yaml:1: rules/always/rule.js is code');
    expect(() => readFileSync(join(directory, 'rules/always/loaded'))).toThrow();
    const named = ironvet(directory, ['check', '--config', '.ironvet.yaml', '--rule', 'always']);
    expect(named.output).toContain('error[always]: Here is a function.');
  });

  it('is refused with the line of the mistake', () => {
    const directory = directoryOf({ 'driver.py': leaky });
    const told = (text: string) => {
      writeFileSync(join(directory, '.ironvet.yaml'), text);
      const { code, output, errors } = ironvet(directory, ['check']);
      expect([code, output]).toEqual([2, '']);
      return errors;
    };
    expect(told('include: []\nexlude: [a]\n')).toBe(
      "error: .ironvet.yaml:2: unknown key 'exlude'\nhint: did you mean 'exclude'?\n",
    );
    expect(told('rules:\n  console-reset-unsafe: off\n\n  secret-in-lgo: off\n')).toBe(
      "error: .ironvet.yaml:4: no rule 'secret-in-lgo'\nhint: did you mean 'secret-in-log'?\n",
    );
  });
});

describe('docs/configuration.md', () => {
  it('shows a configuration that works', () => {
    const directory = directoryOf({
      '.ironvet.yaml': example,
      'models/acme.yaml': model,
      'rules/tenant-text-in-script/rule.yaml': ownRule,
      'rules/tenant-text-in-script/README.md': '# Tenant text in an enclosure script\n',
      'nova/virt/ironic/driver.py': leaky,
      'nova/virt/ironic/legacy.py': leaky,
      'nova/virt/other.py': leaky,
    });
    const { code, output, errors } = ironvet(directory, ['check']);
    expect(errors).toBe('');
    expect(pathsIn(output)[0]).toBe('nova/virt/ironic/driver.py');
    expect(output).not.toMatch(/legacy|other\.py/);
    expect(code).toBe(1);
  });

  it('names the schema of the package', () => {
    const [, name = ''] = /\$schema=https:\/\/unpkg\.com\/ironvet\/(\S+)/.exec(example) ?? [];
    const schema = JSON.parse(readFileSync(join(packageFolder, name), 'utf8'));
    for (const key of Object.keys(schema.properties)) expect(page).toContain(`\`${key}\``);
  });
});
