# file: ironic/drivers/modules/example.py
from ironic.drivers import base
from ironic.drivers.modules import console_utils


class NoPassword(base.ConsoleInterface):

    def start_console(self, task):
        command = self._command(task.node.driver_info, pw_file=None)
        command += ' sol activate'  # expect: console-credential-missing warning
                  #^^^^^^^^^^^^^^^
        console_utils.start_socat_console(task.node.uuid, 8023, command)

    def _command(self, info, pw_file):
        return 'ipmitool -H %s' % info['address'] + (' -f %s' % pw_file if pw_file else '')


class PasswordFile(base.ConsoleInterface):

    def start_console(self, task):
        path = console_utils.make_persistent_password_file('/run/pw', 'x')
        command = 'ipmitool -f %s' % path
        command += ' sol activate'  # ok
        console_utils.start_socat_console(task.node.uuid, 8023, command)


class Environment(base.ConsoleInterface):

    def start_console(self, task):
        command = 'ipmitool -H %s -E sol activate' % task.node.driver_info['address']  # ok
        console_utils.start_socat_console(task.node.uuid, 8023, command)


class NoSession(base.ConsoleInterface):

    def start_console(self, task):
        console_utils.start_socat_console(task.node.uuid, 8023, 'virsh console')  # ok
