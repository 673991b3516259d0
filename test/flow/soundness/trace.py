"""Records what really happens inside of frames, for comparison with the control flow graph.

Reads a plan as JSON from standard input and writes the observations as JSON to standard output.

plan          {"programs": [path], "library": folder of drivers or null, "limits": {...}}
observations  {"version": [3, 11], "files": [{"path", "regions", "codes"}], "failures": [text]}

region  {"first", "last", "plain", "empty"}: lines of the head of one statement, an except clause or a case (statements
        that share a line share a region). `plain`: made of names, constants and keywords alone, so that it may have no
        instruction of its own. `empty`: one keyword, so that nothing is evaluated there.
code    {"name", "qualname", "line" (of its def), "lines" (with bytecode), "traces"}
trace   the events of one frame: a positive number is a line event, the others are the constants below.
"""

import ast
import dis
import gc
import importlib
import importlib.util
import io
import json
import os
import random
import runpy
import sys
import threading

EXCEPTION = -1
RETURNED = -2
RAISED = -3
CUT_OFF = -4
SUSPENDED = -5
END_OF_ITERATION = -6


class Frame:
    """The events of one frame; a generator's frame is called again on each resumption."""

    __slots__ = ("events", "code", "limit", "last_was_exception")

    def __init__(self, code, limit):
        self.events = []
        self.code = code
        self.limit = limit
        self.last_was_exception = False

    def trace(self, frame, event, argument):
        if event == "line":
            self.events.append(frame.f_lineno)
        elif event == "exception" and reads_unbound_local(argument):
            return self.cut_off(frame)
        elif event == "exception":
            ends = issubclass(argument[0], (StopIteration, StopAsyncIteration))
            self.events.append(END_OF_ITERATION if ends else EXCEPTION)
        elif event == "return":
            self.events.append(self.ending(frame))
        if len(self.events) >= self.limit:
            return self.cut_off(frame)
        self.last_was_exception = event == "exception"
        return self.trace

    def cut_off(self, frame):
        self.events.append(CUT_OFF)
        frame.f_trace = None
        frame.f_trace_lines = False

    def ending(self, frame):
        name = dis.opname[frame.f_code.co_code[frame.f_lasti]]
        if name in ("RETURN_VALUE", "RETURN_CONST"):
            return RETURNED
        if self.last_was_exception or name in ("RERAISE", "RAISE_VARARGS"):
            return RAISED
        return SUSPENDED if name in SUSPENDING else RAISED


def reads_unbound_local(details):
    """The IR does not model that reading a local variable raises when it is unbound: what follows is not compared."""
    kind, _, traceback = details
    return kind is UnboundLocalError and traceback is not None and traceback.tb_next is None


SUSPENDING = (
    "YIELD_VALUE",
    "INSTRUMENTED_YIELD_VALUE",
    "SEND",
    "RESUME",
    "RETURN_GENERATOR",
)


class Observer:
    def __init__(self, limits):
        self.limits = limits
        self.files = {}
        self.frames = {}
        self.full = set()

    def watch(self, path):
        self.files.setdefault(path, None)

    def trace(self, frame, event, _argument):
        code = frame.f_code
        if code.co_filename not in self.files or code in self.full:
            return None
        if code.co_name.startswith("<generic parameters of "):
            return None  # types are not code in the IR
        local = frame.f_trace
        known = getattr(local, "__self__", None)
        if isinstance(known, Frame):
            return local
        if not starts(frame):
            return None
        frames = self.frames.setdefault(code, [])
        if len(frames) >= self.limits["framesPerCode"]:
            self.full.add(code)
            return None
        record = Frame(code, self.limits["eventsPerFrame"])
        frames.append(record)
        return record.trace

    def run(self, action):
        threading.settrace(self.trace)
        sys.settrace(self.trace)
        try:
            action()
        finally:
            sys.settrace(None)
            threading.settrace(None)

    def observations(self):
        by_path = {path: [] for path in self.files}
        for code, frames in self.frames.items():
            by_path[code.co_filename].append(describe(code, frames))
        return [
            {
                "path": path,
                "regions": regions_of(path),
                "codes": sorted(codes, key=lambda code: (code["line"], code["qualname"])),
            }
            for path, codes in sorted(by_path.items())
            if codes
        ]


def starts(frame):
    """Whether this is the first time that the frame runs, and not a resumption of a generator."""
    code = frame.f_code.co_code
    name = dis.opname[code[frame.f_lasti]]
    if name not in ("RESUME", "INSTRUMENTED_RESUME"):
        return frame.f_lasti <= 0
    return code[frame.f_lasti + 1] & 3 == 0


def describe(code, frames):
    traces = sorted({tuple(ended(record.events)) for record in frames})
    lines = {line for _, _, line in code.co_lines() if line is not None}
    return {
        "name": code.co_name,
        "qualname": code.co_qualname,
        "line": code.co_firstlineno,
        "lines": sorted(lines),
        "traces": traces,
    }


def ended(events):
    """A frame that has not ended by the end of the run (a suspended generator) is cut off."""
    if events and events[-1] in (RETURNED, RAISED, CUT_OFF):
        return events
    return [*events, CUT_OFF]


