/** Across functions: summaries, objects, closures, generators, exceptions, callers. */
import { describe, expect, it } from 'vitest';
import { ask, labelsAt } from './ask-taint.ts';

const IMPORTS = 'from lab import check, clean, password, same, sink, tenant, valid\n';

function reaching(body: string, index = 0): readonly string[] {
  return labelsAt(`${IMPORTS}${body}`, index);
}

describe('a summary', () => {
  it('returns what a function makes', () => {
    expect(reaching('def g():\n    return password()\ndef f():\n    sink(g())\n')).toEqual([
      'secret:password',
    ]);
  });

  it('binds a parameter to the argument of this call, and to no other', () => {
    const program = 'def g(x):\n    return x\ndef f():\n    g(password())\n    sink(g(tenant()))\n';
    expect(reaching(program)).toEqual(['origin:tenant']);
  });

  it('keeps parts apart', () => {
    const program = 'def g(x):\n    return x["a"]\ndef f():\n    sink(g({"a": tenant(), "b": password()}))\n';
    expect(reaching(program)).toEqual(['origin:tenant']);
  });

  it('binds parts that a parameter names', () => {
    const program =
      'def g(x, name):\n    return x[name]\ndef f():\n    sink(g({"a": tenant(), "b": password()}, "a"))\n';
    expect(reaching(program)).toEqual(['origin:tenant']);
  });

  it('knows what a function writes into its parameter', () => {
    const program = 'def g(x):\n    x["k"] = password()\ndef f():\n    y = {}\n    g(y)\n    sink(y)\n';
    expect(reaching(program)).toEqual(['secret:password']);
  });

  it('takes a lookup of too few arguments for the table that the value may be', () => {
    const program =
      'class Box:\n    @classmethod\n    def get(cls, context, name):\n        return password()\n' +
      'def f(a):\n    box = Box()\n    if a:\n        box = {"owner": tenant()}\n    sink(box.get("owner"))\n';
    expect(reaching(program)).toEqual(['origin:tenant']);
  });

  it('ends for functions that call themselves', () => {
    const program =
      'def g(x, n):\n    if n:\n        return g(x, n - 1)\n    return x\ndef f():\n    sink(g(password(), 3))\n';
    expect(reaching(program)).toEqual(['secret:password']);
  });

  it('ends for functions that call each other with ever deeper parts', () => {
    const program =
      'def g(x):\n    return h({"a": x})\ndef h(x):\n    return g(x["a"]) or x\ndef f():\n    sink(g(password()))\n';
    expect(reaching(program)).toEqual(['secret:password']);
  });

  it('tells tuples apart by a constant beside the value', () => {
    const program =
      'def g(a):\n    if a:\n        return "x", password()\n    return "y", tenant()\n' +
      'def f(a):\n    kind, value = g(a)\n    if kind == "y":\n        sink(value)\n';
    expect(reaching(program)).toEqual(['origin:tenant']);
  });

  it('knows that a callee has checked its parameter', () => {
    const program =
      'def g(x):\n    if not valid(x):\n        raise ValueError()\ndef f():\n    y = tenant()\n    g(y)\n    sink(y)\n';
    expect(reaching(program)).toEqual([]);
  });
});

describe('callers', () => {
  it('are asked for parameters', () => {
    expect(reaching('def g(x):\n    sink(x)\ndef f():\n    g(password())\n')).toEqual(['secret:password']);
  });

  it('give elements of *values by their number', () => {
    const program = 'def g(*values):\n    sink(values[1])\ndef f():\n    g(password(), tenant())\n';
    expect(reaching(program)).toEqual(['origin:tenant']);
  });

  it('give **values by their names', () => {
    const program = 'def g(**values):\n    sink(values["a"])\ndef f():\n    g(a=tenant(), b=password())\n';
    expect(reaching(program)).toEqual(['origin:tenant']);
  });

  it('count only where they hand over the function in question', () => {
    const program =
      'def run(work, value):\n    work(value)\n' +
      'def shown(x):\n    sink(x)\ndef hidden(x):\n    return x\n' +
      'def f():\n    run(shown, tenant())\n    run(hidden, password())\n';
    expect(reaching(program)).toEqual(['origin:tenant']);
  });

  it('count only so through a function nested in the one that is handed it', () => {
    const program =
      'def run(work, *values):\n    def inner(*given):\n        work(*given)\n    inner(*values)\n' +
      'def shown(x):\n    sink(x)\ndef hidden(x):\n    return x\n' +
      'def f():\n    run(shown, tenant())\n    run(hidden, password())\n';
    expect(reaching(program)).toEqual(['origin:tenant']);
  });

  it('count only so where what is handed over is passed on', () => {
    const program =
      'def run(work, value):\n    work(value)\ndef start(job, value):\n    run(job, value)\n' +
      'def shown(x):\n    sink(x)\ndef hidden(x):\n    return x\n' +
      'def f():\n    start(shown, tenant())\n    start(hidden, password())\n';
    expect(reaching(program)).toEqual(['origin:tenant']);
  });

  it('give a class of the tree nothing by `__class__` of what came in', () => {
    const program =
      'class Box:\n    def __init__(self, a):\n        self.a = a\ndef rebuilt(x):\n    return x.__class__(x)\n' +
      'def f():\n    rebuilt(Box(tenant()))\n    rebuilt([password()])\n    sink(Box(tenant()).a)\n';
    expect(reaching(program)).toEqual(['origin:tenant']);
  });

  it('leave room for a default', () => {
    const program = 'def g(x="none"):\n    sink(x)\ndef f():\n    g()\n    g(tenant())\n';
    expect(
      ask(`${IMPORTS}${program}`)
        .origins()
        .map((origin) => origin.kind),
    ).toContain('constant');
  });
});

