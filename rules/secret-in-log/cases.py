# file: ironic/objects/machine.py
"""Objects of the tree: how they print themselves decides what a log shows."""
from oslo_versionedobjects import base


class Ticket:
    """Prints its token."""

    def __init__(self, owner, token):
        self.owner = owner
        self.token = token

    def __repr__(self):
        return '<Ticket %s %s>' % (self.owner, self.token)


class Quiet:
    """Prints no field."""

    def __init__(self, token):
        self.token = token


class Careful:
    """Prints a field that is none of its secrets."""

    def __init__(self, owner, token):
        self.owner = owner
        self.token = token

    def __str__(self):
        return 'ticket of %s' % self.owner


class ConsoleAccess(base.VersionedObject):
    """Its base prints every field of the table."""

    fields = {
        'host': str,
        'token': str,
    }


class SessionRefused(Exception):

    def __init__(self, message):
        super().__init__(message)
# file: ironic/conf/example.py
from oslo_config import cfg

opts = [
    cfg.StrOpt('store_pass', secret=True, help='What the store asks for.'),
    cfg.StrOpt('store_user', help='Who asks.'),
]


def register_opts(conf):
    conf.register_opts(opts, group='store')
# file: ironic/drivers/modules/example.py
"""A driver that logs."""
import copy

from oslo_log import log as logging
from oslo_utils import strutils

from ironic.conf import CONF
from ironic.drivers import base
from ironic.objects import machine

LOG = logging.getLogger(__name__)


class Direct(base.PowerInterface):

    def password_of_driver_info(self, task):
        LOG.debug('Connecting with %s', task.node.driver_info['ipmi_password'])  # expect: secret-in-log error

    def address_of_driver_info(self, task):
        LOG.debug('Connecting to %s', task.node.driver_info['ipmi_address'])  # ok

    def password_by_get(self, task):
        info = task.node.driver_info
        LOG.debug('Connecting with %s', info.get('redfish_password', ''))  # expect: secret-in-log

    def whole_driver_info(self, task):
        LOG.info('Using %s', task.node.driver_info)  # expect: secret-in-log warning

    def masked_driver_info(self, task):
        LOG.info('Using %s', strutils.mask_dict_password(task.node.driver_info))  # ok

    def masked_text(self, task):
        LOG.info(strutils.mask_password('Using %s' % task.node.driver_info))  # ok

    def whole_node(self, task):
        LOG.warning('Cannot power on %s', task.node)  # expect: secret-in-log

    def identifier_of_node(self, task):
        LOG.warning('Cannot power on %s', task.node.uuid)  # ok

    def state_of_node(self, task):
        LOG.warning('Node is %s', task.node.provision_state)  # ok

    def word_password_in_the_text(self, task):
        LOG.warning('No password is set for node %s', task.node.uuid)  # ok


class Formatting(base.PowerInterface):

    def percent(self, task):
        message = 'pw=%s' % task.node.driver_info['ipmi_password']
        LOG.debug(message)  # expect: secret-in-log

    def percent_with_names(self, task):
        info = {'node': task.node.uuid, 'password': task.node.driver_info['ipmi_password']}
        LOG.debug('Trying %(node)s with %(password)s', info)  # expect: secret-in-log

    def percent_names_the_other_key(self, task):
        info = {'node': task.node.uuid, 'password': task.node.driver_info['ipmi_password']}
        LOG.debug('Trying %(node)s', info)  # ok

    def format_method(self, task):
        LOG.debug('pw={}'.format(task.node.driver_info['ipmi_password']))  # expect: secret-in-log

    def format_method_without_it(self, task):
        secret = task.node.driver_info['ipmi_password']
        LOG.debug('node={node}'.format(node=task.node.uuid, secret=secret))  # ok

    def interpolated(self, task):
        LOG.debug(f"pw={task.node.driver_info['ipmi_password']}")  # expect: secret-in-log

    def joined(self, task):
        words = ['ipmitool', '-P']
        words.append(task.node.driver_info['ipmi_password'])
        LOG.debug('Running %s', ' '.join(words))  # expect: secret-in-log

    def added(self, task):
        LOG.debug('pw=' + task.node.driver_info['ipmi_password'])  # expect: secret-in-log

    def generated(self, task):
        pairs = ('%s=%s' % (key, value) for key, value in task.node.driver_info.items())
        LOG.debug(', '.join(pairs))  # expect: secret-in-log

    def keys_alone(self, task):
        LOG.debug('Set: %s', ', '.join(task.node.driver_info.keys()))  # ok

    def number_of_it(self, task):
        LOG.debug('Length %d', len(task.node.driver_info['ipmi_password']))  # ok

    def whether_it_is_set(self, task):
        LOG.debug('Has one: %s', task.node.driver_info.get('ipmi_password') is not None)  # ok

    def whether_it_is_equal(self, task, given):
        LOG.debug('Same: %s', task.node.driver_info['ipmi_password'] == given)  # ok


