# file: nova/virt/ironic/string_dispatch.py
"""Resets by the means of python-ironicclient."""
import ironicclient as ironic
from nova.compute import utils as compute_utils
from nova import exception
from nova.virt import driver
from nova.virt.ironic import client_wrapper
from oslo_log import log as logging
from oslo_service import loopingcall

LOG = logging.getLogger(__name__)


class Base(driver.ComputeDriver):

    def __init__(self):
        self.ironicclient = client_wrapper.IronicClientWrapper()

    def _set_mode(self, node, mode):
        self.ironicclient.call('node.set_console_mode', node.uuid, mode)

    def _tell(self, context, instance):
        compute_utils.notify_about_instance_action(context, instance, 'host')


class NoRecovery(Base):

    def reset(self, context, instance, node):
        self._tell(context, instance)
        self._set_mode(node, False)  # ok: the failure of the next step is what matters
        self._set_mode(node, True)  # expect: console-reset-unsafe warning
        # message: the console stays disabled
        # step: reset is left


class SomethingBetweenFails(Base):

    def reset(self, context, instance, node):
        self._tell(context, instance)
        self._set_mode(node, False)
        self.ironicclient.call('node.get', node.uuid)  # expect: console-reset-unsafe
        try:
            self._set_mode(node, True)  # ok
        except Exception:
            LOG.exception('stays disabled')


class NarrowHandler(Base):

    def reset(self, context, instance, node):
        self._tell(context, instance)
        try:
            self._set_mode(node, False)
            self._set_mode(node, True)  # expect: console-reset-unsafe
            # message: except BadRequest
        except ironic.exc.BadRequest:
            try:
                self._set_mode(node, True)  # ok
            except Exception:
                LOG.exception('stays disabled')


class WideHandler(Base):

    def reset(self, context, instance, node):
        self._tell(context, instance)
        try:
            self._set_mode(node, False)
            self._set_mode(node, True)  # ok
        except Exception:
            try:
                self._set_mode(node, True)  # ok
            except Exception:
                LOG.exception('stays disabled')


class UnprotectedRecovery(Base):

    def reset(self, context, instance, node):
        self._tell(context, instance)
        try:
            self._set_mode(node, False)
            self._set_mode(node, True)  # ok
        except Exception:
            self._set_mode(node, True)  # expect: console-reset-unsafe
            # message: recovery itself


class WaitsInTheCallee(Base):
    """The request to disable is accepted, waiting for it fails."""

    def _switch(self, node, mode):
        self._set_mode(node, mode)

        def _wait():
            if self.ironicclient.call('node.get_console', node.uuid)['console_enabled'] == mode:
                raise loopingcall.LoopingCallDone()

        try:
            loopingcall.BackOffLoopingCall(_wait).start(timeout=10).wait()
        except loopingcall.LoopingCallTimeOut:
            raise exception.ConsoleNotAvailable()

    def reset(self, context, instance, node):
        self._tell(context, instance)
        self._switch(node, False)  # expect: console-reset-unsafe
        try:
            self._switch(node, True)  # ok
        except Exception:
            LOG.exception('stays disabled')


class OnlyDisables(Base):

    def lock_out(self, node):
        self._set_mode(node, False)  # ok: no reset


class NobodyIsTold(Base):

    def reset(self, node):  # expect: console-reset-unsafe note
        # message: neither the user nor an operator is told
        self._set_mode(node, False)  # step: disables the console
        try:
            self._set_mode(node, True)
        except Exception:
            LOG.exception('stays disabled')


class TypeCheckedAfterwards(Base):

    def _reset(self, context, instance, node):
        self._tell(context, instance)
        console = self.ironicclient.call('node.get_console', node.uuid)
        self._set_mode(node, False)  # expect: console-reset-unsafe
        # message: before its type is known
        try:
            self._set_mode(node, True)
        except Exception:
            LOG.exception('stays disabled')
        return console

    def get_serial_console(self, context, instance):
        console = self._reset(context, instance, instance.node)
        if console['console_info']['type'] != 'socat':  # step: checked
            raise exception.ConsoleTypeUnavailable(console_type='serial')
        return console


class TypeCheckedBefore(Base):

    def get_serial_console(self, context, instance):
        self._tell(context, instance)
        node = instance.node
        console = self.ironicclient.call('node.get_console', node.uuid)
        if console['console_info'].get('type') != 'socat':
            raise exception.ConsoleTypeUnavailable(console_type='serial')
        self._set_mode(node, False)  # ok
        try:
            self._set_mode(node, True)
        except Exception:
            LOG.exception('stays disabled')
        return console
# file: nova/virt/ironic/connection.py
"""Resets by the means of openstacksdk."""
from nova import exception
from nova import utils
from nova.compute import utils as compute_utils
from nova.virt import driver
from openstack import exceptions as sdk_exc
from oslo_log import log as logging

LOG = logging.getLogger(__name__)


class SdkBase(driver.ComputeDriver):

    @property
    def ironic_connection(self):
        return utils.get_sdk_adapter('baremetal')

    def _enable_console(self, node, mode):
        try:
            if mode:
                self.ironic_connection.enable_node_console(node.id)
            else:
                self.ironic_connection.disable_node_console(node.id)
        except Exception:
            raise exception.ConsoleNotAvailable()

    def _tell(self, context, instance):
        compute_utils.notify_about_instance_action(context, instance, 'host')


class BranchOnTheMode(SdkBase):

    def reset(self, context, instance, node):
        self._tell(context, instance)
        try:
            self._enable_console(node, False)
            self._enable_console(node, True)  # ok
        except exception.ConsoleNotAvailable:
            self._enable_console(node, True)  # expect: console-reset-unsafe


class RecoveryIsReported(SdkBase):

    def reset(self, context, instance, node):
        self._tell(context, instance)
        try:
            self._enable_console(node, False)
            self._enable_console(node, True)  # ok
        except exception.ConsoleNotAvailable:
            try:
                self._enable_console(node, True)  # ok
            except exception.ConsoleNotAvailable:
                LOG.error('stays disabled')
                raise


class OnlyTheClientIsCaught(SdkBase):

    def reset(self, context, instance, node):
        self._tell(context, instance)
        try:
            self.ironic_connection.disable_node_console(node.id)
            self.ironic_connection.enable_node_console(node.id)  # expect: console-reset-unsafe
        except sdk_exc.ResourceNotFound:
            LOG.info('gone')
# file: ironic/drivers/modules/restart.py
"""Restarts on ironic's own side."""
from ironic.conductor import notification_utils
from ironic.conductor import task_manager
from oslo_log import log as logging
from oslo_utils import excutils

LOG = logging.getLogger(__name__)


class SomeConsole(object):

    def restart_console(self, task):
        notification_utils.emit_console_notification(task, 'console_restore', 'start')
        task.driver.console.stop_console(task)
        task.driver.management.set_boot_device(task, 'disk')  # expect: console-reset-unsafe
        task.driver.console.start_console(task)

    def restart_in_any_case(self, task):
        notification_utils.emit_console_notification(task, 'console_restore', 'start')
        task.driver.console.stop_console(task)
        try:
            task.driver.management.set_boot_device(task, 'disk')  # ok
        finally:
            task.driver.console.start_console(task)
