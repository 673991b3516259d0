# file: nova/virt/example/driver.py
"""A virt driver: the connection of a volume holds the password of its target."""
from oslo_utils import strutils

from nova import exception
from nova.virt import driver


class ExampleDriver(driver.ComputeDriver):

    def attach_volume(self, context, connection_info, instance, mountpoint):
        data = connection_info['data']
        if data.get('target_iqn') is None:
            raise exception.StorageError(reason='no target in %s' % data)  # expect: secret-in-message warning

    def detach_volume(self, context, connection_info, instance, mountpoint):
        data = connection_info['data']
        if data.get('target_iqn') is None:
            raise exception.StorageError(reason='no target in %s' % strutils.mask_password(data))  # ok

    def reboot(self, context, instance, network_info, reboot_type, block_device_info=None):
        raise exception.StorageError(reason='no root in %s' % block_device_info['root_device_name'])  # ok
# file: ironic/drivers/modules/example.py
"""A driver that fails, and says why."""
from oslo_utils import strutils

from ironic.common import exception
from ironic.common.i18n import _
from ironic.drivers import base


class Refused(exception.IronicException):
    _msg_fmt = 'Node %(node)s refused'


class Told(exception.IronicException):
    _msg_fmt = 'Node %(node)s refused %(password)s'


class Power(base.PowerInterface):

    def password(self, task):
        raise exception.InvalidParameterValue(  # expect: secret-in-message error
            _('wrong password %s') % task.node.driver_info['ipmi_password'])

    def address(self, task):
        raise exception.InvalidParameterValue(_('wrong address %s') % task.node.driver_info['ipmi_address'])  # ok

    def whole_info(self, task):
        raise exception.InvalidParameterValue(_('wrong %s') % task.node.driver_info)  # expect: secret-in-message warning

    def masked_info(self, task):
        raise exception.InvalidParameterValue(_('wrong %s') % strutils.mask_dict_password(task.node.driver_info))  # ok

    def whole_node(self, task):
        raise exception.PowerStateFailure('cannot reach %s' % task.node)  # expect: secret-in-message warning

    def identifier(self, task):
        raise exception.PowerStateFailure('cannot reach %s' % task.node.uuid)  # ok

    def shown_by_its_class(self, task):
        raise Told(node=task.node.uuid, password=task.node.driver_info['ipmi_password'])  # expect: secret-in-message error

    def not_shown_by_its_class(self, task):
        raise Refused(node=task.node.uuid, password=task.node.driver_info['ipmi_password'])  # ok

    def not_shown_beside_a_message(self, task):
        raise Told(message='no way in', node=task.node.uuid, password=task.node.driver_info['ipmi_password'])  # ok

    def joined_on_the_way(self, task):
        words = ['login', task.node.driver_info['ipmi_password']]
        self._fail(' '.join(words))

    def _fail(self, text):
        raise exception.InvalidParameterValue('cannot run %s' % text)  # expect: secret-in-message error

    def config_drive_or_its_address(self, task):
        raise exception.InvalidParameterValue('bad config drive %s' % task.node.instance_info.get('configdrive'))  # ok