class Containers(base.PowerInterface):

    def copied_and_replaced(self, task):
        info = {'address': task.node.driver_info['ipmi_address']}
        info['password'] = task.node.driver_info['ipmi_password']
        shown = copy.deepcopy(info)
        shown['password'] = '***'
        LOG.debug('Using %s', shown)  # ok

    def replaced_on_one_way_only(self, task, brief):
        info = {'password': task.node.driver_info['ipmi_password']}
        if brief:
            info['password'] = '***'
        LOG.debug('Using %s', info)  # expect: secret-in-log

    def replaced_after_it_was_logged(self, task):
        info = {'password': task.node.driver_info['ipmi_password']}
        LOG.debug('Using %s', info)  # expect: secret-in-log
        info['password'] = '***'

    def stored_after_it_was_logged(self, task):
        info = {'address': task.node.driver_info['ipmi_address']}
        LOG.debug('Using %s', info)  # ok
        info['password'] = task.node.driver_info['ipmi_password']

    def the_other_element(self, task):
        user, password = self._credentials(task)
        LOG.debug('As %s', user)  # ok
        return password

    def that_element(self, task):
        user, password = self._credentials(task)
        LOG.debug('As %s with %s', user, password)  # expect: secret-in-log

    def _credentials(self, task):
        info = task.node.driver_info
        return info['ipmi_address'], info['ipmi_password']

    def kind_tells_which(self, task, in_environment):
        kind, what = self._hand_over(task, in_environment)
        if kind == '-f':
            LOG.debug('Password file is %s', what)  # ok

    def kind_tells_the_other(self, task, in_environment):
        kind, what = self._hand_over(task, in_environment)
        if kind == '-E':
            LOG.debug('Environment is %s', what)  # expect: secret-in-log

    def _hand_over(self, task, in_environment):
        if in_environment:
            return '-E', {'IPMI_PASSWORD': task.node.driver_info['ipmi_password']}
        return '-f', '/run/%s.pw' % task.node.uuid

    def keywords(self, task):
        self._show(node=task.node.uuid, password=task.node.driver_info['ipmi_password'])

    def _show(self, **values):
        LOG.debug('Values %s', values)  # expect: secret-in-log

    def one_keyword(self, task):
        self._show_one(node=task.node.uuid, password=task.node.driver_info['ipmi_password'])

    def _show_one(self, **values):
        LOG.debug('Node %s', values['node'])  # ok

    def filled_by_a_callee(self, task):
        info = {}
        self._fill(info, task)
        LOG.debug('Info %s', info)  # expect: secret-in-log

    def _fill(self, info, task):
        info['password'] = task.node.driver_info['ipmi_password']


class Calls(base.PowerInterface):

    def returned(self, task):
        LOG.debug('Got %s', self._secret_of(task))  # expect: secret-in-log
        # step: returned by

    def _secret_of(self, task):
        return task.node.driver_info['ipmi_password']

    def passed(self, task):
        self._log_it(task.node.driver_info['ipmi_password'])
        self._log_address(task.node.driver_info['ipmi_address'])

    def _log_it(self, value):
        LOG.debug('Value %s', value)  # expect: secret-in-log

    def _log_address(self, value):
        LOG.debug('Value %s', value)  # ok

    def same_function_for_both(self, task):
        self._identity(task.node.driver_info['ipmi_password'])
        LOG.debug('Value %s', self._identity(task.node.uuid))  # ok

    def _identity(self, value):
        return value

    def closure(self, task):
        secret = task.node.driver_info['ipmi_password']

        def tell():
            LOG.debug('Value %s', secret)  # expect: secret-in-log

        tell()

    def yielded(self, task):
        for value in self._values(task):
            LOG.debug('Value %s', value)  # expect: secret-in-log

    def _values(self, task):
        yield task.node.uuid
        yield task.node.driver_info['ipmi_password']

    def part_named_by_a_parameter(self, task):
        LOG.debug('Value %s', self._field(task, 'ipmi_address'))  # ok
        LOG.debug('Value %s', self._field(task, 'ipmi_password'))  # expect: secret-in-log

    def _field(self, task, name):
        return task.node.driver_info.get(name)


