# file: ironic/drivers/modules/example.py
"""A driver that writes files for its ramdisk."""
import tempfile

from ironic.common import keystone
from ironic.common import utils
from ironic.drivers import base


class Deploy(base.DeployInterface):

    def token_of_the_caller(self, task, path):
        utils.write_to_file(path, task.context.auth_token)  # expect: secret-in-file warning

    def who_the_caller_is(self, task, path):
        utils.write_to_file(path, task.context.user_id)  # ok

    def token_of_the_service(self, path):
        token = keystone.get_admin_auth_token()
        with open(path, 'w') as token_file:
            token_file.write(token)  # expect: secret-in-file

    def either_token(self, task, path):
        token = task.context.auth_token
        if not token:
            token = keystone.get_admin_auth_token()
        utils.write_to_file(path, 'token=%s' % token)  # expect: secret-in-file

    def address(self, task, path):
        utils.write_to_file(path, task.node.driver_info['ipmi_address'])  # ok

    def password(self, task):
        with tempfile.NamedTemporaryFile('w') as password_file:
            password_file.write(task.node.driver_info['ipmi_password'])  # expect: secret-in-file note

    def token_that_the_machine_is_to_have(self, task, path):
        utils.write_to_file(path, task.node.driver_internal_info['agent_secret_token'])  # ok

    def through_a_function(self, task, path):
        self._write(path, task.context.auth_token)

    def _write(self, path, text):
        utils.write_to_file(path, text)  # expect: secret-in-file

    def whether_there_is_one(self, task, path):
        utils.write_to_file(path, 'yes' if task.context.auth_token else 'no')  # ok
