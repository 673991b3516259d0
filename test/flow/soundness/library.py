"""Small drivers that put modules of the standard library through their ways, the failing ones included.

Each driver names the modules whose frames are traced; `trace.py` runs the driver and then the bodies of the modules.
"""

import asyncio
import io
import os
import sys
import tempfile

DRIVERS = []


def drives(*modules):
    def register(function):
        function.modules = modules
        DRIVERS.append(function)
        return function

    return register


def attempts(action, *inputs):
    """Calls `action` with each input and goes on when it raises."""
    for arguments in inputs:
        try:
            result = action(*arguments) if isinstance(arguments, tuple) else action(arguments)
            if hasattr(result, "__next__"):
                list(result)
        except (Exception, SystemExit, asyncio.CancelledError):
            pass


@drives("json.decoder", "json.encoder", "json.scanner", "json")
def json_texts():
    import json
    import json.decoder
    import json.encoder
    import json.scanner

    data = {"a": [1, 2.5, None, True, {"b": "\u00e9\n"}], "c": {}, "d": [], 3: float("inf"), None: "x", 1.5: False}
    attempts(json.dumps, data, {"x": object()}, {(1, 2): 3})
    for options in ({"indent": 2}, {"sort_keys": True}, {"skipkeys": True}, {"ensure_ascii": False}, {"allow_nan": False}):
        attempts(lambda: json.dumps({"b": [1, (2, 3)], "a": "x", "n": float("nan")}, **options), ())
    loop = []
    loop.append(loop)
    pure = json.encoder._make_iterencode
    for markers in ({}, None):
        for indent in (None, "  "):
            make = pure(markers, lambda o: repr(o), json.encoder.py_encode_basestring_ascii, indent, str, ":", ",", True, True, False)
            attempts(lambda value: "".join(make(value, 0)), [data, [{"a": 1}, (), {}, {(1,): 2}, 1.5, object()]], loop if markers is not None else [])
    texts = ('{"a": [1, 2, {"b": null}], "c": "x\\u00e9\\n"}', "[1,]", "[1 2]", '{"a" 1}', '{"a": 1,}', "{", "[", "nul", '"\\ud800"', '"\\x"', "-Infinity", "NaN", '"', "[] x", '{"a": 1 ', "1e5", "{}", "[]")
    attempts(json.loads, *texts, b"\xff\xfe1\x00")
    scan = json.scanner.py_make_scanner(json.JSONDecoder())
    attempts(lambda text: scan(text, 0), *texts)
    for text in ('abc"', 'a\\n"', 'a\\u0041"', 'a\\ud834\\udd20"', 'a\\q"', "a", 'a\n"', 'a\\u00"'):
        attempts(lambda text: json.decoder.py_scanstring(text, 0), text)
    slow = json.JSONDecoder(object_pairs_hook=dict, parse_float=str)
    slow.parse_string = json.decoder.py_scanstring
    slow.scan_once = json.scanner.py_make_scanner(slow)
    attempts(slow.decode, *texts)


@drives("re._parser", "re._compiler", "re")
def regular_expressions():
    import re

    patterns = (
        r"a+b*?c{2,3}(d|e)[^f-h\d]\b(?P<n>x)(?P=n)\1", r"(?i:a)(?=b)(?!c)(?<=d)(?<!e)(?#c)", r"(?x) a # c", r"(", r")", r"[", r"[z-a]", r"a**", r"(?P<1>a)", r"\x4", r"\u12", r"(?<=a+)b", r"(a)(?(1)b|c)", r"(?>ab)c++", r"{1", r"a{3,2}", r"\N{DIGIT ONE}", r"[\w-\d]", r"(?z)", r"(?-i:x)", r"\8", r"a|b|c|[xyz]", "\\", r"(?P>x)", r"(?P=q)",
    )
    attempts(re.compile, *patterns)
    attempts(lambda text: re.compile(text.encode(), re.LOCALE), *patterns)
    attempts(lambda template: re.sub("(?P<a>x)", template, "axb"), r"\1", r"\g<a>", r"\g<2>", r"\g<", r"\9", r"\q", r"\n", r"\0")
    re.purge()
    re.escape("a.b"), re.escape(b"a"), re.split(",", "a,b"), re.findall("a", "aa"), re.fullmatch("a", "a"), re.subn("a", "b", "a")
    re.template if hasattr(re, "template") else None
    repr(re.I | re.M), re.Scanner([("a", None), ("b", lambda s, t: t)]).scan("ab")


@drives("textwrap")
def wrapped_text():
    import textwrap

    text = "The quick-brown fox  jumps over\tthe lazy dog.  averyveryverylongwordindeed x"
    for options in ({}, {"break_long_words": False}, {"fix_sentence_endings": True}, {"max_lines": 2}, {"drop_whitespace": False}, {"initial_indent": "* ", "subsequent_indent": "  "}, {"break_on_hyphens": False}, {"expand_tabs": False}):
        for width in (0, 5, 10, 20):
            attempts(lambda: textwrap.wrap(text, width, **options), ())
    textwrap.dedent("  a\n    b\n\n \tc\n"), textwrap.indent("a\n\nb", "> "), textwrap.shorten(text, 20)


@drives("argparse", "gettext")
def arguments():
    import argparse
    import gettext

    def build():
        parser = argparse.ArgumentParser(prog="p", description="d %(prog)s", epilog="e", fromfile_prefix_chars="@")
        parser.add_argument("first", type=int, help="number")
        parser.add_argument("rest", nargs="*", metavar="R")
        parser.add_argument("-v", "--verbose", action="count", default=0)
        parser.add_argument("--choice", choices=["a", "b"], required=False)
        parser.add_argument("--list", nargs="+", action="extend")
        parser.add_argument("--opt", nargs="?", const="c", default="d")
        parser.add_argument("--version", action="version", version="1")
        parser.add_argument("--flag", action=argparse.BooleanOptionalAction)
        exclusive = parser.add_mutually_exclusive_group()
        exclusive.add_argument("--one", action="store_true")
        exclusive.add_argument("--two", action="store_const", const=2)
        group = parser.add_argument_group("g", "group")
        group.add_argument("--deep", action="append", help=argparse.SUPPRESS)
        return parser

    lines = ("1", "x", "1 a b -vv", "1 --choice c", "1 --list a b --opt", "--help", "--version", "1 --one --two", "1 --no-flag", "1 --verb", "1 -- -x", "", "1 --unknown", "@missing", "1 --opt=3", "1 -v5", "1 --deep a --deep b")
    for line in lines:
        attempts(lambda: build().parse_args(line.split()), ())
        attempts(lambda: build().parse_known_args(line.split()), ())
        attempts(lambda: build().parse_intermixed_args(line.split()), ())
    parser = argparse.ArgumentParser(exit_on_error=False)
    subparsers = parser.add_subparsers(dest="command", required=True)
    child = subparsers.add_parser("run", aliases=["r"], help="runs")
    child.add_argument("file", type=argparse.FileType("r"))
    for line in ("run missing", "r", "", "stop", "run -"):
        attempts(parser.parse_args, (line.split(),))
    build().format_help(), parser.format_usage()
    attempts(lambda: build().add_argument("first"), ())
    attempts(lambda: build().add_argument("--choice"), ())
    attempts(gettext.c2py, "n != 1", "n == 1 ? 0 : n < 5 ? 1 : 2", "(n", "n +", "n % 10 == 1 && n || !n", "x" * 2000, "n ? 1")
    attempts(gettext.translation, "missing", ("missing", None, None, None, True))
    attempts(lambda: gettext.GNUTranslations(io.BytesIO(b"\xde\x12\x04\x95" + b"\0" * 24)), ())
    attempts(lambda: gettext.GNUTranslations(io.BytesIO(b"bad magic" * 4)), ())
    gettext.gettext("x"), gettext.ngettext("a", "b", 2), gettext.pgettext("c", "m"), gettext.dgettext("d", "m"), gettext.find("x", languages=["de_DE.UTF-8@euro"])


@drives("configparser")
def configuration():
    import configparser

    texts = ("[a]\nx = 1\ny: %(x)s\n multi\n  line\n; comment\n[b]\nflag = yes\nno_value\n", "x = 1", "[a]\n[a]\n", "[a]\nx=1\nx=2\n", "[a]\n x\n", "[DEFAULT]\nd=1\n[c]\ne=%(missing)s\nf=%(f)s\ng=%\nh=${d}\ni=${c:e}\n")
    for kind in (configparser.ConfigParser, configparser.RawConfigParser):
        for options in ({}, {"allow_no_value": True}, {"strict": False, "allow_no_value": True}, {"interpolation": configparser.ExtendedInterpolation(), "allow_no_value": True}, {"empty_lines_in_values": False, "inline_comment_prefixes": "#;"}):
            for text in texts:
                parser = kind(**options)
                attempts(parser.read_string, text)
                for section in parser.sections():
                    attempts(lambda: dict(parser.items(section)), ())
                    for key in ("x", "y", "flag", "e", "f", "g", "h", "i", "none"):
                        attempts(parser.get, (section, key))
                        attempts(parser.getboolean, (section, key))
                        attempts(parser.getint, (section, key))
                attempts(parser.write, io.StringIO())
                attempts(parser.remove_section, "a", "zz")
                attempts(parser.set, ("a", "b", "c"), ("zz", "a", "b"))
    parser = configparser.ConfigParser()
    attempts(parser.read_dict, {"s": {"k": 1}}, {"s": {"k": 1}, 1: {}})
    attempts(parser.read, "missing", (["missing"],))
    attempts(lambda: parser["s"]["k"], ())
    attempts(lambda: parser["none"], ())
    attempts(lambda: parser.add_section("DEFAULT"), ())


@drives("csv")
def comma_separated():
    import csv

    attempts(lambda text: list(csv.DictReader(io.StringIO(text))), "a,b\n1,2\n\n3\n4,5,6\n", "")
    for sample in ('a,b\n"c",d\n', "a;b\n1;2\n", "x", "'a','b'\n", "a\tb\n" * 5, ""):
        attempts(csv.Sniffer().sniff, sample)
        attempts(csv.Sniffer().has_header, sample)
    for extras in ("raise", "ignore", "other"):
        attempts(lambda: csv.DictWriter(io.StringIO(), ["a"], extrasaction=extras).writerow({"a": 1, "b": 2}), ())
    attempts(lambda: csv.DictWriter(io.StringIO(), ["a"]).writeheader(), ())

    class Bad(csv.Dialect):
        delimiter = "ab"

    attempts(Bad, ())


@drives("difflib")
def differences():
    import difflib

    first = "one\ntwo\nthree\nfour\n".splitlines(True)
    second = "ore\ntree\nthree\nemu\nfive\n".splitlines(True)
    list(difflib.ndiff(first, second)), list(difflib.unified_diff(first, second)), list(difflib.context_diff(first, second))
    list(difflib.unified_diff(first, first)), list(difflib.diff_bytes(difflib.unified_diff, [b"a"], [b"b"]))
    difflib.get_close_matches("appel", ["ape", "apple", "peach"])
    attempts(lambda n: difflib.get_close_matches("a", ["b"], n), 0, 1)
    attempts(lambda c: difflib.get_close_matches("a", ["b"], 1, c), 2.0)
    difflib.HtmlDiff(wrapcolumn=5).make_file(first, second, context=True), difflib.HtmlDiff().make_table(first, first)
    "".join(difflib.restore(difflib.ndiff(first, second), 1))
    difflib.SequenceMatcher(lambda x: x == " ", " abcd", "abcd abcd").get_grouped_opcodes()
    matcher = difflib.SequenceMatcher(None, "a" * 250 + "b", "a" * 250 + "c")
    matcher.ratio(), matcher.quick_ratio(), matcher.real_quick_ratio(), matcher.get_opcodes()


