"""Functions, classes, closures and decorators; names of all scopes; statements without instructions."""
import functools

TOTAL = 0


def run(action, *arguments):
    try:
        return action(*arguments)
    except Exception as error:
        return type(error).__name__


def traced(label):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*arguments, **keywords):
            return label, function(*arguments, **keywords)

        return wrapper

    return decorate


@traced(
    "outer",
)
@traced("inner")
def decorated(
    first,
    second=TOTAL + 1,
    *rest,
    flag: bool = bool(TOTAL),
    **others,
) -> tuple:
    """Has everything that a head can have."""
    return first, second, rest, flag, others


def closure():
    count = 0

    def increase(by=1):
        nonlocal count
        count += by
        return count

    def peek():
        return count

    increase()
    increase(2)
    return peek()


def writes_global(value):
    global TOTAL
    TOTAL = value
    del value
    return TOTAL


def recursion(depth):
    if depth == 0:
        return 0
    return 1 + recursion(
        depth
        - 1
    )


class Base:
    limit: int = 3
    names = []
    annotated: str

    def __init_subclass__(cls, **keywords):
        super().__init_subclass__()
        cls.names = [*cls.names, cls.__name__]

    for name in ("a", "b"):
        names.append(name)
    else:
        del name

    try:
        missing
    except NameError:
        found = False

    @property
    def size(self):
        return len(self.names)

    @size.setter
    def size(self, value):
        self.names = self.names[:value]

    @staticmethod
    def fixed():
        return Base

    class Inner:
        value = 1

        def outer(self):
            return Base().size


class Child(
    Base,
    metaclass=type,
):
    """A head of several lines."""

    def __init__(self):
        super().__init__()
        self.own = [size for size in range(self.limit)]

    def __getattr__(self, name):
        if name.startswith("x"):
            return name
        raise AttributeError(name)


def attributes():
    child = Child()
    child.size = 1
    del child.own
    try:
        child.own
    except AttributeError:
        child.own = {}
    child.own["key"] = child.xyz
    child.own["key"] += "more"
    del child.own["key"]
    return Base.fixed()().size, Base.Inner().outer()


def docstring_only():
    """Nothing else."""


def ellipsis_only(): ...


def statements_without_instructions(a, b):
    "text"
    pass
    1
    a
    c: int
    d: int = a
    x = y = a
    (x, y) = (y, x)
    x, y = b, d
    return x


def walrus(items):
    if any((last := item) > 2 for item in items):
        return last
    if (size := len(items)) and size > 1:
        return [half := size // 2, half ** 2]
    return None


def strings(name):
    text = f"{name!r} {name:>{len(name)}} {{}} {name.upper() if name else 'none'}"
    other = "a" "b" f"{text}"
    long = (
        "first "
        f"second {name} "
        "third"
    )
    return text % () if "%s" in text else other + long


def early_return(value):
    if not value:
        return
    if value is None or value is not value:
        return None
    elif value in (1, 2) and value not in (3,):
        value = ~value << 2 | 1
    return lambda: value


def main():
    decorated(1, 2, 3, flag=True, more=4)
    decorated(*[1], **{"flag": False})
    closure()
    writes_global(3)
    recursion(3)
    attributes()
    run(lambda: Child().nothing)
    docstring_only()
    ellipsis_only()
    statements_without_instructions(1, 2)
    for items in ([1, 2, 3], [1], [1, 2], []):
        walrus(items)
    strings("x")
    strings("")
    for value in (0, 1, 3):
        early_return(value)


if __name__ == "__main__":
    main()
