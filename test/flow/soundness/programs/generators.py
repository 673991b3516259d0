"""Generators that are resumed, thrown into, closed and delegated to; coroutines and their loops."""
import asyncio
import contextlib


def run(action, *arguments):
    try:
        return action(*arguments)
    except Exception as error:
        return type(error).__name__


def counter(limit):
    sent = None
    try:
        for number in range(limit):
            try:
                sent = yield number
            except KeyError:
                sent = "key"
            else:
                if sent:
                    yield sent
        return sent
    except ValueError:
        yield "value"
    finally:
        closed = True


def delegating(limit):
    try:
        result = yield from counter(limit)
    except RuntimeError as error:
        result = str(error)
    finally:
        yield "cleanup"
    return result


def with_inside():
    with contextlib.suppress(ValueError):
        yield 1
        yield 2
    yield 3


@contextlib.contextmanager
def managed(fail):
    if fail == "before":
        raise KeyError
    try:
        yield 1
    except OSError:
        if fail != "swallow":
            raise
    finally:
        done = 1


def use_managed(fail):
    with managed(fail):
        if fail:
            raise OSError
        return 1
    return 2


def expression_yield():
    received = [(yield 1), (yield 2)]
    if (yield 3):
        received.append((yield))
    return received


def drive():
    list(counter(3))
    generator = counter(3)
    next(generator)
    generator.send("hello")
    next(generator)
    generator.throw(KeyError)
    run(generator.throw, ValueError)
    run(next, generator)
    closing = counter(3)
    next(closing)
    closing.close()
    unstarted = counter(1)
    run(unstarted.throw, OSError)
    for kind in (KeyError, ValueError, RuntimeError):
        generator = delegating(2)
        next(generator)
        run(generator.throw, kind)
        run(next, generator)
        run(next, generator)
    list(with_inside())
    generator = with_inside()
    next(generator)
    run(generator.throw, ValueError)
    generator = with_inside()
    next(generator)
    run(generator.throw, KeyError)
    for fail in (None, "before", "after", "swallow"):
        run(use_managed, fail)
    generator = expression_yield()
    for value in (None, 1, 2, 3, 4):
        run(generator.send, value)


class Connection:
    def __init__(self, suppress):
        self.suppress = suppress

    async def __aenter__(self):
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, kind, value, traceback):
        await asyncio.sleep(0)
        return self.suppress


async def numbers(limit):
    for number in range(limit):
        await asyncio.sleep(0)
        yield number


async def consume(limit, suppress, stop):
    total = 0
    async with Connection(suppress) as connection:
        async for number in numbers(limit):
            if number == stop:
                break
            if number == 1:
                continue
            total += number
        else:
            total = -1
        if stop == 2:
            raise ValueError(connection)
        return total
    return "suppressed"


async def gather():
    results = await asyncio.gather(
        consume(2, False, 5),
        consume(4, False, 3),
        consume(4, True, 2),
        consume(4, False, 2),
        return_exceptions=True,
    )
    doubled = [number * 2 async for number in numbers(3) if number]
    awaited = [await asyncio.sleep(0, value) for value in doubled]
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(1)
    except TimeoutError:
        awaited.append("late")
    finally:
        await asyncio.sleep(0)
    return results, awaited


async def cancelled():
    async def worker():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            await asyncio.sleep(0)
            raise
        finally:
            done = 1

    task = asyncio.create_task(worker())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        return "cancelled"


def main():
    drive()
    asyncio.run(gather())
    asyncio.run(cancelled())


main()