@drives("fractions", "numbers")
def fractions():
    from fractions import Fraction

    attempts(Fraction, "1/3", "0.5", "1e5", "x", (1, 0), (1.5,), (2, 4), ("3", 2), (Fraction(1, 2), Fraction(1, 3)), None, (6, -4))
    a, b = Fraction(1, 3), Fraction(-7, 2)
    operations = ("__add__", "__sub__", "__mul__", "__truediv__", "__floordiv__", "__mod__", "__divmod__", "__pow__", "__eq__", "__lt__", "__radd__", "__rpow__")
    for name in operations:
        for other in (b, 2, 0, 0.5, 1j, "x", -2):
            attempts(getattr(a, name), other)
    a.limit_denominator(2), Fraction(355, 113).limit_denominator(10), round(b), round(b, 1), hash(a), str(a), repr(a), bool(a), int(b), -b, abs(b), a.as_integer_ratio()
    attempts(a.limit_denominator, 0)
    attempts(lambda spec: format(a, spec), "", ".2f", "x")


@drives("_pydecimal")
def decimals():
    import _pydecimal as decimal

    decimal.getcontext().prec = 9
    values = ["1", "-2.5", "0", "-0", "NaN", "sNaN", "Infinity", "-Infinity", "1e50", "1e-50", "123456789012", "x", "0.1"]
    numbers = []
    for value in values:
        try:
            numbers.append(decimal.Decimal(value))
        except decimal.InvalidOperation:
            pass
    for left in numbers:
        attempts(lambda: (left.sqrt(), left.exp()), ())
        attempts(lambda: (left.ln(),), ())
        attempts(lambda: (left.log10(), left.logb()), ())
        attempts(lambda: (str(left), repr(left), hash(left), left.to_eng_string()), ())
        attempts(lambda: (int(left), round(left), left.normalize()), ())
        attempts(lambda: (left.next_plus(), left.next_minus(), left.number_class()), ())
        attempts(lambda: left.quantize(decimal.Decimal("0.01")), ())
        attempts(lambda: left.to_integral_exact(), ())
        for right in numbers:
            for name in ("__add__", "__sub__", "__mul__", "__truediv__", "__floordiv__", "__mod__", "__divmod__", "__pow__", "compare", "max", "min", "remainder_near", "compare_total", "same_quantum"):
                attempts(getattr(left, name), right)
            attempts(lambda: left < right, ())
            attempts(lambda: left == right, ())
    for spec in ("", ".3f", "e", "+,.2f", "%", "010", "q", "*^12", "G", "n"):
        attempts(lambda: format(decimal.Decimal("-1234.5678"), spec), ())
    for mode in (decimal.ROUND_UP, decimal.ROUND_DOWN, decimal.ROUND_CEILING, decimal.ROUND_FLOOR, decimal.ROUND_HALF_UP, decimal.ROUND_HALF_DOWN, decimal.ROUND_HALF_EVEN, decimal.ROUND_05UP):
        with decimal.localcontext() as context:
            context.rounding = mode
            attempts(lambda: decimal.Decimal("1.25").quantize(decimal.Decimal("0.1")), ())
    with decimal.localcontext() as context:
        context.traps[decimal.Inexact] = True
        attempts(lambda: decimal.Decimal(1) / 3, ())
    attempts(decimal.Decimal, (((0, (1, 2), -1),)), (((0, (1, "x"), 2),)), 1.5, ([],))


@drives("heapq", "bisect")
def heaps():
    import heapq

    heap = [5, 3, 8, 1, 9, 2]
    list(heapq.merge([1, 4], [2, 3], [])), list(heapq.merge(["b"], ["a", "c"], key=str.upper, reverse=True))
    for count in (0, 1, 3, 10):
        heapq.nlargest(count, heap), heapq.nsmallest(count, heap), heapq.nsmallest(count, heap, key=lambda x: -x), heapq.nlargest(count, iter(heap), key=lambda x: -x)
    run_pure("heapq", {"_heapq"}, lambda module: use_heap(module))
    run_pure("bisect", {"_bisect"}, lambda module: [module.insort([1, 3, 5], x) or module.bisect_left([1, 3, 5], x) or module.bisect([1, 3], x, key=None) for x in (0, 3, 9)])


def use_heap(module):
    heap = [5, 3, 8, 1]
    module.heapify(heap)
    module.heappush(heap, 0), module.heappop(heap), module.heapreplace(heap, 7), module.heappushpop(heap, -1)
    module._heapify_max(heap) if hasattr(module, "_heapify_max") else None


def run_pure(name, blocked, action):
    """Imports a module once more without its accelerators, and uses it."""
    import importlib.util

    saved = {key: sys.modules.get(key) for key in blocked}
    for key in blocked:
        sys.modules[key] = None
    try:
        spec = importlib.util.find_spec(name)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        action(module)
    except Exception:
        pass
    finally:
        for key, value in saved.items():
            if value is None:
                del sys.modules[key]
            else:
                sys.modules[key] = value


SOURCE = '''
@dec(1)
async def f(a, /, b: int = 1, *c, d=2, **e) -> str:
    "doc"
    global g
    async with x as y, z: pass
    async for i in j: await k
    else: pass
    return [a for a in b if a] or {1: 2, **d} or {*e} or await z
def h(): (yield); yield from (yield 1)
class A(B, m=C):
    x: int = 1
    def g(self):
        try: raise X from Y
        except (A, B) as e: del a[1:2:3]
        else: assert a, "m"
        finally: nonlocal_ = lambda q=1, *w, **r: -q ** ~w
        while not a < b <= c != d: break
        else: continue_ = f"{a!r:>{w}} {{}}" "x" if b"y" else ...
        with (a as b, c): import os.path as p, sys
        from . import x as y
        match a:
            case [1, *_] | {"k": 2} | P(1, x=2) | None if g: pass
            case {"k": v, **w}: pass
            case str() as s: pass
            case _: pass
        a, *b = c; x += 1; print(*a, **b); (w := 1)
'''


@drives("ast")
def syntax_trees():
    import ast

    ast.unparse(ast.parse(SOURCE)), ast.dump(ast.parse("x = 1"), indent=2), ast.dump(ast.parse("f(a)"), annotate_fields=False)
    attempts(ast.literal_eval, "[1, {2: (3,)}, {4}, -5, 1+2j, 'x', b'y', None]", "f()", "1 + 2", "set()", "{1: a}", "-x")
    tree = ast.parse(SOURCE)
    ast.get_docstring(tree.body[0]), ast.get_source_segment(SOURCE, tree.body[0]), ast.increment_lineno(tree), ast.copy_location(ast.Name("a"), tree.body[0]), ast.fix_missing_locations(tree)

    class Change(ast.NodeTransformer):
        def visit_Pass(self, node):
            return None

        def visit_Name(self, node):
            return ast.Constant(1) if node.id == "a" else node

        def visit_Assert(self, node):
            return [node, node]

    Change().visit(tree)
    attempts(ast.get_docstring, (ast.parse("1"),), (ast.Name("x"),))


@drives("tokenize", "token")
def tokens():
    import tokenize

    attempts(lambda text: list(tokenize.tokenize(io.BytesIO(text.encode()).readline)), SOURCE, "(", "'''", "'a\nb", "x = 1 \\\n + 2", "# -*- coding: latin-1 -*-\n", "# -*- coding: none -*-\n", "\ufeffx", "  a\n b\n", "1_0 0x1f 1e5 1j $ ?", "")
    tokenize.untokenize(tokenize.generate_tokens(io.StringIO("a = [1,\n 2]  # c\n").readline)), tokenize.untokenize([(1, "a"), (54, "="), (2, "1")])


@drives("dis", "opcode")
def disassembly():
    import dis

    code = compile(SOURCE, "source", "exec")
    dis.dis(code, file=io.StringIO()), dis.code_info(code), list(dis.get_instructions(code)), dis.findlabels(code.co_code), list(dis.findlinestarts(code)), dis.stack_effect(1) if False else None
    attempts(lambda value: dis.dis(value, file=io.StringIO()), "x = 1", attempts, io.StringIO, 3, (None,))
    attempts(dis.code_info, 3, "1 +")


@drives("inspect")
def inspection():
    import inspect

    def sample(a, /, b: int = 1, *c, d=2, **e) -> str:
        """A doc.

            indented
        """

    class Class:
        """Doc."""

        attribute = 1

        def method(self, x):
            pass

        @classmethod
        def made(cls):
            pass

        @property
        def prop(self):
            return 1

    for value in (sample, Class, Class.method, Class().method, Class.made, len, int, inspect, lambda x: x, 3, type, print):
        for name in ("signature", "getdoc", "getsource", "getfile", "getmodule", "getmembers", "isfunction", "isclass", "getfullargspec", "classify_class_attrs", "getcomments", "isabstract", "isroutine", "unwrap"):
            attempts(getattr(inspect, name), (value,))
    signature = inspect.signature(sample)
    attempts(lambda a, k: signature.bind(*a, **k), ((1,), {}), ((), {}), ((1, 2, 3), {"d": 1, "f": 2}), ((1,), {"b": 2, "a": 1}), ((1, 2), {"b": 3}))
    attempts(lambda a: signature.bind_partial(*a).apply_defaults(), ((),), ((1,),))
    str(signature), signature.replace(parameters=[]), hash(signature), signature == signature
    attempts(inspect.Parameter, ("1x", inspect.Parameter.VAR_KEYWORD), ("x", inspect.Parameter.VAR_POSITIONAL), ("x", 77))
    inspect.getcallargs(sample, 1), inspect.currentframe(), inspect.stack(), inspect.getclosurevars(attempts)


@drives("string", "shlex", "fnmatch", "glob")
def small_texts():
    import fnmatch
    import glob
    import shlex
    import string

    attempts(lambda text: string.Template(text).substitute(a=1), "$a", "${a}", "$$", "$b", "$", "${a", "x")
    attempts(lambda text: string.Template(text).safe_substitute(a=1), "$a", "$b", "${", "$$")
    attempts(lambda text: string.Formatter().format(text, 1, [2], a={"k": 3}), "{} {1[0]} {a[k]}", "{0!r:>{0}}", "{b}", "{} {0}", "{0} {}", "{0.real}", "{!z}", "{{}}")
    string.capwords("a b c"), string.capwords("a,b", ",")
    attempts(shlex.split, "a 'b c' \"d\\\"e\" f\\ g", "'open", "a\\", "a # c", '"x\\y"', "")
    for options in ({"posix": False}, {"posix": True, "punctuation_chars": True}, {"posix": False, "punctuation_chars": "&|"}):
        attempts(lambda text: list(shlex.shlex(text, **options)), "a && b | 'c' # d\ne", "'x", "a\"b\"c", "~/a *.b")
    lexer = shlex.shlex("a b", infile="x")
    lexer.push_token("z"), list(lexer), lexer.error_leader(), shlex.join(["a b", "c"]), shlex.quote("")
    for pattern in ("*.py", "[!a]*", "[a-", "?[]]", "**", "[z-a]", "[a-c-e]", "[\\]", "a[b"):
        fnmatch.fnmatch("a.py", pattern), fnmatch.filter(["a.py", "b"], pattern), fnmatch.translate(pattern)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.txt", ".hidden", os.path.join("sub", "b.txt")):
            os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
            open(os.path.join(folder, name), "w").close()
        for pattern in ("*", "**", "**/*.txt", ".*", "sub/", "s*/b.txt", "missing/*", "a.txt", "[ab].txt"):
            glob.glob(os.path.join(folder, pattern), recursive=True), glob.glob(pattern, root_dir=folder, include_hidden=True, recursive=True)


