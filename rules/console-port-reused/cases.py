# file: ironic/drivers/modules/example.py
from ironic.drivers import base
from ironic.drivers.modules import console_utils


class GoesOnWithTheRecord(base.ConsoleInterface):

    def start_console(self, task):
        port = task.node.driver_internal_info.get('port')
        if not port:
            port = console_utils.acquire_port()  # expect: console-port-reused warning
                  #^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        console_utils.start_socat_console(task.node.uuid, port, 'ipmitool')


class GivesBackFirst(base.ConsoleInterface):

    def start_console(self, task):
        console_utils.release_port(task.node.driver_internal_info.get('port'))
        port = console_utils.acquire_port()  # ok
        console_utils.start_socat_console(task.node.uuid, port, 'ipmitool')


class GivesBackSometimes(base.ConsoleInterface):

    def start_console(self, task):
        port = task.node.driver_internal_info.get('port')
        if task.node.maintenance:
            console_utils.release_port(port)
        if not port:
            port = console_utils.acquire_port()  # expect: console-port-reused
        console_utils.start_socat_console(task.node.uuid, port, 'ipmitool')


class AssignedPort(base.ConsoleInterface):

    def start_console(self, task):
        console_utils.start_socat_console(task.node.uuid, 8023, 'ipmitool')  # ok


class AlwaysReserves(base.ConsoleInterface):

    def start_console(self, task):
        port = console_utils.acquire_port()  # ok: the record is not gone on with
        console_utils.start_socat_console(task.node.uuid, port, 'ipmitool')
