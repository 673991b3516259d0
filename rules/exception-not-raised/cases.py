from ironic.common import exception


def made_and_dropped(node):
    if node.locked:
        exception.NodeLocked(node.uuid)  # expect: exception-not-raised error
       #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return node


def builtin_made_and_dropped(node):
    if node is None:
        ValueError('no node')  # expect: exception-not-raised
    return node


def raised(node):
    if node.locked:
        raise exception.NodeLocked(node.uuid)  # ok


def kept_and_raised_later(node):
    error = exception.NodeLocked(node.uuid)  # ok
    node.record(error)
    raise error


def returned(node):
    return exception.NodeLocked(node.uuid)  # ok


def no_exception_at_all(node):
    raise NotImplemented  # expect: exception-not-raised
    # message: NotImplemented


def exception_class(node):
    raise NotImplementedError  # ok


def another_class_is_run_by_its_constructor(node):
    exception.Recorder(node)  # ok


def value_of_an_enumeration_is_checked(name):
    exception.Action(name)  # ok


# file: ironic/common/exception.py
import enum


class Action(enum.Enum):
    ATTACH = 'attach'


class NodeLocked(Exception):
    pass


class Recorder(object):

    def __init__(self, node):
        node.recorded = True
