/** What the answers tell besides labels: texts, removals, traces, budgets. */
import { describe, expect, it } from 'vitest';
import type { Origin } from '../../../src/analyses/taint/taint.ts';
import { ask } from './ask-taint.ts';

const IMPORTS = 'from lab import check, clean, password, same, sink, tenant, valid\n';

function single(body: string): Origin {
  const [origin, ...others] = ask(`${IMPORTS}${body}`).origins();
  if (origin === undefined || others.length > 0) throw new Error('not exactly one origin');
  return origin;
}

describe('an origin', () => {
  it('is written as in the program', () => {
    expect(single('def f(a):\n    x = a.b["c"]\n    sink(x)\n').text).toBe('a.b[c]');
  });

  it('tells which sanitizer removed a label', () => {
    const { labels, removed } = single('def f():\n    sink(clean(tenant()))\n');
    expect(labels).toEqual([]);
    expect(removed).toEqual([{ label: 'origin:tenant', by: 'clean' }]);
  });

  it('tells which check removed a label', () => {
    const { removed } = single('def f():\n    x = tenant()\n    check(x)\n    sink(x)\n');
    expect(removed).toEqual([{ label: 'origin:tenant', by: 'check' }]);
  });

  it('is suggested by a name where nothing better is known', () => {
    const { labels, suggestedBy } = single('def f(a):\n    sink(a.admin_password)\n');
    expect(labels).toEqual(['secret:password']);
    expect(suggestedBy).toBe('admin_password');
  });

  it('is not suggested by the name of a constant', () => {
    expect(single('def f():\n    password = "x"\n    sink(password)\n').labels).toEqual(['origin:constant']);
  });

  it('is derived behind an unknown call', () => {
    const origins = ask(`${IMPORTS}def f(a):\n    sink(a.g(tenant()))\n`).origins();
    const derived = origins.filter((origin) => origin.isDerived);
    expect(derived.map(({ labels }) => labels)).toEqual([['origin:tenant']]);
  });
});

describe('a trace', () => {
  it('leads from the source to the use, step by step', () => {
    const program =
      'def h():\n    return password()\ndef g(x):\n    sink("a %s" % x)\ndef f():\n    g(h())\n';
    const messages = single(program)
      .trace()
      .map(({ message, function: fn }) => `${fn.ir.name}: ${message}`);
    expect(messages).toEqual([
      'h: `password()` returns it',
      'f: returned by `h`',
      'f: passed to `g` as `x`',
      'g: formatted into a text',
    ]);
  });

  it('is the shortest', () => {
    const program =
      'def g(x):\n    return x\ndef f(a):\n    x = password()\n    y = g(g(x)) if a else x\n    sink(y)\n';
    expect(single(program).trace()).toHaveLength(1);
  });
});

describe('labels of a value', () => {
  it('are those where it is defined', () => {
    const { taint, project } = ask(`${IMPORTS}def f():\n    x = password()\n    sink(x)\n`);
    const fn = project.functionAt('m.f');
    if (fn === null) throw new Error('no function');
    const [assignment] = fn.ir.assignments;
    expect(taint.labelsOf(fn, assignment?.value ?? -1)).toEqual(['secret:password']);
  });
});

describe('a budget', () => {
  it('that is used up is reported, and what was found until then is told', () => {
    const terms = Array.from({ length: 60 }, (_, index) => `a.x${index}`).join(' + ');
    const asked = ask(`${IMPORTS}def f(a):\n    sink(${terms} + password())\n`, 20);
    asked.origins();
    expect(asked.exhausted).toContain('m.f: taint steps');
  });

  it('is not needed for calls nested thousands deep', () => {
    const functions = Array.from(
      { length: 3000 },
      (_, index) => `def f${index}(x):\n    return f${index + 1}(x)\n`,
    );
    const program = `${functions.join('')}def f3000(x):\n    return x\ndef f():\n    sink(f0(password()))\n`;
    const origins = ask(`${IMPORTS}${program}`).origins();
    expect(origins.flatMap((origin) => origin.labels)).toEqual(['secret:password']);
  });
});

describe('declared options', () => {
  it('are secret by declaration, in their group alone', () => {
    const asked = ask({
      'conf.py':
        "from oslo_config import cfg\nCONF = cfg.CONF\nopts = [cfg.StrOpt('pass-phrase', secret=True)]\n" +
        "CONF.register_opts(opts, group='store')\n",
      'use.py': `${IMPORTS}from conf import CONF\ndef f():\n    sink(CONF.store.pass_phrase)\n    sink(CONF.other.pass_phrase)\n`,
    });
    expect(asked.origins(0).flatMap((origin) => origin.labels)).toContain('origin:config');
    expect(asked.origins(0).flatMap((origin) => origin.labels)).toContain('secret:password');
    expect(asked.taint.options.declared('other', 'pass_phrase')).toEqual([]);
  });
});