@drives("tempfile", "shutil")
def temporary_files():
    import shutil

    with tempfile.TemporaryDirectory() as folder:
        with tempfile.NamedTemporaryFile("w", dir=folder, delete=False) as file:
            file.write("x")
        with tempfile.SpooledTemporaryFile(5) as spooled:
            spooled.write(b"123"), spooled.write(b"456789"), spooled.seek(0), spooled.read(), spooled.name
        tempfile.mkdtemp(dir=folder), os.close(tempfile.mkstemp(dir=folder)[0]), tempfile.gettempdirb(), tempfile.gettempprefix()
        attempts(lambda d: tempfile.mkstemp(dir=d), os.path.join(folder, "missing"))
        attempts(tempfile.mkstemp, (b"a", "b"))
        target = os.path.join(folder, "copy")
        shutil.copy(file.name, target), shutil.copy2(file.name, target), shutil.copystat(file.name, target)
        attempts(shutil.copyfile, (target, target), (folder, target), ("missing", target))
        os.makedirs(os.path.join(folder, "tree", "inner"))
        shutil.copytree(os.path.join(folder, "tree"), os.path.join(folder, "other"), ignore=shutil.ignore_patterns("*.pyc"))
        attempts(shutil.copytree, (os.path.join(folder, "tree"), os.path.join(folder, "other")), ("missing", target))
        shutil.move(target, os.path.join(folder, "moved")), shutil.disk_usage(folder), shutil.which("sh"), shutil.which("no-such-program")
        for kind in ("zip", "tar", "gztar", "bad"):
            attempts(lambda: shutil.make_archive(os.path.join(folder, "archive"), kind, os.path.join(folder, "tree")), ())
        attempts(shutil.unpack_archive, (os.path.join(folder, "archive.zip"), os.path.join(folder, "out")), ("missing.zip",), ("x.bad",))
        shutil.rmtree(os.path.join(folder, "other"))
        attempts(shutil.rmtree, os.path.join(folder, "missing"), (os.path.join(folder, "missing"), True))
        shutil.get_terminal_size(), shutil.get_archive_formats()


@drives("zipfile", "tarfile", "gzip", "zipapp")
def archives():
    import gzip
    import tarfile
    import zipapp
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.txt", "hello" * 100)
        archive.writestr(zipfile.ZipInfo("c.txt"), b"x")
        with archive.open("d", "w") as member:
            member.write(b"data")
        attempts(lambda: archive.read("a/b.txt"), ())
        attempts(lambda: archive.writestr("c.txt", b"again"), ())
    with zipfile.ZipFile(buffer) as archive:
        archive.namelist(), archive.testzip(), archive.read("a/b.txt"), archive.printdir(file=io.StringIO())
        attempts(archive.read, "missing")
        with archive.open("a/b.txt") as member:
            member.readline(), member.read(3), member.read1(4), member.seek(1), member.peek(), list(member)
        attempts(archive.setpassword, b"x", "x")
        path = zipfile.Path(archive)
        list(path.iterdir()), (path / "a" / "b.txt").read_text(), (path / "a").is_dir(), (path / "zz").exists()
    attempts(archive.read, "c.txt")
    attempts(lambda data: zipfile.ZipFile(io.BytesIO(data)), b"", b"x" * 100, buffer.getvalue()[:-5], buffer.getvalue()[10:])
    attempts(lambda: zipfile.ZipFile(io.BytesIO(), "q"), ())
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for name in ("a", "b" * 120, "c/\u00e9"):
            info = tarfile.TarInfo(name)
            info.size = 3
            archive.addfile(info, io.BytesIO(b"abc"))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "a"
        archive.addfile(link)
    data.seek(0)
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=data) as archive:
            archive.getnames(), archive.list(verbose=False), archive.extractfile("a").read()
            attempts(archive.getmember, "missing")
            attempts(lambda: archive.extractall(folder), ())
        source = os.path.join(folder, "app")
        os.mkdir(source)
        with open(os.path.join(source, "main.py"), "w") as file:
            file.write("def run(): pass\n")
        attempts(lambda m: zipapp.create_archive(source, os.path.join(folder, "app.pyz"), main=m), "main:run", "bad main", None)
        attempts(lambda: zipapp.get_interpreter(os.path.join(folder, "app.pyz")), ())
    attempts(lambda content: tarfile.open(fileobj=io.BytesIO(content)), b"", b"x" * 600, data.getvalue()[:50])
    for mode in ("w", "w|", "r|*", "x:gz", "q"):
        attempts(lambda: tarfile.open(fileobj=io.BytesIO(b""), mode=mode, name="n").close(), ())
    gzip.decompress(gzip.compress(b"x" * 100))
    attempts(gzip.decompress, b"bad", gzip.compress(b"x")[:-3], b"")
    with gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(b"a\nb\n"))) as file:
        file.readline(), file.peek(1), file.seek(0), file.read()


