"""match in all its patterns."""
from dataclasses import dataclass


@dataclass
class Point:
    x: int
    y: int


class Color:
    RED = 1
    GREEN = 2


def describe(subject):
    match subject:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case "text":
            return "text"
        case Color.GREEN:
            return "green"
        case None | True | False:
            return "singleton"
        case [single]:
            return single
        case [first, *_, last] if first == last:
            return "same ends"
        case [first, [inner, *rest], *others]:
            return first, inner, rest, others
        case (first, second):
            return first, second
        case {"kind": "a", "value": value, **rest}:
            return value, rest
        case {"kind": ("b" | "c") as kind}:
            return kind
        case {}:
            return "mapping"
        case Point(x=0, y=0):
            return "origin"
        case Point(x, y=0) | Point(0, x):
            return "axis", x
        case Point(x=x, y=y) if x == y:
            return "diagonal"
        case Point():
            pass
        case str() as text if text.startswith("x"):
            text = text.upper()
            return text
        case -5 | 2.5 | 3 + 4j:
            return "number"
        case str(text):
            return text
        case other:
            return other
    return "end"


def no_default(subject):
    result = None
    match subject:
        case 1:
            result = "one"
        case 2:
            result = "two"
    return result


def wildcard(subject):
    for item in subject:
        match item:
            case 0:
                continue
            case 1:
                break
            case _:
                kept = item
    else:
        return "else"
    return "broken"


def tuple_subject(a, b):
    match a, b:
        case 1, 1:
            return "both"
        case 1, _:
            return "left"
        case (
            _,
            1,
        ):
            return "right"


def raising_guard(value):
    try:
        match value:
            case int(number) if 1 // number:
                return "big"
            case int():
                return "int"
    except ZeroDivisionError:
        return "zero"
    finally:
        value = None


def main():
    subjects = [
        0, 1, 3, "text", 2, None, True, [1], [1, 2, 1], [1, [2, 3], 4], (1, 2), [], {"kind": "a", "value": 1},
        {"kind": "c"}, {}, {"other": 1}, Point(0, 0), Point(1, 0), Point(0, 2), Point(3, 3), Point(3, 4), "xyz",
        -5, 2.5, 3 + 4j, "plain", object(), [1, 2, 3],
    ]
    for subject in subjects:
        describe(subject)
        no_default(subject)
        raising_guard(subject)
    wildcard([0, 2, 1])
    wildcard([0, 2])
    for a in (0, 1):
        for b in (0, 1):
            tuple_subject(a, b)


main()
