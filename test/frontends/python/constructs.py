"""Every construct of the language once: what the mutations of mutations.test.ts start from."""
from __future__ import annotations

import a.b
import c.d as e, f
from . import g
from ..h import (i, j as k)
from l import *


@decorated
@register('name', level=1)
class Widget(Base, Mixin[int], metaclass=Meta, **options):
    """Has a doc string."""

    field: int = 0
    other: 'Optional[Widget]'
    a = b = c = field

    @property
    def value(self) -> dict[str, int]:
        return {**self.defaults, 'a': 1, 'b': [*self.items, 2]}

    @staticmethod
    async def fetch(url, /, *parts: str, retries=3, **keywords):
        async with session(url) as response, lock:
            async for chunk in response:
                if not chunk:
                    continue
                yield await decode(chunk)
            else:
                log.debug('done %s', url)
        result = [x async for x in response if await check(x)]
        await store(result)


def control(items, limit=None, *, strict: bool = False):
    global counter
    total = 0
    for index, (key, *rest) in enumerate(items):
        if key in seen and key is not None or not rest:
            continue
        elif 0 <= index < limit != 3:
            break
        while (line := read()) not in ('', None):
            total += len(line) ** 2 // -3 % 7 << 1 & ~mask | flag ^ other @ matrix
            counter = total
        else:
            del seen[key], line
    else:
        assert total > 0, f'none of {items!r:>{limit}} in {total:.2f} and {{braces}}'
    return total if strict else (lambda x, *y, z=1, **k: x + z)(total)


def errors(path):
    try:
        with open(path, 'rb') as file, suppress(OSError):
            data = file.read()[1:-1, ..., ::2]
    except (ValueError, KeyError) as error:
        raise Wrapped(str(error)) from error
    except GroupError:
        raise
    except:
        return None
    else:
        print(data, file=err, *more, **keywords)
    finally:
        cleanup(path)
        return b'\x00raw' rb'\d' + r'''\w
        lines'''


def groups(tasks):
    try:
        run(tasks)
    except* OSError as group:
        log(group.exceptions)
    except* (TypeError, KeyError):
        raise


def outer():
    count = 0

    def inner():
        nonlocal count
        count += 1
        return count

    yield inner
    received = yield
    yield from (n for n in range(10) if n % 2 for m in {n: n ** 2} for o in {n, m})
    return received


def choose(command):
    match command:
        case {'kind': 'move', 'to': [x, y, *_], **rest} if x > 0:
            return x, y, rest
        case Point(x=0, y=-1.5) | Pair(first, second=None) as point:
            return point
        case 'a' | "b" | constants.C | True | 1 + 2j:
            return 0
        case (a, b), [c, *others]:
            return a, b, c, others
        case _:
            pass


def generic[T: int, *Ts, **P](value: T, *values: *Ts) -> list[T]:
    type Alias[K] = dict[K, T]
    return [value]


if __name__ == '__main__': control(sys.argv); errors('é')