@drives("threading", "queue", "sched", "contextlib")
def concurrency():
    import contextlib
    import queue
    import sched
    import threading

    results = queue.Queue(2)

    def worker(number):
        with lock:
            results.put(number)
            if number == 2:
                raise ValueError

    lock = threading.RLock()
    threading.excepthook = lambda arguments: None
    threads = [threading.Thread(target=worker, args=(number,), daemon=number == 1) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
        repr(thread), thread.is_alive()
    attempts(threads[0].start, ())
    attempts(results.put, (1, False), (1, True, 0.001))
    results.get(), results.get(), results.task_done(), results.task_done()
    attempts(results.get, False, (True, 0.001), (True, -1))
    attempts(results.task_done, ())
    results.join()
    for kind in (queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
        other = kind()
        other.put(2), other.put(1), other.get(), other.qsize(), other.empty()
    event, condition, semaphore, barrier = threading.Event(), threading.Condition(), threading.BoundedSemaphore(1), threading.Barrier(1)
    event.wait(0.001), event.set(), event.wait()
    with condition:
        condition.wait(0.001), condition.notify_all(), condition.wait_for(lambda: True), condition.wait_for(lambda: False, 0.001)
    attempts(condition.notify, ())
    with semaphore:
        semaphore.acquire(blocking=False), semaphore.acquire(timeout=0.001)
    attempts(semaphore.release, ())
    attempts(threading.Semaphore, -1)
    barrier.wait(), barrier.abort()
    attempts(barrier.wait, ())
    timer = threading.Timer(0.001, lambda: None)
    timer.start(), timer.join(), threading.Timer(5, print).cancel()
    local = threading.local()
    local.x = 1
    scheduler = sched.scheduler(lambda: 0, lambda delay: None)
    entry = scheduler.enter(0, 1, lambda: None)
    scheduler.enter(5, 1, lambda: None), scheduler.cancel(entry), scheduler.run(blocking=False), scheduler.queue, scheduler.empty()
    attempts(scheduler.cancel, entry)
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.suppress(KeyError)), stack.callback(lambda: None), stack.push(lambda *details: True)
        raise KeyError
    attempts(lambda: contextlib.ExitStack().enter_context(3), ())

    @contextlib.contextmanager
    def manager(way):
        if way == 0:
            return
        try:
            yield way
        except ValueError:
            if way == 1:
                return
            if way == 2:
                raise
            if way == 3:
                raise KeyError
            yield
        if way == 5:
            yield

    def use(way, error):
        with manager(way):
            if error:
                raise error

    for way in range(6):
        attempts(use, (way, None), (way, ValueError("x")), (way, StopIteration("x")))
    manager(1)(lambda: 1)()
    for tool in (contextlib.redirect_stdout(io.StringIO()), contextlib.nullcontext(1), contextlib.closing(io.StringIO()), contextlib.chdir("/") if hasattr(contextlib, "chdir") else contextlib.nullcontext()):
        with tool:
            pass

    def failing_stack():
        with contextlib.ExitStack() as stack:
            stack.callback(lambda: 1 / 0)
            stack.push(lambda *details: {}["x"])
            raise ValueError

    attempts(failing_stack, ())


@drives("functools", "collections", "operator", "reprlib")
def containers():
    import collections
    import functools
    import operator

    @functools.singledispatch
    def generic(value):
        return 0

    generic.register(int, lambda value: 1)

    @generic.register
    def _(value: str):
        return 2

    attempts(generic, 1, "a", None, ())
    attempts(generic.register, (3,), (int | str, print), (lambda x: x,))

    class Dispatch:
        @functools.singledispatchmethod
        def method(self, value):
            return value

        @functools.cached_property
        def cached(self):
            return 1

        part = functools.partialmethod(print, 1)

    Dispatch().method(1), Dispatch().cached, Dispatch.part, functools.reduce(operator.add, [1, 2])

    @functools.total_ordering
    class Ordered:
        def __init__(self, value):
            self.value = value

        def __eq__(self, other):
            return self.value == other.value

        def __lt__(self, other):
            return NotImplemented if other.value is None else self.value < other.value

    for other in (Ordered(1), Ordered(2), Ordered(None)):
        for name in ("__gt__", "__le__", "__ge__"):
            attempts(getattr(Ordered(1), name), other)
    attempts(functools.total_ordering, (object,))
    attempts(functools.lru_cache, "x", 1, -1, None)
    run_pure("functools", {"_functools"}, use_functools)
    Point = collections.namedtuple("Point", "x y", defaults=[0])
    Point(1)._replace(y=2), Point._make([1, 2])._asdict(), repr(Point(1))
    attempts(collections.namedtuple, ("a", "x x"), ("a", "1"), ("class", "a"), ("a", "_b"), ("A", "def class 1 _a a a"))
    attempts(lambda: collections.namedtuple("a", "def x x", rename=True), ())
    attempts(lambda: Point(1)._replace(z=1), ())
    counter = collections.Counter("abracadabra")
    counter.most_common(2), counter.most_common(), counter + counter, counter - counter, counter & counter, counter | counter, +counter, -counter, counter <= counter, counter == {}, list(counter.elements()), counter.subtract("ab"), counter.update({"a": 1}), repr(counter), counter["zz"], counter.total()
    chain = collections.ChainMap({"a": 1}, {"b": 2})
    chain["b"], len(chain), list(chain), chain.new_child({}), chain.parents, chain.copy(), chain | {}, "a" in chain
    attempts(chain.__getitem__, "z")
    attempts(chain.__delitem__, "z")
    attempts(chain.pop, "z")
    attempts(collections.ChainMap({}).popitem, ())
    run_pure("collections", {"_collections"}, use_collections)
    for kind in (collections.UserDict, collections.UserList, collections.UserString):
        value = kind() if kind is not collections.UserString else kind("ab")
        repr(value), len(value), value == value, value.copy() if hasattr(value, "copy") else None
    data = collections.UserList([3, 1])
    data.sort(), data + [1], data * 2, data[0:1], data.append(2), data.index(1)


def use_functools(module):
    cached = module.lru_cache(maxsize=2)(lambda x, y=1: x)
    for argument in (1, 2, 1, 3, 1.0):
        cached(argument), cached(argument, y=2)
    cached.cache_info(), cached.cache_clear()
    module.lru_cache(maxsize=None)(lambda x: x)(1), module.lru_cache(maxsize=0)(lambda x: x)(1), module.lru_cache(typed=True)(lambda x, **k: x)(1, z=2)
    part = module.partial(print, 1, sep="")
    repr(part), module.partial(part, 2), module.reduce(lambda a, b: a + b, [1, 2], 0), sorted([2, 1], key=module.cmp_to_key(lambda a, b: a - b))
    attempts(module.reduce, (max, []))
    attempts(module.partial, (3,))


def use_collections(module):
    ordered = module.OrderedDict(a=1, b=2)
    ordered.move_to_end("a"), ordered.move_to_end("a", last=False), ordered.popitem(), ordered.popitem(last=False), ordered.setdefault("c", 1), ordered.pop("zz", 1), repr(ordered), list(reversed(ordered)), ordered == {}, ordered.copy(), ordered | {}
    attempts(module.OrderedDict().popitem, ())
    attempts(ordered.pop, "zz")
    ordered.clear()


@drives("enum", "dataclasses", "types", "abc")
def classes():
    import abc
    import dataclasses
    import enum
    import types

    class Color(enum.Enum):
        RED = 1
        GREEN = enum.auto()
        ALIAS = 1
        _ignore_ = ["x"]

        @classmethod
        def _missing_(cls, value):
            return cls.RED if value == "r" else None

    class Flags(enum.Flag):
        A = enum.auto()
        B = enum.auto()
        AB = A | B

    class Names(enum.StrEnum):
        ONE = enum.auto()

    attempts(Color, 1, "r", 9)
    attempts(Color.__getitem__, "RED", "X")
    attempts(Flags, 3, 8, -1, "x")
    Flags.A | Flags.B, ~Flags.A, Flags.A & Flags.B, repr(Flags.AB), Flags(0), list(Flags.AB), Flags.A in Flags.AB, repr(Color.RED), str(Names.ONE), list(Color), Color.RED in Color, enum.Enum("Made", "a b"), enum.Enum("Other", {"x": 1}), hash(Color.RED), dir(Color)
    attempts(lambda: setattr(Color, "RED", 2), ())
    attempts(lambda: delattr(Color, "RED"), ())
    attempts(enum.unique, (Color,), (Flags,))
    attempts(lambda: type("Sub", (Color,), {}), ())
    attempts(lambda: enum.Enum("Bad", "a a"), ())
    for boundary in (enum.STRICT, enum.CONFORM, enum.EJECT, enum.KEEP):
        kind = enum.Flag("F", "A B", boundary=boundary)
        attempts(kind, 9)

    @dataclasses.dataclass(order=True, frozen=True, slots=True)
    class Point:
        x: int
        y: int = 0
        z: list = dataclasses.field(default_factory=list, compare=False, repr=False)
        kind: "dataclasses.KW_ONLY" = None

    @dataclasses.dataclass(unsafe_hash=True, kw_only=True)
    class Other:
        a: dataclasses.InitVar[int] = 1
        b: int = dataclasses.field(init=False, default=2)

        def __post_init__(self, a):
            self.c = a

    point = Point(1)
    point < Point(2), dataclasses.asdict(point), dataclasses.astuple(point), dataclasses.replace(point, x=3), dataclasses.fields(Other), hash(Other()), dataclasses.is_dataclass(point), dataclasses.make_dataclass("M", [("a", int), "b", ("c", int, 3)])
    attempts(lambda: setattr(point, "x", 1), ())
    attempts(dataclasses.fields, 3)
    attempts(dataclasses.asdict, 3)
    attempts(lambda: dataclasses.field(default=1, default_factory=list), ())

    def bad(fields, **options):
        return dataclasses.make_dataclass("Bad", fields, **options)

    attempts(bad, [("a", int, 1), ("b", int)], [("a", list, [])], ["1"], ["class"], ["a", "a"])
    attempts(lambda: bad(["a"], order=True, eq=False), ())
    attempts(lambda: bad(["a"], namespace={"__lt__": 1}, order=True), ())
    types.new_class("N", (), {}), types.resolve_bases((int,)), types.prepare_class("P"), types.SimpleNamespace(a=1), types.DynamicClassAttribute(len)

    class Abstract(abc.ABC):
        @abc.abstractmethod
        def method(self):
            pass

    attempts(Abstract, ())


@drives("typing")
def typing_constructs():
    import typing

    T = typing.TypeVar("T")
    for make in (
        lambda: typing.Optional[int], lambda: typing.Union[int, str, int], lambda: typing.List[T][int], lambda: typing.Callable[[int], str], lambda: typing.Callable[..., T][int], lambda: typing.Literal[1, "a", 1], lambda: typing.Annotated[int, 1], lambda: typing.ClassVar[int], lambda: typing.Generic[int], lambda: typing.Union[()], lambda: typing.Dict[int], lambda: typing.Tuple[int, ...], lambda: typing.Tuple[()], lambda: typing.Type[3], lambda: typing.Optional[1, 2], lambda: typing.Final[int, str], lambda: typing.TypeVar("B", int), lambda: typing.Concatenate[int, typing.ParamSpec("P")], lambda: typing.Any(), lambda: typing.List[typing.ClassVar[int]], lambda: typing.NoReturn[int], lambda: typing.Unpack[typing.Tuple[int]],
    ):
        attempts(lambda: repr(make()), ())

    class Named(typing.NamedTuple):
        a: int
        b: str = ""

    class Typed(typing.TypedDict, total=False):
        a: int

    @typing.runtime_checkable
    class Proto(typing.Protocol):
        def read(self): ...

    isinstance(io.StringIO(), Proto), isinstance(3, Proto), issubclass(io.StringIO, Proto)
    attempts(lambda: isinstance(3, typing.List[int]), ())
    attempts(typing.get_type_hints, (Named,), (Typed,), (attempts,), (3,))

    def hinted(a: "int", b: "Missing" = None):
        pass

    attempts(typing.get_type_hints, (hinted,))
    typing.get_origin(typing.List[int]), typing.get_args(typing.Callable[[int], str]), typing.cast(int, 1), typing.NewType("N", int)(1)
    typing.get_origin(3), typing.get_args(3), typing.overload(hinted), typing.get_overloads(hinted), typing.no_type_check(hinted), typing.ForwardRef("int") == typing.ForwardRef("str")
    attempts(typing.ForwardRef, "1 +", 3)
    attempts(typing.assert_never, 1)


@drives("statistics", "random")
def numbers_and_chance():
    import random
    import statistics

    samples = ([1, 2, 3, 4], [], [1.5], ["x"], [1, 1, 2, 2], [float("nan"), 1], [2, 4, 4, 4, 5, 5, 7, 9])
    for name in ("mean", "fmean", "geometric_mean", "harmonic_mean", "median", "median_low", "median_high", "median_grouped", "mode", "multimode", "pstdev", "pvariance", "stdev", "variance", "quantiles"):
        attempts(getattr(statistics, name), *[(sample,) for sample in samples])
    attempts(statistics.correlation, ([1, 2], [3, 4]), ([1], [2]), ([1, 1], [2, 3]), ([1], [2, 3]))
    attempts(statistics.linear_regression, ([1, 2], [3, 5]), ([1, 1], [2, 3]))
    attempts(lambda: statistics.quantiles([1, 2, 3], n=0), ())
    attempts(lambda: statistics.quantiles([1, 2, 3], method="bad"), ())
    attempts(lambda: statistics.quantiles([1, 2, 3], method="inclusive"), ())
    normal = statistics.NormalDist(1, 2)
    normal.pdf(1), normal.cdf(2), normal.inv_cdf(0.1), normal + 1, normal - normal, normal * 2, normal.overlap(statistics.NormalDist()), normal.samples(2, seed=1), normal.zscore(3), repr(normal), normal.quantiles()
    attempts(normal.inv_cdf, 0, 1, 0.5, 0.999)
    attempts(statistics.NormalDist, (0, -1))
    random.seed(1), random.seed("a"), random.seed(b"a"), random.seed("x", 1)
    attempts(random.randrange, 10, (1, 10), (1, 10, 3), 0, (5, 1), (1.0,), (10, 1, -2), (1, 2, 0))
    attempts(random.choice, ([],), ([1, 2],))
    attempts(random.sample, (range(100), 5), (range(5), 9), ({1, 2}, 1), ([1, 2, 3], 2))
    attempts(lambda: random.sample(["a"], counts=[3], k=2), ())
    attempts(lambda: random.choices([1, 2], weights=[1], k=1), ())
    random.choices([1, 2], weights=[1, 2], k=3), random.choices([1, 2], cum_weights=[1, 2]), random.shuffle([1, 2, 3])
    for name, arguments in (("uniform", (1, 2)), ("triangular", ()), ("triangular", (1, 1)), ("normalvariate", ()), ("gauss", (0, 1)), ("gauss", (0, 1)), ("lognormvariate", ()), ("expovariate", (1,)), ("vonmisesvariate", (0, 0)), ("vonmisesvariate", (1, 4)), ("gammavariate", (2, 1)), ("gammavariate", (1, 1)), ("gammavariate", (0.5, 1)), ("gammavariate", (-1, 1)), ("betavariate", (1, 2)), ("paretovariate", (1,)), ("weibullvariate", (1, 2)), ("getrandbits", (8,))):
        attempts(getattr(random, name), tuple(arguments))
    state = random.getstate()
    random.setstate(state)
    attempts(random.setstate, ((9, (), None),), ((2, state[1], None),))
    random.SystemRandom().random(), random.SystemRandom().getrandbits(5)


@drives("logging", "logging.config", "logging.handlers")
def logs():
    import logging
    import logging.config
    import logging.handlers

    logger = logging.Logger("x")
    handler = logging.StreamHandler(io.StringIO())
    logger.addHandler(handler)
    for style, form in (("%", "%(message)s %(asctime)s"), ("{", "{message}"), ("$", "$message"), ("%", "bad"), ("?", "x"), ("{", "{message")):
        attempts(lambda: handler.setFormatter(logging.Formatter(form, style=style)), ())
        logger.warning("m %s", 1), logger.debug("d")
    try:
        1 / 0
    except ZeroDivisionError:
        logger.exception("failed"), logger.error("stack", stack_info=True)
    logging.raiseExceptions = False
    logger.info("bad %d", "x")
    logger.addFilter(lambda record: record.levelno > 20), logger.info("no"), logger.setLevel("ERROR"), logger.isEnabledFor(10), logger.log(40, "e"), logger.getEffectiveLevel()
    attempts(logger.setLevel, "bad", ([],))
    attempts(lambda: logger.log("x", "m"), ())
    logging.getLevelName(20), logging.getLevelName("INFO"), logging.getLevelName(77), logging.addLevelName(5, "FINE"), logging.getLogger("a.b.c"), logging.getLogger("a"), logging.LoggerAdapter(logger, {}).warning("m")
    attempts(logging.getLogger, 3)
    memory = logging.handlers.MemoryHandler(2, target=handler)
    for level in (10, 50, 10, 10):
        memory.handle(logging.LogRecord("n", level, "p", 1, "m", (), None))
    memory.close()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "log")
        rotating = logging.handlers.RotatingFileHandler(path, maxBytes=20, backupCount=2, delay=True)
        timed = logging.handlers.TimedRotatingFileHandler(path + "2", when="S", backupCount=1)
        for target in (rotating, timed):
            for _ in range(4):
                target.emit(logging.LogRecord("n", 10, "p", 1, "message", (), None))
            target.close()
        for when in ("M", "H", "D", "W3", "MIDNIGHT", "W9", "X", "W"):
            attempts(lambda: logging.handlers.TimedRotatingFileHandler(path + "3", when=when).close(), ())
        watched = logging.handlers.WatchedFileHandler(path + "4")
        os.unlink(path + "4"), watched.emit(logging.LogRecord("n", 10, "p", 1, "m", (), None)), watched.close()
    for configuration in (
        {"version": 1, "handlers": {"h": {"class": "logging.NullHandler"}}, "loggers": {"l": {"handlers": ["h"], "level": "INFO"}}, "formatters": {"f": {"format": "x"}}, "filters": {"g": {"name": "n"}}},
        {"version": 2}, {"version": 1, "handlers": {"h": {"class": "missing.Class"}}}, {"version": 1, "incremental": True}, {"version": 1, "root": {"handlers": ["none"]}}, {"version": 1, "disable_existing_loggers": False, "handlers": {"h": {"()": "io.StringIO", "formatter": "none"}}},
    ):
        attempts(logging.config.dictConfig, configuration)
    attempts(logging.config.fileConfig, io.StringIO("[loggers]\nkeys=root\n[handlers]\nkeys=h\n[formatters]\nkeys=\n[logger_root]\nhandlers=h\n[handler_h]\nclass=NullHandler\nargs=()\n"), "missing")
    queue_handler = logging.handlers.BufferingHandler(1)
    queue_handler.handle(logging.LogRecord("n", 10, "p", 1, "m", (), None))


