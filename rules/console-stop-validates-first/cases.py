# file: ironic/drivers/modules/example.py
from ironic.common import exception
from ironic.drivers import base
from ironic.drivers.modules import console_utils
from ironic.drivers.modules import ipmitool


def _parse(node):
    if 'address' not in node.driver_info:
        raise exception.MissingParameterValue('address')
    return {'uuid': node.uuid}


class ChecksFirst(base.ConsoleInterface):

    def stop_console(self, task):
        info = _parse(task.node)  # expect: console-stop-validates-first warning
              #^^^^^^^^^^^^^^^^^
        # message: MissingParameterValue
        console_utils.stop_socat_console(info['uuid'])  # step: would be stopped here


class ChecksBehind(base.ConsoleInterface):

    def stop_console(self, task):
        console_utils.stop_socat_console(task.node.uuid)
        info = _parse(task.node)  # ok: the process has ended
        ipmitool._exec_ipmitool(info, 'sol deactivate')


class DoesWithoutWhenRefused(base.ConsoleInterface):

    def stop_console(self, task):
        try:
            uuid = _parse(task.node)['uuid']  # ok
        except exception.MissingParameterValue:
            uuid = task.node.uuid
        console_utils.stop_socat_console(uuid)


class OnlyStarts(base.ConsoleInterface):

    def start_console(self, task):
        info = _parse(task.node)  # ok: a start may refuse
        console_utils.start_socat_console(info['uuid'], 8023, 'ipmitool')
