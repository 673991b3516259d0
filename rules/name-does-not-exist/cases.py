import sys

from oslo_log import log

from ironic.common import exception
from ironic.common import states
from ironic.common import plugins
from ironic.common.states import DEPLOYING
from ironic.common.states import DEPLOYNIG  # expect: name-does-not-exist

try:
    from ironic.common.states import SERVICING  # ok: its absence is expected
except ImportError:
    SERVICING = None

LOG = log.getLogger(__name__)


def nothing_defines_it(task):
    if task.node.provision_state == DEPLOYING:
        return reson  # expect: name-does-not-exist error
        # message: `reson`


def language_defines_it(task):
    return len(task.ports), __name__  # ok


def function_further_down_defines_it():
    return defined_below()  # ok


def global_statement_defines_it():
    global COUNTER
    COUNTER = 1
    return COUNTER  # ok


def absence_is_expected():
    try:
        return unicode_type  # ok
    except NameError:
        return str


def defined_below():
    return SERVICING


def handler_names_no_class(task):
    try:
        task.run()
    except exception.NodeNotFuond:  # expect: name-does-not-exist
       #             ^^^^^^^^^^^^
        return None


def handler_names_a_class(task):
    try:
        task.run()
    except exception.NodeNotFound:  # ok
        return None


def module_lacks_it(node):
    return node.provision_state == states.CLAENING  # expect: name-does-not-exist


def module_has_it(node):
    return node.provision_state == states.CLEANING  # ok


def module_imports_a_star(node):
    return plugins.anything  # ok


def logger_lacks_it():
    LOG.exeption('failed')  # expect: name-does-not-exist


class Closed(object):

    LIMIT = 3

    def __init__(self):
        self.tries = 0

    def try_once(self):
        self.tries += 1
        return self.tries < self.LIMIT  # ok

    def misspelled_method(self):
        return self.try_onec()  # expect: name-does-not-exist
        # message: No `Closed` has `try_onec`

    def calls_what_a_subclass_has(self):
        return self.only_below()  # ok


class Below(Closed):

    def only_below(self):
        return self.tries  # ok


def instance_lacks_it():
    closed = Closed()
    return closed.attempts  # expect: name-does-not-exist


def instance_has_it():
    closed = Closed()
    return closed.tries  # ok


def annotation_is_only_a_claim(closed: Closed):
    return closed.attempts  # ok


class OpenBase(sys.Unknown):

    def run(self):
        return self.whatever  # ok


class Dynamic(object):

    def __init__(self, **values):
        for name, value in values.items():
            setattr(self, name, value)

    def run(self):
        return self.given_by_name  # ok


class Delegating(object):

    def __getattr__(self, name):
        return name

    def run(self):
        return self.asked_for  # ok


def caught_error_lacks_it(task):
    try:
        task.run()
    except exception.NodeNotFound as error:
        return error.reason_text  # expect: name-does-not-exist


def caught_error_has_it(task):
    try:
        task.run()
    except exception.NodeNotFound as error:
        return error.code  # ok


# file: ironic/common/states.py
DEPLOYING = 'deploying'
CLEANING = 'cleaning'


# file: ironic/common/exception.py
class IronicException(Exception):
    code = 500


class NodeNotFound(IronicException):
    pass


# file: ironic/common/plugins.py
from stevedore import *