def regions_of(path):
    with open(path, "rb") as file:
        tree = ast.parse(file.read())
    spans = []
    for node in ast.walk(tree):
        span = head_of(node)
        if span is not None:
            spans.append((*span, isinstance(node, EMPTY)))
    return merged(spans)


EMPTY = (ast.Try, getattr(ast, "TryStar", ast.Try), ast.Pass, ast.Break, ast.Continue, ast.Global, ast.Nonlocal)


def merged(spans):
    """Regions that share a line become one, because an event names only its line."""
    regions = []
    for first, last, plain, empty in sorted(spans):
        if regions and first <= regions[-1][1]:
            region = regions[-1]
            region[1] = max(region[1], last)
            region[2] = region[2] and plain
            region[3] = region[3] and empty
        else:
            regions.append([first, last, plain, empty])
    return [dict(zip(("first", "last", "plain", "empty"), region)) for region in regions]


def head_of(node):
    """(first line, last line, plain) of what a statement, except clause or case evaluates before its body."""
    if isinstance(node, ast.match_case):
        parts = [node.pattern] + ([node.guard] if node.guard else [])
        return node.pattern.lineno, max(part.end_lineno for part in parts), plain(parts)
    if isinstance(node, ast.ExceptHandler):
        last = node.type.end_lineno if node.type else node.lineno
        return node.lineno, last, node.type is None
    if not isinstance(node, ast.stmt):
        return None
    if not hasattr(node, "body") and not hasattr(node, "cases"):
        return node.lineno, node.end_lineno, plain([node])
    parts = list(head_parts(node))
    first = min([node.lineno, *(part.lineno for part in parts)])
    last = max([node.lineno, *(part.end_lineno for part in parts)])
    is_definition = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    return first, last, not is_definition and plain(parts) and not isinstance(node, NEVER_PLAIN)


NEVER_PLAIN = (ast.For, ast.AsyncFor, ast.With, ast.AsyncWith)


def head_parts(node):
    """The expressions of a compound statement's head."""
    for name, value in ast.iter_fields(node):
        if name in ("body", "orelse", "finalbody", "handlers", "cases"):
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.withitem):
                yield part.context_expr
                if part.optional_vars is not None:
                    yield part.optional_vars
            elif isinstance(part, ast.arguments):
                yield from (child for child in ast.walk(part) if hasattr(child, "lineno"))
            elif hasattr(part, "lineno"):
                yield part


PLAIN = (
    ast.Name,
    ast.Constant,
    ast.Tuple,
    ast.List,
    ast.Pass,
    ast.Break,
    ast.Continue,
    ast.Global,
    ast.Nonlocal,
    ast.Return,
    ast.Expr,
    ast.Assign,
    ast.Delete,
    ast.expr_context,
    ast.MatchAs,
)


def is_constant(node):
    """`not True`, `-1`: CPython folds it, and so may a front end."""
    operations = (ast.UnaryOp, ast.BinOp, ast.BoolOp, ast.Constant, ast.unaryop, ast.operator, ast.boolop)
    return isinstance(node, ast.expr) and all(isinstance(part, operations) for part in ast.walk(node))


def plain(parts):
    pending = list(parts)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.AnnAssign):
            pending.append(node.target)
            pending.extend([node.value] if node.value else [])
        elif is_constant(node):
            continue
        elif isinstance(node, PLAIN):
            pending.extend(ast.iter_child_nodes(node))
        else:
            return False
    return True


def run_module_body(name):
    """Executes the body of a module once more, in a module object of its own. Not every module bears that."""
    spec = importlib.util.find_spec(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)


def main():
    plan = json.load(sys.stdin)
    observer = Observer(plan["limits"])
    failures = []
    output, sys.stdout, sys.stderr = sys.stdout, io.StringIO(), io.StringIO()
    random.seed(0)
    for path in plan["programs"]:
        observer.watch(path)
        attempt(observer, path, lambda: runpy.run_path(path, run_name="__main__"), failures)
    if plan["library"] is not None:
        for driver in drivers_in(plan["library"]):
            for name in driver.modules:
                watch_module(observer, name, failures)
            attempt(observer, driver.__name__, driver, failures)
            for name in driver.modules:
                attempt(observer, name, lambda: run_module_body(name), [])
    sys.stdout = output
    json.dump(
        {"version": sys.version_info[:3], "files": observer.observations(), "failures": failures},
        sys.stdout,
    )
    sys.stdout.flush()
    os._exit(0)


def drivers_in(folder):
    """The drivers of all modules in the folder, in the order of their names."""
    sys.path.insert(0, folder)
    for name in sorted(os.listdir(folder)):
        if name.endswith(".py"):
            importlib.import_module(name.removesuffix(".py"))
    return sys.modules["driving"].DRIVERS


def watch_module(observer, name, failures):
    try:
        observer.watch(importlib.import_module(name).__file__)
    except ImportError as error:
        failures.append(f"{name}: {error}")


def attempt(observer, title, action, failures):
    gc.freeze()  # Python's own tests collect garbage often, and what was recorded so far is none
    try:
        observer.run(action)
    except BaseException as error:
        failures.append(f"{title}: {type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