@drives("urllib.parse", "http.cookies", "http.cookiejar", "html", "html.parser", "_markupbase")
def web_texts():
    import html
    import html.parser
    import http.cookies
    import urllib.parse

    for url in ("http://u:p@h:80/p;x?q=1&r=#f", "//h", "http://[::1]:x/", "http://[bad", "mailto:a@b", "", "http://h:99999", "a%zz", "http://\u2100.com", b"http://h/b"):
        attempts(urllib.parse.urlsplit, url)
        attempts(urllib.parse.urlparse, url)
        attempts(lambda: (urllib.parse.urlsplit(url).port,), ())
        attempts(lambda: (urllib.parse.urlsplit(url).hostname, urllib.parse.urlsplit(url).geturl()), ())
        attempts(lambda: urllib.parse.urljoin("http://a/b/c/d", url), ())
    for other in ("../x", "./y", "/z", "?q", "#f", "../../../..", "g;x=1/../y"):
        urllib.parse.urljoin("http://a/b/c/d;p?q", other)
    attempts(urllib.parse.urljoin, ("a", b"b"))
    for text in ("a=1&b=2&c", "a=1;b", "", "a=%zz", "=&="):
        attempts(lambda: urllib.parse.parse_qs(text, keep_blank_values=True), ())
        attempts(lambda: urllib.parse.parse_qsl(text, strict_parsing=True), ())
        attempts(lambda: urllib.parse.parse_qsl(text, max_num_fields=1), ())
    attempts(urllib.parse.urlencode, {"a": [1, 2], b"b": "x"}, ({"a": [1, "y"]}, True), ([("a", 1)],), "x", (3,), ({b"k": (b"v", 1)}, True))
    urllib.parse.quote("a b/\u00e9"), urllib.parse.quote_plus("a b"), urllib.parse.unquote("%C3%A9%zz+"), urllib.parse.unquote_plus("a+b"), urllib.parse.unquote_to_bytes("%41x")
    attempts(urllib.parse.quote, (3,), ("x", "", "ascii"), (b"x", "", "utf-8"))
    cookie = http.cookies.SimpleCookie()
    for text in ('a=1; Path=/; Secure; b="x\\"y"', "a=1; Path", "bad key=1", "$Version=1; a=2; $Path=/x", "a", "a=1; expires=Wed, 01-Jan-2020 00:00:00 GMT"):
        attempts(cookie.load, text)
    attempts(cookie.__setitem__, ("a b", 1), ("ok", 'v"alue'), ("m", http.cookies.Morsel()))
    attempts(cookie["a"].__setitem__, ("max-age", 3), ("bad", 1))
    cookie.output(), cookie.js_output(), repr(cookie), cookie["a"].OutputString(), cookie["a"].copy() == cookie["a"]

    class Collect(html.parser.HTMLParser):
        def handle_startendtag(self, tag, attrs):
            pass

    for text in ("<a href='x&amp;y' b>t&lt;&#65;&#x41;&bad;</a><!-- c --><!DOCTYPE html><?pi?><br/>", "<a", "<!", "</ x>", "<script>if (a<b) {}</script>", "<![CDATA[x]]>", "&", "&#", "<a b='", "<!DOCTYPE x [<!ENTITY y 'z'>]>", "<1>", "</a b>", "<!-", "<?x", "a & b", "<a/b>"):
        for convert in (True, False):
            parser = Collect(convert_charrefs=convert)
            for character in text:
                attempts(parser.feed, character)
            attempts(parser.close, ())
            parser = Collect(convert_charrefs=convert)
            attempts(parser.feed, text)
            attempts(parser.close, ())
    attempts(html.unescape, "&lt;&#0;&#x110000;&#xD800;&notit;&zz;&#1;", "x")
    html.escape("<'\">")
    import http.cookiejar
    import urllib.request

    jar = http.cookiejar.CookieJar()
    request = urllib.request.Request("http://www.example.com/path")
    for text in ("Wed, 09 Feb 1994 22:23:32 GMT", "1994-02-03 14:15:29 -0100", "bad", "08-Feb-94", "14:15", "99 Feb 1999"):
        attempts(http.cookiejar.http2time, text)
        attempts(http.cookiejar.iso2time, text)
    attempts(http.cookiejar.split_header_words, (["a=b; c, d=\"e\\\"f\""],), (["===="],))
    attempts(http.cookiejar.parse_ns_headers, (["a=b; expires=Wed, 09-Feb-94; path=/", "c", ""],))
    jar.add_cookie_header(request), len(jar), repr(jar), jar.clear_session_cookies()
    attempts(jar.clear, (), "x", ("x", "y"), ("x", "y", "z"))


@drives("email.message", "email.parser", "email.feedparser", "email._parseaddr", "email.utils", "email.header", "email.generator", "email._header_value_parser", "email.policy", "email._policybase", "email.headerregistry", "email.contentmanager", "email.quoprimime", "email.base64mime", "email.charset", "email.encoders")
def mail():
    import email
    import email.header
    import email.policy
    import email.utils
    from email.message import EmailMessage

    texts = (
        "From: A <a@b.c>\nTo: x@y, \"Q\" <z@w>\nSubject: =?utf-8?q?h=C3=A9?=\nContent-Type: multipart/mixed; boundary=\"b\"\n\npre\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nh=C3=A9=\n\n--b\nContent-Disposition: attachment; filename*=utf-8''%e2%82%ac.txt\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n--b--\npost\n",
        "bad header\n\nbody", "A: b\n c\n\tD\nno colon\n\n", "", "Content-Type: multipart/mixed\n\nx", "Content-Type: message/rfc822\n\nSubject: inner\n\nx", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx", "Date: Mon, 20 Nov 1995 19:12:08 -0500\nMessage-ID: <a@b>\nTo: undisclosed: ;\nCc: a b c <x@y>, (comment) d@e\nMIME-Version: 1.0\n\nx", "From x\nA: 1\n\n", ": x\n\n", "Content-Type: text/plain; charset=bad\nContent-Transfer-Encoding: uuencode\n\nbegin 666 x\n#86)C\n \nend\n", "Content-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: d\n\ny\n--x--",
    )
    for policy in (email.policy.compat32, email.policy.default, email.policy.strict, email.policy.SMTPUTF8):
        for text in texts:
            attempts(lambda: use_message(email.message_from_string(text, policy=policy)), ())
        attempts(lambda: use_message(email.message_from_bytes(texts[0].encode(), policy=policy)), ())
    message = EmailMessage()
    message["Subject"] = "h\u00e9llo " * 20
    message["To"] = "A B <a@b.c>"
    message.set_content("body \u00e9\n" * 3)
    message.add_alternative("<p>x</p>", subtype="html")
    message.add_attachment(b"data", maintype="application", subtype="octet-stream", filename="f\u00e9")
    message.add_related if False else None
    message.get_body(("plain",)), list(message.iter_attachments()), list(message.iter_parts()), message.as_string(), bytes(message), message.is_attachment()
    attempts(lambda: message.__setitem__("To", "again"), ())
    attempts(lambda: message.__setitem__("X", "a\nb"), ())
    attempts(lambda: message.set_content(3), ())
    attempts(message.get_content, ())
    for text in ("a@b", "A <a@b>", "\"q\" <a@[1.2.3.4]>", "g: a@b, c@d;", "<", "a b c", "(c) a@b (d)", "a@", "", "=?x?q?y?= <a@b>", "@route:a@b"):
        email.utils.parseaddr(text), email.utils.getaddresses([text])
        attempts(lambda: message.replace_header("To", text), ())
    for text in ("Mon, 20 Nov 1995 19:12:08 -0500", "20 Nov 95 19:12", "bad", "Mon 20 1995", "20-Nov-1995 19:12:08 EST", "1 2 3 4 5 6", ""):
        email.utils.parsedate_tz(text)
        attempts(email.utils.parsedate_to_datetime, text)
    email.utils.formatdate(0), email.utils.formatdate(0, localtime=True), email.utils.make_msgid(domain="x"), email.utils.formataddr(("n,", "a@b")), email.utils.formataddr(("\u00e9", "a@b")), email.utils.decode_rfc2231("utf-8'en'x"), email.utils.encode_rfc2231("x"), email.utils.collapse_rfc2231_value(("a", "b", "c")), email.utils.quote("a\"b"), email.utils.unquote("\"x\"")
    header = email.header.Header("h\u00e9llo w\u00f6rld " * 10, "utf-8", maxlinelen=30, header_name="Subject")
    header.append("ascii", "us-ascii"), header.encode(), str(header)
    attempts(email.header.decode_header, "=?utf-8?b?aMOp?= x =?iso-8859-1?q?a=E9?=", "=?utf-8?b?a?=", "plain", "=?x?z?a?=")
    attempts(lambda: email.header.Header("\u00e9", "us-ascii").encode(), ())


def use_message(message):
    for part in message.walk():
        part.get_content_type(), part.get_filename(), part.get_params(), part.get_charset(), part.get_content_disposition(), part.get_boundary()
        attempts(lambda: part.get_payload(decode=True), ())
        attempts(lambda: part.get_content(), ())
        attempts(lambda: part.set_param("x", "\u00e9"), ())
        attempts(lambda: part.del_param("x"), ())
        part.items(), part.get_all("to"), part.get("missing"), part.defects
    attempts(lambda: message.as_string(unixfrom=True), ())
    attempts(lambda: message.as_bytes(), ())
    for name in ("to", "cc", "date", "subject", "content-type"):
        value = message[name]
        attempts(lambda: (value.addresses, value.groups), ())
        attempts(lambda: value.fold(policy=message.policy), ())


@drives("xml.etree.ElementTree", "xml.etree.ElementPath", "xml.dom.minidom", "xml.dom.expatbuilder", "xml.sax.expatreader", "xml.sax.saxutils", "plistlib")
def xml_texts():
    import plistlib
    import xml.dom.minidom
    import xml.etree.ElementTree as tree
    import xml.sax
    import xml.sax.saxutils

    text = "<a x='1'><!-- c --><b>t</b>tail<b y='2'><c/></b><n:d xmlns:n='u'>&lt;</n:d><?pi x?></a>"
    root = tree.fromstring(text)
    for path in ("b", ".//c", "b[@y]", "b[@y='2']", "*", "b[1]", "b[last()]", "b[last()-1]", "..", "./b/..", "b[c]", "b[.='t']", "/a", "b[", "{u}d", "{*}d", "b[@y!='2']", "b[0]", ".//b[c='']", "n:d"):
        attempts(lambda: (root.findall(path), root.find(path), root.findtext(path, "none")), ())
    attempts(lambda: root.findall("n:d", {"n": "u"}), ())
    for method in ("xml", "html", "text", "bad", "c14n"):
        attempts(lambda: tree.tostring(root, method=method), ())
    attempts(tree.fromstring, "<a>", "<a></b>", "", "<a>&x;</a>", "x")
    tree.indent(root), list(tree.iterparse(io.StringIO(text), ("start", "end"))), tree.canonicalize(text, strip_text=True), tree.ElementTree(root).write(io.StringIO(), encoding="unicode", xml_declaration=True), list(root.iter("b")), list(root.itertext()), tree.tostringlist(root)
    attempts(lambda: tree.tostring(tree.Element(3)), ())
    pull = tree.XMLPullParser(("end",))
    pull.feed(text), list(pull.read_events()), pull.close()
    run_pure("xml.etree.ElementTree", {"_elementtree"}, lambda module: use_tree(module, text))
    document = xml.dom.minidom.parseString(text)
    document.toprettyxml(), document.documentElement.getElementsByTagName("b"), document.documentElement.setAttribute("q", "\"<"), document.toxml(), document.documentElement.cloneNode(True), document.documentElement.normalize()
    node = document.createElement("e")
    node.appendChild(document.createTextNode("x")), document.documentElement.insertBefore(node, document.documentElement.firstChild), document.documentElement.removeChild(node), node.hasAttribute("z")
    attempts(document.documentElement.removeChild, node)
    attempts(lambda: node.getAttributeNode("z").value, ())
    attempts(xml.dom.minidom.parseString, "<a>", "<!DOCTYPE a [<!ENTITY e 'v'><!ELEMENT a ANY><!ATTLIST a b CDATA 'c'>]><a>&e;</a>")
    attempts(lambda content: xml.sax.parseString(content, xml.sax.saxutils.XMLGenerator(io.StringIO())), text, "<a>", "<a b='c'/>")
    xml.sax.saxutils.escape("<&>"), xml.sax.saxutils.quoteattr("a\"'b")
    data = {"a": [1, 2.5, True, b"x", {"n": "s"}], "d": __import__("datetime").datetime(2020, 1, 1)}
    for form in (plistlib.FMT_XML, plistlib.FMT_BINARY):
        plistlib.loads(plistlib.dumps(data, fmt=form))
    attempts(plistlib.dumps, {1: 2}, object(), {"a": None})
    attempts(plistlib.loads, b"<plist><dict><string/></dict></plist>", b"bplist00xx", b"", b"<plist><integer>x</integer></plist>")


