# file: ironic/drivers/modules/example.py
from ironic.common import exception
from ironic.common import utils
from ironic.common import vnc
from ironic.drivers import base
from ironic.drivers.modules import console_utils
from ironic.drivers.modules import ipmitool


def _stop(node):
    console_utils.stop_socat_console(node.uuid)
    if node.console_enabled:
        raise exception.ConsoleError(message='still there')


class FileBehind(base.ConsoleInterface):

    def stop_console(self, task):
        _stop(task.node)  # expect: console-stop-incomplete warning
       #^^^^^^^^^^^^^^^^
        # message: the password file
        utils.unlink_without_raise('/run/pw')  # step: would be given up here


class FileInFinally(base.ConsoleInterface):

    def stop_console(self, task):
        try:
            _stop(task.node)  # ok
        finally:
            utils.unlink_without_raise('/run/pw')


class TokenBehind(base.ConsoleInterface):

    def stop_console(self, task):
        _stop(task.node)  # expect: console-stop-incomplete
        # message: the token
        vnc.novnc_unauthorize(task.node)


class TokenFirst(base.ConsoleInterface):

    def stop_console(self, task):
        vnc.novnc_unauthorize(task.node)
        _stop(task.node)  # ok


class PortBehindSession(base.ConsoleInterface):

    def stop_console(self, task):
        _stop(task.node)  # ok: the port is in use while the process runs
        ipmitool._exec_ipmitool({}, 'sol deactivate')  # expect: console-stop-incomplete
        # message: the port
        console_utils.release_port(8023)


class SessionMayFail(base.ConsoleInterface):

    def stop_console(self, task):
        _stop(task.node)
        try:
            ipmitool._exec_ipmitool({}, 'sol deactivate')  # ok
        except Exception:
            pass
        console_utils.release_port(8023)
