"""Objects: containers, classes, types, copies."""

import io
import sys

from driving import attempts, drives, run_pure


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
