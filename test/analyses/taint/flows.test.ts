/** One step each: where labels go and where they stop. */
import { describe, expect, it } from 'vitest';
import { labelsAt } from './ask-taint.ts';

const IMPORTS = 'from lab import check, clean, password, quote, same, sink, tenant, valid\n';

function reaching(body: string): readonly string[] {
  return labelsAt(`${IMPORTS}${body}`);
}

/** A body of a function `f(a, b)`, each line indented. */
function inFunction(lines: readonly string[]): readonly string[] {
  return reaching(`def f(a, b):\n${lines.map((line) => `    ${line}\n`).join('')}`);
}

describe('a label goes', () => {
  it.each([
    ['through a variable', ['x = password()', 'y = x', 'sink(y)']],
    ['through a conditional', ['x = password() if a else 1', 'sink(x)']],
    ['through a loop', ['x = ""', 'for i in b:', '    sink(x)', '    x = x + password()']],
    ['through +', ['sink("a" + password())']],
    ['through %', ['sink("%s" % password())']],
    ['through % with names', ['sink("%(p)s" % {"p": password(), "q": 1})']],
    ['through format', ['sink("{}".format(password()))']],
    ['through an f-string', ['sink(f"x{password()}")']],
    ['through join', ['sink(",".join([a, password()]))']],
    ['through join of what a loop formats', ['sink(",".join("%s" % v for v in [password()]))']],
    ['through join of what was split', ['sink(",".join(password().split(":")))']],
    ['through join of what was appended', ['x = []', 'x.append(password())', 'sink(",".join(x))']],
    ['through an element of a list', ['x = [1, password()]', 'sink(x[1])']],
    ['through an element nobody knows', ['x = [1, password()]', 'sink(x[a])']],
    ['through a key', ['x = {"k": password()}', 'sink(x["k"])']],
    ['through get', ['x = {"k": password()}', 'sink(x.get("k"))']],
    ['through setdefault', ['x = {}', 'x.setdefault("k", password())', 'sink(x["k"])']],
    ['through update', ['x = {}', 'x.update(k=password())', 'sink(x["k"])']],
    ['through dict()', ['x = dict(k=password())', 'sink(x["k"])']],
    ['through a spread dict', ['x = {"k": password()}', 'y = {**x}', 'sink(y["k"])']],
    ['through items', ['x = {"k": password()}', 'for k, v in x.items():', '    sink(v)']],
    ['through values', ['x = {"k": password()}', 'for v in x.values():', '    sink(v)']],
    ['through unpacking', ['x, y = 1, password()', 'sink(y)']],
    ['through starred unpacking', ['x, *y = 1, 2, password()', 'sink(y)']],
    ['through append', ['x = []', 'x.append(password())', 'sink(x)']],
    ['through a comprehension', ['x = [str(v) for v in [password()]]', 'sink(x)']],
    ['through a dict comprehension', ['x = {k: v for k, v in {"k": password()}.items()}', 'sink(x)']],
    ['through sorted and enumerate', ['for i, v in enumerate(sorted([password()])):', '    sink(v)']],
    ['through zip', ['for x, y in zip(a, [password()]):', '    sink(y)']],
    ['through an attribute', ['a.x = password()', 'sink(a.x)']],
    ['through a part of a part', ['a["x"]["y"] = password()', 'sink(a["x"])']],
    ['through an alias', ['x = a["x"]', 'x["y"] = password()', 'sink(a["x"]["y"])']],
    ['through a copy', ['x = {"k": password()}', 'y = x.copy()', 'sink(y)']],
    ['through setting one key of another', ['x = {"k": password()}', 'x["j"] = 1', 'sink(x)']],
    ['through a walrus', ['if (x := password()):', '    sink(x)']],
    ['through strip and split', ['sink(password().strip().split(":")[1])']],
    ['through getattr', ['a.x = password()', 'sink(getattr(a, "x"))']],
    ['through vars', ['a.x = password()', 'sink(vars(a)["x"])']],
    ['through a stated flow', ['sink(same(password()))']],
    ['through a file', ['x = open("p", "w")', 'x.write(password())', 'sink(x.read())']],
  ])('%s', (_, lines) => {
    expect(inFunction(lines)).toContain('secret:password');
  });
});