def use_tree(module, text):
    root = module.fromstring(text)
    module.tostring(root), root.findall("b"), root.insert(0, module.Element("z")), root.remove(root[0]), list(root.iter()), list(root.itertext()), root.get("x"), root.set("y", "1"), root.items(), module.SubElement(root, "q", {"a": "b"}), root.clear(), len(root)
    attempts(root.append, "x")
    attempts(root.remove, module.Element("nope"))


@drives("pprint", "copy", "copyreg", "calendar", "bdb", "cmd")
def printed():
    import calendar
    import cmd
    import collections
    import copy
    import pprint
    import types

    values = ([1, "x" * 100, {"b": 1, "a": [2] * 40}], ("a b " * 40,), {1, 2, "x"}, {"k" * 30: {"n": list(range(60))}}, types.SimpleNamespace(a=1, b="x" * 90), collections.OrderedDict(a=1), collections.Counter("ab"), collections.deque(range(40)), bytearray(b"x" * 90), b"y" * 200, types.MappingProxyType({"a": 1}), collections.ChainMap({}), collections.defaultdict(int, {1: 2}), frozenset(), [], {}, ())
    for value in values:
        for options in ({}, {"width": 20, "compact": True}, {"depth": 1}, {"sort_dicts": False, "indent": 4}, {"underscore_numbers": True}):
            attempts(lambda: pprint.pformat(value, **options), ())
        attempts(copy.copy, (value,))
        attempts(copy.deepcopy, (value,))
    loop = []
    loop.append(loop)
    pprint.pformat(loop), copy.deepcopy(loop), pprint.isreadable(loop), pprint.isrecursive(loop), pprint.saferepr(values)

    class Reduced:
        def __init__(self, way):
            self.way = way

        def __reduce_ex__(self, protocol):
            return {"text": "name", "state": (list, (), {"a": 1}), "items": (list, (), None, iter([1])), "pairs": (dict, (), None, None, iter([(1, 2)])), "bad": 3}[self.way]

    class Copied:
        def __copy__(self):
            return self

        def __deepcopy__(self, memo):
            return self

    for way in ("text", "state", "items", "pairs", "bad"):
        attempts(copy.copy, (Reduced(way),))
        attempts(copy.deepcopy, (Reduced(way),))
    copy.copy(Copied()), copy.deepcopy([Copied(), len, int, (1, [2])])
    attempts(copy.copy, (sys,), (iter([]),))
    for kind in (calendar.TextCalendar, calendar.HTMLCalendar):
        for first in (0, 6):
            made = kind(first)
            made.formatmonth(2024, 2), made.formatyear(2023, *((2, 1, 6, 3) if kind is calendar.TextCalendar else (3,)))
    calendar.monthrange(2024, 2), calendar.isleap(1900), calendar.leapdays(1990, 2020), calendar.timegm((2020, 1, 1, 0, 0, 0)), list(calendar.Calendar().itermonthdays4(2024, 12)), calendar.Calendar().yeardatescalendar(2024), calendar.weekday(2024, 1, 1)
    attempts(calendar.monthrange, (2024, 13))
    attempts(calendar.setfirstweekday, 9, 0)
    attempts(lambda: calendar.LocaleTextCalendar(locale="C").formatmonth(2024, 1), ())
    attempts(calendar.main, (["calendar", "2024"],), (["calendar", "-t", "html", "2024"],), (["calendar", "2024", "13"],), (["calendar", "-L", "x"],))

    class Shell(cmd.Cmd):
        use_rawinput = False

        def do_say(self, line):
            "says"
            return line == "stop"

        def help_other(self):
            pass

    shell = Shell(stdin=io.StringIO("say x\nhelp\nhelp say\nhelp none\n?\n!x\n\nnone\nsay stop\n"), stdout=io.StringIO())
    shell.cmdloop("intro"), shell.complete_help("s"), shell.columnize(["a", "b" * 90, "c"]), shell.columnize([]), shell.completenames("s")
    attempts(shell.columnize, ([1],))


@drives("datetime", "zoneinfo._zoneinfo", "zoneinfo._common", "_strptime")
def dates():
    import datetime as fast

    try:
        import _pydatetime as module
    except ImportError:
        run_pure("datetime", {"_datetime"}, use_dates)
    else:
        use_dates(module)
    for text, form in (("2020-01-02", "%Y-%m-%d"), ("x", "%Y"), ("5 Jan 20 3:04 PM +0100", "%d %b %y %I:%M %p %z"), ("2020 10 1", "%Y %W %w"), ("2020-W10-1", "%G-W%V-%u"), ("1", "%q"), ("1 2", "%d"), ("366 2021", "%j %Y"), ("29 Feb", "%d %b"), ("12:00:61.5", "%H:%M:%S.%f"), ("UTC", "%Z"), ("1", "%")):
        attempts(fast.datetime.strptime, (text, form))
    run_pure("zoneinfo._zoneinfo", set(), use_zones)
    use_zones(__import__("zoneinfo._zoneinfo")._zoneinfo)


def use_zones(module):
    import datetime

    for name in ("Europe/Berlin", "America/New_York", "UTC", "Bad/Name", "../x", "Asia/Kolkata"):
        try:
            zone = module.ZoneInfo.no_cache(name)
        except Exception:
            continue
        for year in (1890, 1950, 2020, 2040, 2100):
            for month in (1, 4, 7, 10):
                moment = datetime.datetime(year, month, 1, 2, 30, tzinfo=zone)
                moment.utcoffset(), moment.dst(), moment.tzname(), moment.astimezone(datetime.timezone.utc).astimezone(zone)
    for text in ("EST5EDT,M3.2.0,M11.1.0", "<+03>-3", "A5B,J60,J300", "A5B,60/2,300/-1", "bad", "A5B,M13.1.1,M1.1.1", "A5B", "A99", "AAA3BBB,M3.2.0/2:30:10,M11.1.0"):
        attempts(module._parse_tz_str, text)


def use_dates(module):
    date, datetime, time, timedelta, timezone = module.date, module.datetime, module.time, module.timedelta, module.timezone
    attempts(date, (2020, 2, 30), (2020, 1, 1), (0, 1, 1), (2020, 13, 1), ("x", 1, 1))
    attempts(time, (25,), (1, 60), (1, 2, 3, 4), (1, 2, 60), (1, 2, 3, 10**7))
    attempts(date.fromisoformat, "2020-01-02", "20200102", "2020-W01-1", "bad", "2020-13-01", "2020W015", "2020-W60", 3)
    attempts(time.fromisoformat, "01:02", "01:02:03.004", "010203", "T01", "01:02:03+01:00", "01:02Z", "x", "01:2", "01:02:03.0040051", "01:02:03-01:02:03.5")
    attempts(datetime.fromisoformat, "2020-01-02T03:04:05+01:00", "2020-01-02", "x", "2020-01-02 03:04", "2020-01-02T", "2020-W01-1T01")
    attempts(timedelta, (1, 2, 3), (0, 0, 0, 0, 0, 0, 1), (1.5, 0.5), (10**10,), ("x",))
    moment = datetime(2020, 2, 29, 1, 2, 3, 4, timezone(timedelta(hours=1)))
    naive = datetime(2020, 2, 29)
    for other in (naive, timedelta(1), moment, 3, date(2020, 1, 1), timedelta(days=10**6 * 5)):
        for left in (moment, naive, timedelta(3, 4), date(2020, 1, 1)):
            for name in ("__add__", "__sub__", "__eq__", "__lt__", "__floordiv__", "__mod__", "__truediv__", "__mul__", "__divmod__"):
                if hasattr(left, name):
                    attempts(getattr(left, name), other)
    for form in ("%Y-%m-%dT%H:%M:%S.%f%z %Z %j", "%%", "%", "%:z"):
        attempts(moment.strftime, form)
        attempts(naive.strftime, form)
    for spec in ("auto", "hours", "milliseconds", "bad"):
        attempts(lambda: moment.isoformat(timespec=spec), ())
    moment.astimezone(timezone.utc), moment.utctimetuple(), moment.timetuple(), moment.ctime(), moment.isocalendar(), moment.timestamp(), naive.timestamp(), repr(moment), str(moment), hash(moment), moment.replace(year=2021, day=1), moment.date(), moment.timetz(), repr(timedelta(-1, 5, 6)), str(timedelta(1)), timedelta(1).total_seconds(), -timedelta(1), abs(timedelta(-1)), bool(timedelta()), date.today(), datetime.now(), datetime.now(timezone.utc), datetime.fromtimestamp(0), datetime.combine(date(2020, 1, 1), time(1)), date.fromordinal(737000), date.fromisocalendar(2020, 53, 7)
    attempts(date.fromisocalendar, (2021, 53, 1), (2020, 1, 8), (0, 1, 1))
    attempts(timezone, (timedelta(hours=25),), (3,), (timedelta(0), "x"), (timedelta(hours=-3, minutes=-30),))
    attempts(lambda: moment < naive, ())
    moment.__reduce__(), repr(time(1, 2, tzinfo=timezone.utc)), time(1) < time(2), hash(time(1)), time(1).replace(minute=2), time(1).strftime("%H")
    attempts(datetime.fromtimestamp, 10**20, -5, 1.5)