describe('objects', () => {
  const box =
    'class Box:\n    def __init__(self, a, b):\n        self.a = a\n        self.b = b\n    def show(self):\n        return self.a\n';

  it('keep fields apart', () => {
    expect(reaching(`${box}def f():\n    sink(Box(tenant(), password()).a)\n`)).toEqual(['origin:tenant']);
  });

  it('answer through methods', () => {
    expect(reaching(`${box}def f():\n    sink(Box(tenant(), password()).show())\n`)).toEqual([
      'origin:tenant',
    ]);
  });

  it('show nothing of themselves without a __repr__', () => {
    expect(reaching(`${box}def f():\n    sink("%s" % Box(tenant(), password()))\n`)).toEqual([]);
  });

  it('show what their __repr__ shows', () => {
    const shown = `${box}    def __repr__(self):\n        return "Box %s" % self.b\n`;
    expect(reaching(`${shown}def f():\n    sink("%s" % Box(tenant(), password()))\n`)).toEqual([
      'secret:password',
    ]);
  });

  it('run properties', () => {
    const program =
      'class A:\n    @property\n    def x(self):\n        return password()\ndef f():\n    sink(A().x)\n';
    expect(reaching(program)).toEqual(['secret:password']);
  });
});

describe('a dispatcher', () => {
  const credentials = ['secret:credentials'];

  it('may pass on credentials to what it picks by name', () => {
    expect(
      reaching('def f(table, name, params):\n    work = table[name]\n    sink(params)\n    work(**params)\n'),
    ).toEqual(credentials);
  });

  it('may ask another one to', () => {
    expect(reaching('def f(name, params):\n    sink({"method": name, "params": params})\n')).toEqual(
      credentials,
    );
  });

  it('is no wrapper of one function', () => {
    expect(reaching('def f(work, *values, **named):\n    sink(named)\n    work(*values, **named)\n')).toEqual(
      [],
    );
  });

  it('passes on nothing that is masked', () => {
    expect(
      reaching('def f(table, name, params):\n    sink(clean(params))\n    table[name](**params)\n'),
    ).toEqual([]);
  });
});

describe('an authentication code', () => {
  it('is a proof', () => {
    expect(reaching('import hmac\ndef f(a, b):\n    sink(hmac.new(a, b).hexdigest())\n')).toEqual([
      'secret:token',
    ]);
  });

  it('shows nothing when it is compared', () => {
    expect(
      reaching('import hmac\ndef f(a, b):\n    sink(hmac.compare_digest(hmac.new(a).hexdigest(), b))\n'),
    ).toEqual([]);
  });
});

describe('other ways', () => {
  it('captured variables', () => {
    expect(reaching('def f():\n    x = password()\n    def g():\n        sink(x)\n    g()\n')).toEqual([
      'secret:password',
    ]);
  });

  it('globals', () => {
    expect(reaching('X = password()\ndef f():\n    sink(X)\n')).toEqual(['secret:password']);
  });

  it('globals of another module', () => {
    const asked = ask({
      'a.py': `${IMPORTS}X = password()\n`,
      'b.py': `${IMPORTS}from a import X\ndef f():\n    sink(X)\n`,
    });
    expect(asked.origins().flatMap((origin) => origin.labels)).toEqual(['secret:password']);
  });

  it('what a generator yields', () => {
    const program =
      'def g():\n    yield 1\n    yield password()\ndef f():\n    for x in g():\n        sink(x)\n';
    expect(reaching(program)).toEqual(['secret:password']);
  });

  it('what a context manager enters', () => {
    const program =
      'class M:\n    def __enter__(self):\n        return password()\n    def __exit__(self, *a):\n        pass\n' +
      'def f():\n    with M() as x:\n        sink(x)\n';
    expect(reaching(program)).toEqual(['secret:password']);
  });

  it('what a generator that is a context manager yields', () => {
    const program =
      'import contextlib\n@contextlib.contextmanager\ndef m():\n    yield password()\ndef f():\n    with m() as x:\n        sink(x)\n';
    expect(reaching(program)).toEqual(['secret:password']);
  });

  it('texts of exceptions', () => {
    const program =
      'def f():\n    try:\n        raise ValueError(password())\n    except ValueError as e:\n        sink(str(e))\n';
    expect(reaching(program)).toEqual(['secret:password']);
  });

  it('texts of exceptions that callees raise', () => {
    const program =
      'def h():\n    raise ValueError("x %s" % password())\ndef g():\n    h()\n' +
      'def f():\n    try:\n        g()\n    except ValueError as e:\n        sink(e)\n';
    expect(reaching(program)).toEqual(['secret:password']);
  });

  it('no texts of exceptions of another class', () => {
    const program =
      'def g():\n    raise ValueError(password())\ndef f():\n    try:\n        g()\n    except KeyError as e:\n        sink(e)\n';
    expect(reaching(program)).toEqual([]);
  });

  it('no texts of exceptions that were caught before', () => {
    const program =
      'def g():\n    try:\n        raise ValueError(password())\n    except ValueError:\n        pass\n' +
      'def f():\n    try:\n        g()\n    except ValueError as e:\n        sink(e)\n';
    expect(reaching(program)).toEqual([]);
  });
});