describe('a label does not go', () => {
  it.each([
    ['through a comparison', ['sink(password() == a)']],
    ['through a test', ['sink(password() is not None)']],
    ['through not', ['sink(not password())']],
    ['through in', ['sink(a in password())']],
    ['through len', ['sink(len(password()))']],
    ['through bool', ['sink(bool(password()))']],
    ['through a condition', ['x = 1 if password() else 2', 'sink(x)']],
    ['to another key', ['x = {"k": password(), "j": a}', 'sink(x["j"])']],
    ['to another element', ['x, y = 1, password()', 'sink(x)']],
    ['to another attribute', ['a.x = password()', 'sink(a.y)']],
    ['to the keys', ['x = {"k": password()}', 'sink(list(x.keys()))']],
    ['to a value that a format does not name', ['sink("%(q)s" % {"p": password(), "q": 1})']],
    ['to a number', ['sink("%d" % password())']],
    ['past a replaced key', ['x = {"k": password()}', 'x["k"] = "***"', 'sink(x)']],
    ['past a replaced attribute', ['a.x = password()', 'a.x = "***"', 'sink(a.x)']],
    ['back in time', ['x = {}', 'sink(x)', 'x["k"] = password()']],
    ['past a sanitizer', ['sink(clean(password()))']],
    ['into the result of an unknown call', ['sink(a.login(password()))']],
    ['into an object that was given it', ['x = a.Session(token=password())', 'sink(x)']],
    ['into the name of a file', ['x = open(a, "w")', 'x.write(password())', 'sink(a)']],
    ['by a format that is not known, out of a table', ['x = {"k": password()}', 'sink(a.format(**x))']],
    ['by a format that names another key', ['x = {"k": password(), "l": b}', 'sink("{l}".format(**x))']],
    ['through the joined keys of a table', ['x = {"k": 1}', 'x["j"] = b', 'sink(",".join(x.keys()))']],
    ['through what is taken away', ['sink(set(b) - set([password()]))']],
    [
      'by its name into what is made of a constant',
      ['x = {"password": same("Password of the machine")}', 'sink("%s" % x["password"])'],
    ],
    ['through a hash', ['import hashlib', 'sink(hashlib.sha256(password()).hexdigest())']],
  ])('%s', (_, lines) => {
    expect(inFunction(lines)).not.toContain('secret:password');
  });
});

describe('a test for an address', () => {
  const config = 'class C:\n    configdrive = None\n';
  it.each([
    ['by a name', ['if is_http_url(c):', '    sink(c)']],
    ['that is kept', ['x = is_http_url(c)', 'if x:', '    sink(c)']],
    ['by its scheme', ['if urlparse.urlparse(c).scheme in ("http", "https"):', '    sink(c)']],
    ['by its beginning', ['if c.startswith(("http://", "https://")):', '    sink(c)']],
  ])('%s tells that it is no config drive', (_, lines) => {
    const program = `${config}def g(c):\n${lines.map((line) => `    ${line}\n`).join('')}def f(configdrive):\n    g(configdrive)\n`;
    expect(reaching(program)).toEqual([]);
    expect(reaching(program.replace(/ {4}if .*\n/, '    if c:\n'))).toEqual(['secret:configdrive']);
  });
});

describe('a test of the name beside a value', () => {
  const shown = (test: string) =>
    reaching(
      `NAMES = ("X-Auth-Token",)\ndef g(name, value):\n    if ${test}:\n        return "***"\n    return value\ndef f():\n    sink(g("X-Auth-Token", password()))\n`,
    );

  it('that is among secrets tells of the value on the other side', () => {
    expect(shown('name in NAMES')).toEqual([]);
    expect(shown('name.lower() == "x-auth-token"')).toEqual([]);
  });

  it('among others tells nothing', () => {
    expect(shown('name in ("Accept",)')).toEqual(['secret:password']);
  });
});

describe('a check', () => {
  it.each([
    ['that raises counts after it', ['x = tenant()', 'check(x)', 'sink(x)'], []],
    ['does not count before it', ['x = tenant()', 'sink(x)', 'check(x)'], ['origin:tenant']],
    ['counts on its branch', ['x = tenant()', 'if valid(x):', '    sink(x)'], []],
    [
      'does not count on the other branch',
      ['x = tenant()', 'if not valid(x):', '    sink(x)'],
      ['origin:tenant'],
    ],
    ['counts behind a raise', ['x = tenant()', 'if not valid(x):', '    raise ValueError()', 'sink(x)'], []],
    [
      'does not count under a condition',
      ['x = tenant()', 'if a:', '    check(x)', 'sink(x)'],
      ['origin:tenant'],
    ],
    [
      'does not count under a test for truth',
      ['x = tenant()', 'if x and not valid(x):', '    raise ValueError()', 'sink(x)'],
      ['origin:tenant'],
    ],
    [
      'of a copy does not count',
      ['x = tenant()', 'check(x.replace("a", "b"))', 'sink(x)'],
      ['origin:tenant'],
    ],
    ['of the same part counts', ['x = {"k": tenant()}', 'check(x["k"])', 'sink(x["k"])'], []],
    ['of the same text made twice counts', ['x = tenant()', 'check(x.strip())', 'sink(x.strip())'], []],
    [
      'that fails in a try does not count in the handler',
      ['x = tenant()', 'try:', '    check(x)', 'except ValueError:', '    sink(x)'],
      ['origin:tenant'],
    ],
    [
      'counts when what fails it is replaced',
      ['x = tenant()', 'if not valid(x):', '    x = "y"', 'sink(x)'],
      [],
    ],
    ['against constants counts', ['x = tenant()', 'if x in ("a", "b"):', '    sink(x)'], []],
    ['against other values does not count', ['x = tenant()', 'if x in b:', '    sink(x)'], ['origin:tenant']],
  ])('%s', (_, lines, expected) => {
    expect(inFunction(lines)).toEqual(expected);
  });
});