@drives("ipaddress", "uuid", "colorsys", "secrets", "base64", "quopri", "hmac", "hashlib")
def identifiers():
    import base64
    import hashlib
    import hmac
    import ipaddress
    import uuid

    addresses = ("1.2.3.4", "1.2.3", "256.1.1.1", "01.2.3.4", "::1", "1::2::3", "fe80::1%eth0", "::ffff:1.2.3.4", ":::", "12345::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9", "2001:db8::", 5, -1, 2**140, b"\1\2\3\4", b"x", "", "1.2.3.x", "a", "fe80::1%", "1.2.3.4/8")
    attempts(ipaddress.ip_address, *addresses)
    networks = ("10.0.0.0/8", "10.0.0.1/8", "::/0", "10.0.0.0/255.0.0.0", "10.0.0.0/0.0.0.255", "10.0.0.0/33", "x/8", "10.0.0.0/x", "2001:db8::/32", ("10.0.0.0", 8), "10.0.0.0/255.0.255.0", 3, "10.0.0.0/8/9")
    attempts(ipaddress.ip_network, *[(value,) for value in networks])
    attempts(ipaddress.ip_interface, *[(value,) for value in networks])
    for text in ("1.2.3.4", "10.1.1.1", "::1", "2001:db8::1", "224.0.0.1", "64:ff9b::1", "2002:1::", "2001:0:1::"):
        address = ipaddress.ip_address(text)
        for name in dir(address):
            if name.startswith("is_") or name in ("reverse_pointer", "exploded", "compressed", "packed", "ipv4_mapped", "sixtofour", "teredo"):
                getattr(address, name)
        repr(address), hash(address), address + 1, attempts(lambda: address + 2**130, ()), format(address, "s")
        attempts(lambda spec: format(address, spec), "b", "#_x", "n", "bad")
    first, second = ipaddress.ip_network("10.0.0.0/29"), ipaddress.ip_network("10.0.0.0/30")
    list(first.subnets()), list(first.subnets(new_prefix=31)), first.supernet(), list(first.address_exclude(second)), first.overlaps(second), second.subnet_of(first), list(first.hosts()), first[1], first[-1], second in first if False else None, first < second, first.compare_networks(second)
    attempts(first.subnets, (0,), (1, 30), (9,))
    attempts(lambda: list(second.address_exclude(first)), ())
    attempts(lambda: first[99], ())
    attempts(lambda: first.supernet(new_prefix=31), ())
    list(ipaddress.collapse_addresses([first, second, ipaddress.ip_network("10.0.0.8/29")])), list(ipaddress.summarize_address_range(ipaddress.ip_address("1.1.1.1"), ipaddress.ip_address("1.1.1.9")))
    attempts(lambda: list(ipaddress.summarize_address_range(ipaddress.ip_address("1.1.1.9"), ipaddress.ip_address("1.1.1.1"))), ())
    attempts(lambda: list(ipaddress.collapse_addresses([first, ipaddress.ip_address("::1")])), ())
    attempts(uuid.UUID, "12345678123456781234567812345678", "x", (None, b"1" * 16), (None, b"x"), (None, None, None, (1, 2, 3, 4, 5, 6)), (None, None, None, None, 5), (None, None, None, None, -1), ())
    for made in (uuid.uuid1(), uuid.uuid3(uuid.NAMESPACE_DNS, "x"), uuid.uuid4(), uuid.uuid5(uuid.NAMESPACE_URL, "y")):
        made.variant, made.version, made.fields, made.time, made.urn, str(made), repr(made), made < made, made == 3, hash(made), made.bytes_le, made.hex
    for name in ("b64", "b32", "b16", "a85", "b85"):
        encode, decode = getattr(base64, name + "encode"), getattr(base64, name + "decode")
        attempts(encode, b"hello", b"", "x")
        attempts(decode, encode(b"hello"), b"!!", "\u00e9", b"A", b"z{}", b"~" * 5, (b"aGVs bG8=", None), b"MFRGG", b"0" * 5)
    attempts(lambda: base64.a85decode(b"<~87cURD]i~>", adobe=True), ())
    attempts(lambda: base64.a85encode(b"\0" * 8 + b"    x", foldspaces=True, wrapcol=5, adobe=True, pad=True), ())
    attempts(lambda: base64.a85decode(b"x", adobe=True), ())
    base64.encodebytes(b"x" * 100), base64.decodebytes(b"eA=="), base64.urlsafe_b64encode(b"\xff"), base64.b32hexencode(b"x")
    attempts(lambda: base64.main(), ())
    for digest in ("sha256", hashlib.md5, "bad", ""):
        attempts(lambda: hmac.new(b"k", b"m", digest).hexdigest(), ())
    hmac.digest(b"k", b"m", "sha1"), hmac.new(b"k" * 200, digestmod=hashlib.sha1).copy().digest(), hmac.compare_digest("a", "b")
    attempts(hashlib.new, "md5", "bad", "sha3_256")
    hashlib.file_digest(io.BytesIO(b"x" * 10), "sha1") if hasattr(hashlib, "file_digest") else None


@drives("pathlib", "posixpath", "ntpath", "genericpath", "stat", "filecmp", "fileinput", "linecache")
def paths():
    import filecmp
    import fileinput
    import linecache
    import ntpath
    import pathlib
    import posixpath
    import stat

    for kind in (pathlib.PurePosixPath, pathlib.PureWindowsPath):
        for text in ("a/b.c.d", "/a/../b", "c:\\x\\y.txt", "//server/share/z", "", ".", "..", "/", "a//b/./c", ".hidden"):
            path = kind(text)
            path.parts, path.name, path.suffix, path.suffixes, path.stem, path.parent, list(path.parents), path.is_absolute(), str(path), repr(path), hash(path), path.as_posix(), path.drive, path.root, path.is_reserved()
            attempts(path.relative_to, "a", "/", "c:\\")
            attempts(path.with_name, "n", "", "a/b")
            attempts(path.with_suffix, ".x", "x", "", ".")
            attempts(path.match, "*.d", "", "/a/*", "*")
            attempts(path.as_uri, ())
            path / "q", "q" / path, path.joinpath("x", "y"), path < kind("z"), path == kind("a")
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "d" / "e").mkdir(parents=True)
        attempts((root / "d").mkdir, ())
        attempts((root / "d").mkdir, (0o777, False, True))
        (root / "f.txt").write_text("one\ntwo\n"), (root / "f.txt").read_bytes(), (root / "f.txt").touch()
        attempts((root / "f.txt").touch, (0o666, False))
        (root / "l").symlink_to("f.txt"), (root / "loop").symlink_to("loop")
        list(root.iterdir()), list(root.glob("**/*")), list(root.rglob("*.txt")), (root / "l").resolve(), (root / "l").samefile(root / "f.txt")
        attempts(lambda pattern: list(root.glob(pattern)), "", "/x", "**x", "*/..", "d/**/e")
        for name in ("exists", "is_dir", "is_file", "is_symlink", "is_mount", "is_socket", "is_fifo", "is_block_device", "is_char_device", "owner", "group", "stat", "lstat", "readlink", "resolve", "absolute", "expanduser"):
            for path in (root, root / "f.txt", root / "l", root / "missing", root / "loop", pathlib.Path("~nobody-here"), pathlib.Path("\0")):
                attempts(getattr(path, name), ())
        attempts((root / "missing").unlink, (), (True,))
        (root / "f.txt").rename(root / "g.txt"), (root / "g.txt").replace(root / "f.txt")
        filecmp.cmp(root / "f.txt", root / "f.txt"), filecmp.dircmp(folder, folder).report_full_closure() if False else None, filecmp.cmpfiles(folder, folder, ["f.txt", "none"])
        comparison = filecmp.dircmp(folder, os.path.join(folder, "d"))
        comparison.left_only, comparison.common_dirs, comparison.diff_files, comparison.subdirs
        with fileinput.input([str(root / "f.txt"), str(root / "f.txt")]) as lines:
            for line in lines:
                lines.filename(), lines.lineno(), lines.isfirstline(), lines.nextfile()
        attempts(lambda: list(fileinput.FileInput([str(root / "missing")])), ())
        attempts(lambda: list(fileinput.FileInput([str(root / "f.txt")], inplace=True, backup=".bak")), ())
        attempts(lambda: fileinput.FileInput(mode="w"), ())
        linecache.getline(str(root / "f.txt"), 1), linecache.getline("missing", 1), linecache.checkcache(), linecache.clearcache()
    for module in (posixpath, ntpath):
        for text in ("a/b", "/a//b/../c", "", "c:\\a\\b", "~/x", "~root", "$HOME/${X}y", "%X%z", "//h/s/p", "a.b.c", ".a", b"a/b"):
            for name in ("split", "splitext", "splitdrive", "normpath", "expandvars", "expanduser", "isabs", "abspath", "basename", "dirname", "normcase", "realpath", "lexists", "ismount"):
                attempts(getattr(module, name), text)
        attempts(module.join, ("a", "b", "/c"), ("a", b"b"), ("c:", "d:x"), ("",))
        attempts(module.relpath, ("/a/b", "/a/c"), ("", "x"), ("a",), ("c:\\a", "d:\\b"))
        attempts(module.commonpath, (["/a/b", "/a/c"],), ([],), (["a", "/b"],), (["a", b"b"],), (["c:\\a", "d:\\b"],))
        module.commonprefix(["abc", "abd"]), module.commonprefix([])
    run_pure("stat", {"_stat"}, lambda module: [module.filemode(mode) for mode in (0o100644, 0o40755, 0o120777, 0o4755, 0)])
    stat.filemode(0)


