# file: ironic/drivers/modules/example.py
"""A driver that runs commands."""
import os
import tempfile

from oslo_concurrency import processutils

from ironic.common import utils
from ironic.drivers import base


class Power(base.PowerInterface):

    def argument(self, task):
        info = task.node.driver_info
        utils.execute('ipmitool', '-P', info['ipmi_password'], 'power', 'on')  # expect: secret-on-command-line warning

    def address(self, task):
        info = task.node.driver_info
        utils.execute('ipmitool', '-H', info['ipmi_address'], 'power', 'on')  # ok

    def list_of_words(self, task):
        words = ['ipmitool', '-H', task.node.driver_info['ipmi_address']]
        words += ['-P', task.node.driver_info['ipmi_password']]
        processutils.execute(*words)  # expect: secret-on-command-line warning

    def formatted(self, task):
        option = '--password=%s' % task.node.driver_info['ipmi_password']
        processutils.execute('tool', option)  # expect: secret-on-command-line

    def file(self, task):
        info = task.node.driver_info
        with tempfile.NamedTemporaryFile('w') as password_file:
            password_file.write(info['ipmi_password'])
            utils.execute('ipmitool', '-f', password_file.name, 'power', 'on')  # ok

    def environment(self, task):
        environment = dict(os.environ, IPMI_PASSWORD=task.node.driver_info['ipmi_password'])
        processutils.execute('ipmitool', '-E', 'power', 'on', env_variables=environment)  # ok

    def standard_input(self, task):
        processutils.execute('tool', process_input=task.node.driver_info['ipmi_password'])  # ok

    def through_a_function(self, task):
        self._run('-P', task.node.driver_info['ipmi_password'])
        self._show('-H', task.node.driver_info['ipmi_address'])

    def _run(self, *words):
        utils.execute('ipmitool', *words)  # expect: secret-on-command-line

    def _show(self, *words):
        utils.execute('ipmitool', *words)  # ok
