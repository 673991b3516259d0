import contextlib
import os
import tempfile

from ironic.common import exception


@contextlib.contextmanager
def body_is_guarded_too(password):
    path = tempfile.mktemp()
    try:
        with open(path, 'w') as f:
            f.write(password)
        yield path  # expect: yield-guarded-by-handler warning
       #^^^^^^^^^^
        os.unlink(path)
    except Exception as error:
        os.unlink(path)
        raise exception.PasswordFileFailedToCreate(error=error)


@contextlib.contextmanager
def body_stands_after_the_handler(password):
    path = tempfile.mktemp()
    try:
        with open(path, 'w') as f:
            f.write(password)
    except Exception as error:
        raise exception.PasswordFileFailedToCreate(error=error)
    try:
        yield path  # ok
    finally:
        os.unlink(path)


@contextlib.contextmanager
def errors_are_dropped(path):
    try:
        yield path  # expect: yield-guarded-by-handler
    except Exception:
        os.unlink(path)


@contextlib.contextmanager
def errors_are_passed_on(path):
    try:
        yield path  # ok
    except Exception:
        os.unlink(path)
        raise


@contextlib.contextmanager
def one_expected_error(path):
    try:
        yield path  # ok
    except exception.NodeNotFound as error:
        raise exception.InvalidState(str(error))


def plain_generator(paths):
    for path in paths:
        try:
            yield open(path)  # ok
        except Exception:
            continue
