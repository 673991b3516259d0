from oslo_log import log

from ironic.common import exception
from ironic.common.i18n import _

LOG = log.getLogger(__name__)


def key_is_not_given(node):
    return _('Node %(node)s is %(state)s') % {'node': node.uuid}  # expect: format-arguments-mismatch warning
    # message: asks for 'state'


def every_key_is_given(node):
    return _('Node %(node)s is %(state)s') % {'node': node.uuid, 'state': node.state}  # ok


def keys_come_from_elsewhere(node, values):
    return _('Node %(node)s is %(state)s') % values  # ok


def keys_are_added_later(node):
    values = {'node': node.uuid}
    values['state'] = node.state
    return _('Node %(node)s is %(state)s') % values  # ok


def one_value_too_few(node):
    return '%s: %s' % (node.uuid,)  # expect: format-arguments-mismatch


def as_many_values_as_asked_for(node):
    return '%s: %d%%' % (node.uuid, node.progress)  # ok


def width_is_computed(node):
    return '%*s' % (8, node.uuid)  # ok


def log_record_lacks_a_value(node, error):
    LOG.warning('Node %s failed: %s', node.uuid)  # expect: format-arguments-mismatch
    # message: asks for 2 values and is given 1


def log_record_keeps_its_conversion():
    LOG.error('Cleaning of %s failed')  # expect: format-arguments-mismatch


def log_record_has_its_values(node, error):
    LOG.warning('Node %s failed: %s', node.uuid, error, exc_info=True)  # ok


def log_record_takes_a_dict(node, error):
    LOG.warning('Node %(node)s failed: %(error)s', dict(node=node.uuid, error=error))  # ok


def log_record_has_a_dict_and_more(node, error):
    LOG.warning('Node %(node)s failed: %(error)s', {'node': node.uuid}, error)  # expect: format-arguments-mismatch


def per_cent_sign_alone_is_no_conversion():
    LOG.info('Disk is 100% full')  # ok


def braces_lack_a_value(node):
    return '{}: {}'.format(node.uuid)  # expect: format-arguments-mismatch


def braces_lack_a_name(node):
    return '{node}: {state}'.format(node=node.uuid)  # expect: format-arguments-mismatch


def braces_have_their_values(node):
    return '{0}: {state}'.format(node.uuid, state=node.state)  # ok


def builtin_exception_is_given_a_log_like_call(node):
    raise ValueError('No node %s', node)  # expect: format-arguments-mismatch


def builtin_exception_is_given_a_whole_text(node):
    raise ValueError('No node %s' % node)  # ok


def template_lacks_a_key(node):
    raise exception.NodeLocked(node=node.uuid)  # expect: format-arguments-mismatch
    # message: asks for 'host'


def template_has_its_keys(node):
    raise exception.NodeLocked(node=node.uuid, host=node.reservation)  # ok


def message_takes_the_place_of_the_template(node):
    raise exception.NodeLocked('node is locked')  # ok


def template_of_a_base_lacks_a_key(node):
    raise exception.NodeLockedTwice(node=node.uuid)  # expect: format-arguments-mismatch


def message_keeps_its_conversions(node):
    raise exception.NodeLocked(_('%(node)s is locked'), node=node.uuid)  # expect: format-arguments-mismatch


def code_is_added_by_the_constructor():
    raise exception.Refused()  # ok


# file: ironic/common/exception.py
from ironic.common.i18n import _


class IronicException(Exception):
    _msg_fmt = _('Unknown error')
    code = 500

    def __init__(self, message=None, **kwargs):
        self.kwargs = kwargs
        if 'code' not in kwargs:
            self.kwargs['code'] = self.code
        if not message:
            message = self._msg_fmt % kwargs  # ok
        super(IronicException, self).__init__(message)


class NodeLocked(IronicException):
    _msg_fmt = _('Node %(node)s is locked by host %(host)s')


class NodeLockedTwice(NodeLocked):
    pass


class Refused(IronicException):
    _msg_fmt = _('Refused with code %(code)s')
