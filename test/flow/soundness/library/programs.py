"""Programs as data: trees, tokens, bytecode, command lines, tests."""

import io
import os
import sys

from driving import attempts, drives, run_pure


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