@drives("optparse", "getopt", "traceback", "warnings", "unittest.case", "unittest.suite", "unittest.loader", "unittest.runner", "unittest.result", "unittest.mock", "doctest")
def tools():
    import doctest
    import getopt
    import optparse
    import traceback
    import unittest
    import unittest.mock
    import warnings

    parser = optparse.OptionParser(usage="%prog [x]", version="1", description="d")
    parser.add_option("-a", "--all", action="store_true", help="all %default", default=False)
    parser.add_option("-n", type="int", nargs=2, callback=None)
    parser.add_option("-c", type="choice", choices=["x", "y"])
    parser.add_option("-l", action="append")
    group = optparse.OptionGroup(parser, "G", "group")
    group.add_option("--deep", action="count")
    parser.add_option_group(group)
    for line in ("-a x", "-n 1 2", "-n 1", "-n a b", "-c z", "-l 1 -l 2", "--al", "--bad", "--all=3", "-h", "--version", "-- -a", "-q", "--de --deep"):
        attempts(parser.parse_args, (line.split(),))
    attempts(parser.add_option, "-a", ("bad",), ("-1", "--"), ())
    parser.get_usage(), parser.format_help(), parser.remove_option("-l"), parser.has_option("-z")
    attempts(parser.remove_option, "-z")
    attempts(optparse.make_option, ("-x", "--y"), ())
    attempts(getopt.getopt, (["-a", "-b", "x", "--long=1", "--fl", "rest"], "ab:", ["long=", "flag"]), (["-z"], "a"), (["-b"], "b:"), (["--x=1"], "", ["x"]), (["--lo"], "", ["long=", "lost"]), (["--", "-a"], "a"))
    attempts(getopt.gnu_getopt, (["x", "-a", "y"], "a"), (["x", "-a"], "+a"), (["x", "--", "y"], "a"))

    def fail(depth):
        if depth:
            return fail(depth - 1)
        try:
            raise ValueError("x")
        except ValueError as error:
            raise KeyError("y") from error

    try:
        fail(5)
    except KeyError as error:
        error.add_note("note")
        traceback.format_exc(), traceback.format_exception(error, chain=False), traceback.print_exc(file=io.StringIO()), traceback.extract_tb(error.__traceback__).format(), list(traceback.walk_tb(error.__traceback__)), traceback.format_tb(error.__traceback__, limit=-2), traceback.TracebackException.from_exception(error, capture_locals=True, compact=True).format_exception_only()
        "".join(traceback.TracebackException(type(error), error, error.__traceback__).format())
    for code in ("1 +", "'", "x = (\n", "f(a for b in c, d)", "    x"):
        try:
            compile(code, "f", "exec")
        except SyntaxError as error:
            traceback.format_exception(error)
    group = ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [KeyError(2)])])
    "".join(traceback.format_exception(group)), traceback.format_stack(limit=2), traceback.StackSummary.extract(traceback.walk_stack(None), limit=1), traceback.clear_frames(None)
    for mistake in ("import sys; sys.pth", "lenn", "from os import pathh"):
        try:
            exec(mistake, {})
        except Exception as error:
            traceback.format_exception(error)
    with warnings.catch_warnings(record=True) as caught:
        for action in ("default", "error", "ignore", "always", "module", "once", "bad"):
            attempts(lambda: warnings.simplefilter(action), ())
            attempts(lambda: warnings.warn("w"), ())
            attempts(lambda: warnings.warn(DeprecationWarning("d"), stacklevel=2), ())
            attempts(lambda: warnings.warn_explicit("m", UserWarning, "f", 1, registry={}), ())
        attempts(warnings.filterwarnings, ("error", "msg", UserWarning, "mod", 1), ("x",))
        attempts(warnings.warn, ("m", int))
        warnings.formatwarning("m", UserWarning, "f", 1), warnings.resetwarnings()
        attempts(warnings._setoption, "error:a:UserWarning:m:1", "bad:x", "a:b:c:d:e:f", "error::missing.Category")
    run_pure("warnings", {"_warnings"}, lambda module: module.warn("x"))

    class Case(unittest.TestCase):
        def setUp(self):
            self.addCleanup(lambda: None)

        def test_passes(self):
            self.assertEqual([1], [1]), self.assertIn(1, [1]), self.assertAlmostEqual(1, 1.00000001), self.assertRaises(KeyError, {}.__getitem__, 1)
            with self.subTest(i=1):
                self.fail("inner")
            with self.assertRaisesRegex(ValueError, "x"):
                raise ValueError("x")
            with self.assertLogs("a", "INFO"):
                __import__("logging").getLogger("a").info("m")
            with self.assertWarns(UserWarning):
                warnings.warn("x")

        def test_fails(self):
            self.assertEqual({"a": [1]}, {"a": [2]})

        def test_texts(self):
            self.assertMultiLineEqual("a\nb\n", "a\nc\n")

        def test_lists(self):
            self.assertCountEqual([1, 2], [2, 3])

        def test_errors(self):
            raise OSError

        @unittest.skip("why")
        def test_skipped(self):
            pass

        @unittest.expectedFailure
        def test_expected(self):
            self.assertTrue(False)

        @unittest.expectedFailure
        def test_unexpected(self):
            pass

        def test_skips(self):
            self.skipTest("later")

        def test_no_raise(self):
            with self.assertRaises(ValueError):
                pass

        def tearDown(self):
            if "errors" in self.id():
                raise ValueError

    for options in ({"verbosity": 2}, {"failfast": True}, {"buffer": True}):
        unittest.TextTestRunner(stream=io.StringIO(), **options).run(unittest.defaultTestLoader.loadTestsFromTestCase(Case))
    attempts(unittest.defaultTestLoader.loadTestsFromName, "missing.module", "os.path", "os.none")
    attempts(unittest.defaultTestLoader.discover, ("/nonexistent",))
    mock = unittest.mock.MagicMock(spec=["a", "b"], side_effect=[1, ValueError])
    attempts(lambda: mock(1), (), (), ())
    attempts(lambda: mock.c, ())
    attempts(mock.assert_called_once_with, 1)
    attempts(mock.assert_not_called, ())
    attempts(mock.assert_has_calls, ([unittest.mock.call(1)],), ([unittest.mock.call(2)],))
    attempts(mock.assert_any_call, 1, 9)
    with unittest.mock.patch("os.getcwd", return_value="x") as patched, unittest.mock.patch.dict("os.environ", {"Q": "1"}):
        os.getcwd(), repr(patched), patched.mock_calls, patched.reset_mock()
    attempts(lambda: unittest.mock.patch("os.missing").start(), ())
    attempts(lambda: unittest.mock.patch("bad").start(), ())
    attempts(lambda: unittest.mock.create_autospec(os.path.join)(), ())
    attempts(lambda: unittest.mock.create_autospec(Case)("x").setUp(1), ())
    unittest.mock.patch.object(os, "sep", "|").start(), unittest.mock.patch.stopall(), unittest.mock.seal(mock), unittest.mock.mock_open(read_data="a\nb")().readline()
    text = "\n>>> 1 + 1\n2\n>>> 1 / 0\nTraceback (most recent call last):\n    ...\nZeroDivisionError: division by zero\n>>> print('a')\nb\n>>> x\n"
    runner = doctest.DocTestRunner(verbose=False)
    test = doctest.DocTestParser().get_doctest(text, {}, "t", "f", 0)
    runner.run(test, out=lambda line: None), runner.summarize()
    attempts(doctest.DocTestParser().get_examples, ">>>x", ">>> a\n  bad\n ... x", "   >>> a\n  b")
    doctest.script_from_examples(text), doctest.DocTestFinder().find(doctest)


@drives("pickle", "pickletools", "shelve", "struct", "codecs", "encodings.idna", "encodings.punycode", "stringprep", "locale")
def serialized():
    import codecs
    import locale
    import pickle
    import pickletools

    data = [1, -5, 2**70, 1.5, "x\u00e9", b"y", (1,), (1, 2, 3, 4), {"a": {1}}, None, True, len, int, complex(1, 2), bytearray(b"z"), frozenset([1]), 300, 70000]
    data.append(data)
    for protocol in range(6):
        buffer = io.BytesIO()
        attempts(pickle._Pickler(buffer, protocol).dump, (data,))
        attempts(lambda: pickle._Unpickler(io.BytesIO(buffer.getvalue())).load(), ())
        attempts(lambda: pickletools.dis(buffer.getvalue(), io.StringIO()), ())
        attempts(lambda: pickletools.optimize(buffer.getvalue()), ())
    attempts(lambda value: pickle._Pickler(io.BytesIO()).dump(value), lambda: 1, (sys,), (iter([1]),))
    attempts(lambda content: pickle._Unpickler(io.BytesIO(content)).load(), b"", b"x", b"\x80\x09.", b"(dp0\n.", b"cos\nmissing\n.", b"I1", b"\x80\x04\x95\xff", b"a.")
    attempts(lambda: pickle._Pickler(io.BytesIO(), 99), ())
    for name in ("rot13", "idna", "punycode", "utf-8-sig", "missing"):
        attempts(codecs.encode, ("b\u00fccher.example", name))
        attempts(codecs.encode, ("a" * 70 + "..x", name))
        attempts(codecs.decode, (b"xn--bcher-kva.example", name))
        attempts(codecs.decode, (b"bcher-kva", name))
    reader = codecs.getreader("utf-8")(io.BytesIO(b"a\nb\xc3\xa9\n"))
    reader.readline(), reader.read(1), reader.readlines(), codecs.getwriter("utf-8")(io.BytesIO()).write("x")
    list(codecs.iterencode(["a", "b"], "utf-8")), list(codecs.iterdecode([b"a", b"\xc3"], "utf-8", "replace"))
    attempts(lambda: locale.currency(1.5), ())
    attempts(locale.normalize, "de_DE", "C", "x.y@z", "en.utf8")
    attempts(locale.setlocale, (0, "missing"), (0, ("C", None)))
    locale.format_string("%d %s %%", (1000, "x"), grouping=True), locale.getlocale(), locale.localize("1000", grouping=True), locale.delocalize("1"), locale.atof("1.5"), locale.str(1.5)


@drives("asyncio.base_events", "asyncio.events", "asyncio.tasks", "asyncio.locks", "asyncio.queues", "asyncio.runners", "asyncio.timeouts", "asyncio.taskgroups", "asyncio.futures", "selectors", "weakref", "concurrent.futures._base", "concurrent.futures.thread")
def event_loops():
    import concurrent.futures
    import selectors
    import weakref

    async def work():
        lock, queue, event = asyncio.Lock(), asyncio.Queue(1), asyncio.Event()

        async def producer():
            for number in range(3):
                await queue.put(number)
            event.set()

        async def consumer():
            taken = []
            while len(taken) < 3:
                taken.append(await queue.get())
                queue.task_done()
            return taken

        async def fails():
            await asyncio.sleep(0)
            raise ValueError

        await asyncio.gather(producer(), consumer(), event.wait())
        await queue.join()
        await asyncio.gather(fails(), asyncio.sleep(0), return_exceptions=True)
        for maker in (lambda: asyncio.wait_for(asyncio.sleep(1), 0), lambda: asyncio.wait_for(asyncio.sleep(0), 1), lambda: asyncio.shield(fails()), lambda: asyncio.wait_for(fails(), None)):
            try:
                await maker()
            except Exception:
                pass
        async with lock:
            lock.locked()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(fails())
                group.create_task(asyncio.sleep(5))
        except* ValueError:
            pass
        try:
            async with asyncio.timeout(0.001):
                await asyncio.sleep(5)
        except TimeoutError:
            pass
        done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0)), asyncio.create_task(asyncio.sleep(9))], return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        for future in asyncio.as_completed([asyncio.sleep(0, 1), asyncio.sleep(0, 2)]):
            await future
        semaphore, condition = asyncio.Semaphore(1), asyncio.Condition()
        async with semaphore, condition:
            condition.notify_all()
        await asyncio.to_thread(len, "x")
        loop = asyncio.get_running_loop()
        loop.call_soon(lambda: None), loop.call_later(0, lambda: None), loop.call_soon(lambda: 1 / 0)
        loop.set_exception_handler(lambda loop, context: None)
        await asyncio.sleep(0.002)

    attempts(lambda: asyncio.run(work()), ())
    attempts(asyncio.run, 3)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(int, value) for value in ("1", "x")]
        concurrent.futures.wait(futures), list(concurrent.futures.as_completed(futures))
        attempts(futures[1].result, ())
        attempts(lambda: list(pool.map(int, ["1", "y"])), ())
        futures[0].add_done_callback(lambda f: 1 / 0), futures[0].cancel(), futures[0].exception(), repr(futures[1])
    attempts(pool.submit, print)

    class Value:
        pass

    value = Value()
    for kind in (weakref.WeakValueDictionary, weakref.WeakKeyDictionary):
        mapping = kind()
        key, content = (value, 1) if kind is weakref.WeakKeyDictionary else (1, value)
        mapping[key] = content
        list(mapping.items()), mapping.get(key), key in mapping, len(mapping), mapping.copy(), mapping.pop(key), mapping.setdefault(key, content), list(mapping.values()), list(mapping.keys()), mapping.update({key: content}), repr(mapping)
        attempts(mapping.pop, (Value(),))
    known = weakref.WeakSet([value])
    list(known), value in known, known | known, known - known, known.add(value), known.discard(value), 3 in known
    finalizer = weakref.finalize(value, lambda: None)
    finalizer.peek(), finalizer.atexit, finalizer(), finalizer.detach(), repr(finalizer)
    method = weakref.WeakMethod(Value().__init__) if False else None
    for kind in (selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector):
        with kind() as selector:
            left, right = os.pipe()
            selector.register(left, selectors.EVENT_READ)
            attempts(selector.register, (left, selectors.EVENT_READ), (right, 0), ("x", 1))
            os.write(right, b"x"), selector.select(0), selector.modify(left, selectors.EVENT_READ, 1), selector.get_key(left)
            attempts(selector.modify, (999, 1))
            attempts(selector.unregister, left, left)
            os.close(left), os.close(right)


@drives("test.support", "test.test_contextlib", "test.test_generators", "test.test_with", "test.test_exceptions", "test.test_patma", "test.test_except_star", "test.test_raise", "test.test_coroutines")
def tests_of_python_itself():
    """Where the `test` package is installed: its own tests of exactly these statements."""
    import importlib
    import unittest

    for name in tests_of_python_itself.modules[1:]:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        suite = unittest.defaultTestLoader.loadTestsFromModule(module)
        unittest.TextTestRunner(stream=io.StringIO()).run(unittest.TestSuite(quick_tests(suite)))


SLOW = ("recursion", "Recursion", "memory", "Memory", "deep", "subprocess", "leak", "MemoryError", "traceback", "attribute_error", "pending")


def quick_tests(suite):
    for entry in suite:
        if hasattr(entry, "__iter__"):
            yield from quick_tests(entry)
        elif not any(word in entry.id() for word in SLOW):
            yield entry
