from oslo_concurrency import processutils
from oslo_log import log
from oslo_utils import excutils

from ironic.common import exception

LOG = log.getLogger(__name__)


def handler_reads_what_failed(cmd):
    try:
        out = processutils.execute(*cmd)
    except processutils.ProcessExecutionError:
        LOG.error('failed: %s', out)  # expect: variable-may-be-unbound error
        # message: when `execute` fails
        raise


def assigned_before(cmd):
    out = None
    try:
        out = processutils.execute(*cmd)
    except processutils.ProcessExecutionError:
        LOG.error('failed: %s', out)  # ok
        raise


def assigned_before_what_fails(cmd):
    try:
        out = ' '.join(cmd)
        processutils.execute(*cmd)
    except processutils.ProcessExecutionError:
        LOG.error('failed: %s', out)  # ok
        raise


def clause_catches_something_else(cmd):
    try:
        out = check(cmd)
        other(out)
    except exception.NetworkError:
        LOG.error('failed: %s', out)  # ok: only `other` raises it
        raise


def check(cmd):
    if not cmd:
        raise exception.InvalidParameterValue('empty')
    return cmd


def other(out):
    if out:
        raise exception.NetworkError('failed')


def goes_on_without_a_value(cmd):
    try:
        out = processutils.execute(*cmd)
    except processutils.ProcessExecutionError:
        LOG.error('failed')
    return out  # expect: variable-may-be-unbound


def handler_leaves(cmd):
    try:
        out = processutils.execute(*cmd)
    except processutils.ProcessExecutionError:
        LOG.error('failed')
        return None
    return out  # ok


def handler_raises_again(cmd):
    try:
        out = processutils.execute(*cmd)
    except processutils.ProcessExecutionError:
        with excutils.save_and_reraise_exception():
            LOG.error('failed')
    return out  # ok


def handler_calls_what_always_raises(cmd):
    try:
        out = processutils.execute(*cmd)
    except processutils.ProcessExecutionError:
        refuse()
    return out  # ok


def refuse():
    raise exception.InvalidParameterValue('refused')


def finally_reads_it(cmd):
    try:
        out = processutils.execute(*cmd)
    finally:
        LOG.info('done: %s', out)  # expect: variable-may-be-unbound
    return out


def session_is_only_entered(store):
    try:
        with store.session() as session:
            known = session.known
            session.flush()
    except exception.NetworkError:
        LOG.error('failed: %s', known)  # ok
        raise


def name_of_the_clause_is_gone(cmd):
    try:
        processutils.execute(*cmd)
    except processutils.ProcessExecutionError as error:
        LOG.error('failed')
    LOG.error('failed: %s', error)  # expect: variable-may-be-unbound


def test_knows_the_way(cmd):
    failed = False
    try:
        out = processutils.execute(*cmd)
    except processutils.ProcessExecutionError:
        failed = True
    if failed:
        return None
    return out  # ok


# file: ironic/common/exception.py
class IronicException(Exception):
    pass


class NetworkError(IronicException):
    pass


class InvalidParameterValue(IronicException):
    pass
