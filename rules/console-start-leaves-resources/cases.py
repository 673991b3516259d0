# file: ironic/drivers/modules/example.py
import subprocess

from ironic.common import exception
from ironic.common import utils
from ironic.common import vnc
from ironic.drivers import base
from ironic.drivers.modules import console_utils


def _listen(node, port, command):
    try:
        running = subprocess.Popen(command)
    except OSError as error:
        raise exception.ConsoleSubprocessFailed(error=error)
    if running.poll():
        raise exception.ConsoleSubprocessFailed(error=port)


class PasswordFile(base.ConsoleInterface):

    def start_console(self, task):
        path = console_utils.make_persistent_password_file('/run/pw', 'x')  # step: password file is acquired
        _listen(task.node, 8023, path)  # expect: console-start-leaves-resources warning
       #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        # message: the password file
        # step: start_console is left


class GuardedByHandler(base.ConsoleInterface):

    def start_console(self, task):
        path = console_utils.make_persistent_password_file('/run/pw', 'x')
        try:
            _listen(task.node, 8023, path)  # ok
        except exception.ConsoleError:
            utils.unlink_without_raise(path)
            raise


class GuardedTooNarrowly(base.ConsoleInterface):

    def start_console(self, task):
        path = console_utils.make_persistent_password_file('/run/pw', 'x')
        try:
            _listen(task.node, 8023, path)  # expect: console-start-leaves-resources
        except exception.NoConsolePid:
            utils.unlink_without_raise(path)
            raise


class InAHelper(base.ConsoleInterface):

    def start_console(self, task):
        self._start_console(task)  # ok: the helper is told of

    def _start_console(self, task):
        path = console_utils.make_persistent_password_file('/run/pw', 'x')
        _listen(task.node, 8023, path)  # expect: console-start-leaves-resources


class Port(base.ConsoleInterface):

    def start_console(self, task):
        port = console_utils.acquire_port()
        _listen(task.node, port, 'socat')  # expect: console-start-leaves-resources
        # message: the port


class PortGivenBack(base.ConsoleInterface):

    def start_console(self, task):
        port = console_utils.acquire_port()
        try:
            _listen(task.node, port, 'socat')  # ok
        except Exception:
            console_utils.release_port(port)
            raise


class Process(base.ConsoleInterface):

    def start_console(self, task):
        console_utils.start_socat_console(task.node.uuid, 8023, 'ipmitool')
        self._check(task)  # expect: console-start-leaves-resources
        # message: the console process

    def _check(self, task):
        if task.node.maintenance:
            raise exception.ConsoleError(message='in maintenance')


class OnlyTheRecordFails(base.ConsoleInterface):

    def start_console(self, task):
        vnc.novnc_authorize(task.node)
        task.node.save()  # ok: without a database nothing can be put in order


class OneOfTwoKinds(base.ConsoleInterface):

    def start_console(self, task):
        flag, path = self._credentials()
        if flag == '-f':
            try:
                _listen(task.node, 8023, path)  # ok
            except exception.ConsoleError:
                utils.unlink_without_raise(path)
                raise
        else:
            _listen(task.node, 8023, path)  # ok: there is no file

    def _credentials(self):
        return '-f', console_utils.make_persistent_password_file('/run/pw', 'x')
