"""Loops with else, break, continue, nesting, conditions of several parts, and comprehensions."""


def run(action, *arguments):
    try:
        return action(*arguments)
    except Exception as error:
        return type(error).__name__


def for_else(items, wanted):
    for item in items:
        if item == wanted:
            found = item
            break
    else:
        found = None
    return found


def while_else(limit, stop):
    count = 0
    while count < limit:
        count += 1
        if count == stop:
            break
    else:
        count = -1
    return count


def endless(limit):
    count = 0
    while True:
        count += 1
        if count > limit:
            return count


def endless_constant(limit):
    while 1:
        limit -= 1
        if limit < 0:
            break
        if limit % 2:
            continue
        limit -= 1
    return limit


def never():
    while False:
        return 1
    if 0:
        return 2
    if not True:
        return 3
    return 4


def nested(rows):
    total = 0
    for row in rows:
        for cell in row:
            if cell < 0:
                break
            if cell == 0:
                continue
            total += cell
        else:
            total += 100
            continue
        break
    else:
        total = -total
    return total


def conditions(a, b, c):
    trail = []
    if a and b or not c:
        trail.append(1)
    elif a or (b and not c):
        trail.append(2)
    elif (
        a
        or b
        or c
    ):
        trail.append(3)
    else:
        trail.append(4)
    value = a if b else c if a else b
    trail.append(
        a
        if b
        else c
    )
    if a < b < c:
        trail.append(5)
    if not (a == b == c) and (value := trail.pop()):
        trail.append(value)
    while (count := len(trail)) < 4:
        trail.append(count)
    return trail


def comprehensions(rows):
    flat = [cell for row in rows for cell in row if cell > 0 if cell < 5]
    names = {
        cell: [
            other
            for other in flat
            if other != cell
        ]
        for cell in flat
    }
    unique = {cell % 2 for cell in flat}
    lazy = (
        1 // cell
        for row in rows
        for cell in row
    )
    total = 0
    try:
        for part in lazy:
            total += part
    except ZeroDivisionError:
        total = -1
    return flat, names, unique, total, any(cell > 3 for cell in flat)


def unpacking(pairs):
    for key, (first, *rest) in pairs:
        head, *tail = rest or [key]
        first = key = head
    a = b = [0, 1]
    a[0], b[1] = b[1], a[0]
    a[0] += 1
    del a[0], b
    return a


def broken_iterator():
    class Breaks:
        def __iter__(self):
            return self

        def __next__(self):
            raise ValueError

    try:
        for item in Breaks():
            return item
        else:
            return "else"
    except ValueError:
        return "raised"


def conditional_import(which):
    if which:
        import json as module
    else:
        from os import path as module
    return module


def one_liners(a):
    for i in range(a): a += i
    while a > 3: a -= 1
    if a: a = 0
    else: a = 1
    try: a = 1 // a
    except ZeroDivisionError: a = 9
    finally: a += 1
    return a


def chained_calls(text):
    result = (
        text
        .strip()
        .replace(
            "a",
            "b",
        )
        .upper()
    )
    mapping = dict(
        first=result,
        second=[
            text,
            result
            + text,
        ],
    )
    return f"""{result}
    {mapping['first']!r:>10} {
        text
    }"""


def lambdas():
    table = {
        "add": lambda a, b: a + b,
        "choose": lambda a, b: (
            a
            if a > b
            else b
        ),
    }
    return [action(1, 2) for action in table.values()]


def main():
    for wanted in (1, 9):
        run(for_else, [0, 1, 2], wanted)
        run(for_else, [], wanted)
        run(while_else, 3, wanted)
        run(endless, wanted)
        run(endless_constant, wanted)
    run(never)
    run(nested, [[1, 2], [0, 3], [4, -1, 5], [6]])
    run(nested, [[1], []])
    run(nested, None)
    for a in (0, 1, 2):
        for b in (0, 1, 3):
            for c in (0, 1, 4):
                run(conditions, a, b, c)
    run(comprehensions, [[1, 2], [7, 0, -3], []])
    run(comprehensions, [[1, 2], None])
    run(unpacking, [(1, (2, 3, 4)), (5, (6,))])
    run(unpacking, [(1, ())])
    run(broken_iterator)
    run(conditional_import, True)
    run(conditional_import, False)
    run(one_liners, 4)
    run(one_liners, 0)
    run(chained_calls, " aba ")
    run(chained_calls, None)
    run(lambdas)


main()