class Objects(base.PowerInterface):

    def object_that_prints_it(self, task):
        ticket = machine.Ticket('me', task.node.driver_info['ipmi_password'])
        LOG.debug('Made %s', ticket)  # expect: secret-in-log

    def object_that_prints_nothing(self, task):
        LOG.debug('Made %s', machine.Quiet(task.node.driver_info['ipmi_password']))  # ok

    def object_that_prints_its_owner(self, task):
        LOG.debug('Made %s', machine.Careful('me', task.node.driver_info['ipmi_password']))  # ok

    def object_whose_base_prints_all(self, context):
        access = machine.ConsoleAccess(context)
        LOG.debug('Console %s', access)  # expect: secret-in-log warning

    def field_of_an_object(self, task):
        ticket = machine.Ticket('me', task.node.driver_info['ipmi_password'])
        LOG.debug('For %s', ticket.owner)  # ok

    def secret_field_of_an_object(self, task):
        ticket = machine.Careful('me', task.node.driver_info['ipmi_password'])
        LOG.debug('For %s', ticket.token)  # expect: secret-in-log


class Exceptions(base.PowerInterface):

    def caught_here(self, task):
        try:
            raise machine.SessionRefused('refused %s' % task.node.driver_info['ipmi_password'])
        except machine.SessionRefused as error:
            LOG.error('Failed: %s', error)  # expect: secret-in-log

    def caught_from_a_callee(self, task):
        try:
            self._open(task)  # step: raised by
        except machine.SessionRefused as error:
            LOG.error('Failed: %s', error)  # expect: secret-in-log

    def another_class_is_caught(self, task):
        try:
            self._open(task)
        except OSError as error:
            LOG.error('Failed: %s', error)  # ok

    def only_the_address_is_told(self, task):
        try:
            raise machine.SessionRefused('refused by %s' % task.node.driver_info['ipmi_address'])
        except machine.SessionRefused as error:
            LOG.error('Failed: %s', error)  # ok

    def _open(self, task):
        raise machine.SessionRefused('refused %s' % task.node.driver_info['redfish_password'])


class Addresses(base.PowerInterface):

    def address_of_the_config_drive(self, task):
        self._fetch(task.node.instance_info.get('configdrive'))

    def _fetch(self, image_href):
        LOG.debug('Fetching %s', image_href)  # ok

    def config_drive_itself(self, task):
        LOG.debug('Writing %s', task.node.instance_info.get('configdrive'))  # expect: secret-in-log


class Options(base.PowerInterface):

    def declared_secret(self, task):
        LOG.debug('Store wants %s', CONF.store.store_pass)  # expect: secret-in-log

    def not_declared_secret(self, task):
        LOG.debug('Store knows %s', CONF.store.store_user)  # ok


class Dispatchers:

    def arguments_of_whatever_was_asked_for(self, name, params):
        LOG.debug('Running %s with %s', name, params)  # expect: secret-in-log warning
        return self.methods[name](**params)

    def masked_arguments(self, name, params):
        LOG.debug('Running %s with %s', name, strutils.mask_dict_password(params))  # ok
        return self.methods[name](**params)

    def request_to_another(self, session, name, params):
        body = {'jsonrpc': '2.0', 'method': name, 'params': params}
        LOG.debug('Sending %s', body)  # expect: secret-in-log warning
        session.post('/', json=body)

    def name_of_the_method(self, session, name, params):
        LOG.debug('Sending %s', name)  # ok
        session.post('/', json={'jsonrpc': '2.0', 'method': name, 'params': params})


class Names(base.PowerInterface):

    def suggested_by_the_name_of_an_attribute(self, client):
        LOG.debug('Session of %s', client.session_token)  # expect: secret-in-log warning

    def length_of_a_name(self, client):
        LOG.debug('Session of %s', client.token_expiry)  # ok

    def constant_under_such_a_name(self, client):
        password = 'not set'
        LOG.debug('Password: %s', password)  # ok

    def handed_to_something_unknown(self, task, client):
        session = client.login(password=task.node.driver_info['ipmi_password'])
        LOG.debug('Session %s', session)  # ok
