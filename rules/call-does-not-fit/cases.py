import functools

import eventlet

from ironic.drivers import base


def release(task, port, force=False):
    task.release_port(port, force)


def one_argument_too_few(task, port):
    release(port)  # expect: call-does-not-fit error
   #^^^^^^^^^^^^^
    # message: `release` needs `port`


def one_argument_too_many(task, port):
    release(task, port, True, 3)  # expect: call-does-not-fit
    # message: takes at most 3 arguments and is given 4


def unknown_name(task, port):
    release(task, port, forced=True)  # expect: call-does-not-fit
    # message: takes no argument `forced`


def given_twice(task, port):
    release(task, port, task=task)  # expect: call-does-not-fit


def as_it_is_defined(task, port):
    release(task, port=port, force=True)  # ok


def values_are_hidden(task, values, options):
    release(*values)  # ok
    release(task, **options)  # ok


class Power(base.PowerInterface):

    def wait(self, task, timeout):
        return task.wait(timeout)

    @staticmethod
    def powered(task):
        return task.node.power_state == 'power on'

    @classmethod
    def create(cls, name):
        return cls()

    def method_needs_more(self, task):
        return self.wait(task)  # expect: call-does-not-fit

    def method_is_given_all(self, task):
        return self.wait(task, 3)  # ok

    def static_method_has_no_receiver(self, task):
        return self.powered(task)  # ok

    def static_method_is_given_itself(self, task):
        return self.powered(self, task)  # expect: call-does-not-fit

    def class_method_has_its_receiver(self):
        return self.create('name')  # ok


class Lock(object):

    def __init__(self, node, shared=False):
        self.node = node

    def hold(self):
        return self.node


class SharedLock(Lock):

    def hold(self, purpose):
        return purpose


def constructor_needs_more():
    return Lock()  # expect: call-does-not-fit
    # message: `Lock` needs `node`


def constructor_is_inherited(node):
    return SharedLock(node, shared=True)  # ok


def subclass_takes_it(lock: Lock):
    return lock.hold('purpose')  # ok


def passes_on(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        return fn(*args, **kwargs)
    return wrapper


def adds_a_session(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        return fn('session', *args, **kwargs)
    return wrapper


@passes_on
def timed(task):
    return task


@adds_a_session
def stored(session, task):
    return session, task


def decorator_keeps_the_signature(task):
    return timed(task, 1)  # expect: call-does-not-fit


def decorator_changes_the_signature(task):
    return stored(task)  # ok


def work(task, step, retries=0):
    task.node.step = step


def worker_lacks_its_step(task):
    eventlet.spawn(work, task)  # expect: call-does-not-fit
    # message: when it is run later


def worker_is_given_its_step(task):
    eventlet.spawn(work, task, 'erase')  # ok


def arguments_were_bound_before(task):
    bound = functools.partial(release, task)
    return bound('port')  # ok
