"""try, except, else, finally, raise and their nestings."""


def run(action, *arguments):
    try:
        return action(*arguments)
    except Exception as error:
        return type(error).__name__


def boom(kind=ValueError):
    raise kind("boom")


def clauses(kind):
    trail = []
    try:
        trail.append("body")
        if kind is not None:
            boom(kind)
        trail.append("end")
    except ValueError:
        trail.append("value")
    except (KeyError, IndexError) as error:
        trail.append(str(error))
    except OSError:
        trail.append("os")
        raise
    else:
        trail.append("else")
    finally:
        trail.append("finally")
    return trail


def bare(kind):
    try:
        boom(kind)
    except:
        pass
    return 1


def return_in_every_part(where):
    try:
        if where == "body":
            return "body"
        boom()
    except ValueError:
        if where == "except":
            return "except"
    else:
        return "else"
    finally:
        if where == "finally":
            return "finally"
        where = None
    return "end"


def return_in_finally_swallows(kind):
    try:
        boom(kind)
    finally:
        return 3


def raise_in_finally():
    try:
        return 1
    finally:
        boom(KeyError)


def raise_in_handler(kind):
    try:
        try:
            boom(kind)
        except ValueError as error:
            raise KeyError("other") from error
        finally:
            kind = None
    except KeyError as error:
        return error.__cause__
    except TypeError:
        raise
    return kind


def raise_in_else():
    try:
        pass
    except ValueError:
        return "never"
    else:
        boom(IndexError)
    finally:
        done = True
    return done


def nested_finally(depth, kind):
    trail = []
    try:
        try:
            try:
                trail.append(1)
                if depth == 1:
                    boom(kind)
            finally:
                trail.append(2)
                if depth == 2:
                    boom(kind)
        except ValueError:
            trail.append(3)
            if depth == 3:
                raise
        finally:
            trail.append(4)
            if depth == 4:
                boom(kind)
    except (ValueError, KeyError):
        trail.append(5)
    return trail


def try_in_handler():
    try:
        boom()
    except ValueError:
        try:
            boom(KeyError)
        except KeyError:
            try:
                boom(OSError)
            finally:
                last = 1
    return last


def try_in_finally(kind):
    try:
        if kind:
            boom(kind)
    finally:
        try:
            boom(KeyError)
        except KeyError:
            kept = kind
        else:
            kept = None
        finally:
            kind = None
    return kept


def loop_with_finally(limit):
    seen = []
    for number in range(10):
        try:
            if number == limit:
                break
            if number % 2:
                continue
            seen.append(number)
        finally:
            seen.append(-number)
    else:
        seen.append("no break")
    return seen


def continue_in_finally():
    count = 0
    while count < 3:
        try:
            boom()
        finally:
            count += 1
            continue
    return count


def break_in_handler():
    while True:
        try:
            boom()
        except ValueError:
            break
        finally:
            after = 1
    return after


def return_through_three(stop):
    for first in range(2):
        try:
            for second in range(2):
                try:
                    if second == stop:
                        return first, second
                finally:
                    first += 10
        finally:
            first += 100
    return first


def deleted_name():
    try:
        boom()
    except ValueError as error:
        kept = str(error)
    try:
        error
    except UnboundLocalError:
        return kept
    return None


def handler_type_raises():
    try:
        try:
            boom()
        except undefined_name:
            return 1
    except NameError:
        return 2


def computed_handler_type(pick):
    try:
        boom()
    except pick():
        return 1
    finally:
        pick = None


def reraise_by_name(kind):
    try:
        try:
            boom(kind)
        except Exception as error:
            problem = error
            raise problem
    except ValueError:
        return 1
    except KeyError:
        return 2


def asserts(value):
    try:
        assert value, "message %s" % value
        assert value != 2
    except AssertionError as error:
        return str(error)
    return "fine"


def group():
    try:
        raise ExceptionGroup("many", [ValueError(1), KeyError(2), OSError(3)])
    except* ValueError as error:
        first = error
    except* (KeyError, OSError):
        first = None
    else:
        first = 2
    finally:
        last = 3
    return first, last


def group_goes_on():
    try:
        try:
            raise ExceptionGroup("many", [ValueError(1), KeyError(2)])
        except* ValueError:
            part = 1
    except ExceptionGroup as rest:
        return len(rest.exceptions)
    return part


def main():
    for kind in (None, ValueError, KeyError, IndexError, OSError, TypeError):
        run(clauses, kind)
        run(raise_in_handler, kind or RuntimeError)
        run(try_in_finally, kind)
        run(reraise_by_name, kind or RuntimeError)
        run(bare, kind or RuntimeError)
        run(return_in_finally_swallows, kind or RuntimeError)
        for depth in range(6):
            run(nested_finally, depth, kind or RuntimeError)
    for where in ("body", "except", "finally", "none"):
        run(return_in_every_part, where)
    for action in (raise_in_finally, raise_in_else, try_in_handler, continue_in_finally):
        run(action)
    for action in (break_in_handler, deleted_name, handler_type_raises, group, group_goes_on):
        run(action)
    for limit in (0, 4, 20):
        run(loop_with_finally, limit)
        run(return_through_three, limit)
    run(computed_handler_type, lambda: ValueError)
    run(computed_handler_type, lambda: KeyError)
    run(computed_handler_type, lambda: boom(OSError))
    for value in (0, 1, 2):
        run(asserts, value)


main()
