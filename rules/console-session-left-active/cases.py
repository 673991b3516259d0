# file: ironic/drivers/modules/example.py
from ironic.drivers import base
from ironic.drivers.modules import console_utils
from ironic.drivers.modules import ipmitool


class StartsOverOld(base.ConsoleInterface):

    def start_console(self, task):
        console_utils.start_socat_console(task.node.uuid, 8023, 'sol activate')  # expect: console-session-left-active warning
       #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


class HandsOutOverOld(base.ConsoleInterface):

    def start_console(self, task):
        try:
            ipmitool._exec_ipmitool({}, 'sol deactivate')  # step: the older session is closed here
        except OSError:
            pass
        console_utils.start_socat_console(task.node.uuid, 8023, 'sol activate')  # ok

    def get_console(self, task):
        url = console_utils.get_socat_console_url(8023)
        return {'type': 'socat', 'url': url}  # expect: console-session-left-active
        # message: start_console


class ClosesInBoth(base.ConsoleInterface):

    def _close(self):
        ipmitool._exec_ipmitool({}, 'sol deactivate')

    def start_console(self, task):
        self._close()
        console_utils.start_socat_console(task.node.uuid, 8023, 'sol activate')  # ok

    def get_console(self, task):
        self._close()
        return {'type': 'socat', 'url': console_utils.get_socat_console_url(8023)}  # ok


class NoSession(base.ConsoleInterface):

    def start_console(self, task):
        console_utils.start_socat_console(task.node.uuid, 8023, 'virsh console')  # ok

    def get_console(self, task):
        return {'type': 'socat', 'url': console_utils.get_socat_console_url(8023)}  # ok
