"""with in all its ways out: end, return, break, continue, exception passed on, exception suppressed."""


class Manager:
    def __init__(self, suppress=False, fail_enter=False, fail_exit=False):
        self.suppress = suppress
        self.fail_enter = fail_enter
        self.fail_exit = fail_exit

    def __enter__(self):
        if self.fail_enter:
            raise KeyError("enter")
        return self

    def __exit__(self, kind, value, traceback):
        if self.fail_exit:
            raise OSError("exit")
        return self.suppress


def run(action, *arguments):
    try:
        return action(*arguments)
    except Exception as error:
        return type(error).__name__


def boom():
    raise ValueError("boom")


def simple(manager, fail):
    with manager:
        if fail:
            boom()
        inside = 1
    after = 2
    return after


def named(manager, fail):
    with manager as inner:
        kept = inner
        if fail:
            raise ValueError
    return kept


def two(first, second, fail):
    with first as one, second as other:
        if fail:
            boom()
        both = (one, other)
    return both


def parenthesized(first, second):
    with (
        first as one,
        second as other,
    ):
        boom()
    return 1


def nested(first, second):
    with first:
        before = 1
        with second:
            boom()
        between = 2
    return before, between


def returns(manager):
    with manager:
        return 5
    return 6


def returns_call(manager):
    with manager:
        return run(boom)


def breaks(manager):
    for number in range(3):
        with manager:
            if number == 1:
                break
            if number == 0:
                continue
        number += 10
    else:
        number = -1
    return number


def loop_suppressing(manager):
    done = 0
    while done < 3:
        with manager:
            done += 1
            boom()
        done += 10
    return done


def with_finally(manager, fail):
    try:
        with manager:
            try:
                if fail:
                    boom()
            finally:
                inner = 1
        after = inner
    except ValueError:
        after = 2
    except OSError:
        after = 3
    else:
        after = 4
    finally:
        last = 5
    return after, last


def unpacked(manager):
    class Pair(Manager):
        def __enter__(self):
            return 1, (2, 3)

    with Pair(manager.suppress) as (a, (b, c)):
        boom()
    return 0


def return_from_both(manager):
    with manager:
        try:
            return boom()
        except ValueError:
            with manager:
                return 2
        finally:
            inner = 3


def main():
    for suppress in (False, True):
        for fail_enter in (False, True):
            for fail_exit in (False, True):
                manager = Manager(suppress, fail_enter, fail_exit)
                for fail in (False, True):
                    run(simple, manager, fail)
                    run(named, manager, fail)
                    run(two, manager, Manager(), fail)
                    run(two, Manager(), manager, fail)
                    run(with_finally, manager, fail)
                run(parenthesized, manager, Manager())
                run(parenthesized, Manager(True), manager)
                run(nested, manager, Manager())
                run(nested, Manager(), manager)
                run(returns, manager)
                run(returns_call, manager)
                run(breaks, manager)
                run(loop_suppressing, manager)
                run(unpacked, manager)
                run(return_from_both, manager)


main()
