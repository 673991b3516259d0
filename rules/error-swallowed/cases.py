# file: nova/virt/ironic/driver.py
"""Listing functions and handlers of one case."""
from nova import exception
from nova.virt import driver
from nova.virt.ironic import client_wrapper
from oslo_log import log as logging

LOG = logging.getLogger(__name__)


class Driver(driver.ComputeDriver):

    def __init__(self):
        self.ironicclient = client_wrapper.IronicClientWrapper()

    def no_answer_becomes_no_nodes(self):
        nodes = []
        try:
            nodes = self.ironicclient.call('node.list')
        except Exception as error:  # expect: error-swallowed warning
            # message: gives an empty answer
            LOG.error('cannot list: %s', error)
        return nodes

    def no_answer_is_returned_as_empty(self):
        try:
            return self.ironicclient.call('node.list')
        except Exception as error:  # expect: error-swallowed
            LOG.debug('cannot list: %s', error)
            return []

    def no_answer_is_an_error(self):
        try:
            return self.ironicclient.call('node.list')
        except Exception as error:  # ok
            LOG.error('cannot list: %s', error)
            raise exception.VirtDriverNotReady()

    def absence_is_empty(self, uuid):
        try:
            return self.ironicclient.call('node.list_ports', uuid)
        except exception.InstanceNotFound:  # ok: the service answered
            return []

    def one_case_and_all_the_others(self, node):
        try:
            self.ironicclient.call('node.set_provision_state', node.uuid, 'deleted')
        except Exception as error:  # expect: error-swallowed
            # message: looks for one error
            if error.__name__ == 'InstanceDeployFailure':
                pass
        return self.ironicclient.call('node.get', node.uuid)

    def one_case_and_a_raise(self, node):
        try:
            self.ironicclient.call('node.set_provision_state', node.uuid, 'deleted')
        except Exception as error:  # ok
            if error.__name__ != 'InstanceDeployFailure':
                raise
        return self.ironicclient.call('node.get', node.uuid)


# file: ironic/drivers/modules/example.py
"""Steps."""
from ironic.common import exception
from ironic.conductor import utils as manager_utils
from ironic.drivers import base
from ironic.drivers.modules import playbooks
from oslo_log import log

LOG = log.getLogger(__name__)


class Deploy(base.DeployInterface):

    def execute_clean_step(self, task, step):
        try:
            playbooks.run(task.node, step)
        except exception.InstanceDeployFailure as error:  # expect: error-swallowed
            # message: takes that for success
            LOG.error('step failed')
            manager_utils.cleaning_error_handler(task, str(error))
        else:
            LOG.info('done')

    @base.clean_step(priority=10)
    def failure_is_raised(self, task):
        try:
            playbooks.run(task.node, 'erase')
        except exception.InstanceDeployFailure as error:  # ok
            LOG.error('step failed')
            raise exception.NodeCleaningFailure(node=task.node.uuid, reason=error)

    @base.clean_step(priority=10)
    def failure_is_raised_elsewhere(self, task):
        try:
            playbooks.run(task.node, 'erase')
        except exception.InstanceDeployFailure as error:  # ok
            LOG.error('step failed')
            playbooks.give_up(error)

    def no_step(self, task):
        try:
            playbooks.run(task.node, 'erase')
        except exception.InstanceDeployFailure:  # ok: whoever calls this decides
            LOG.error('failed')


class Network(base.NetworkInterface):

    def error_leaves_the_default(self, task, vif):
        networks = set()
        try:
            networks = playbooks.networks_of(vif)
        except exception.NetworkError:  # expect: error-swallowed
            # message: `networks` stays empty
            pass
        if len(networks) > 1:
            raise exception.VifInvalidForAttach(vif=vif)

    def error_is_passed_on(self, task, vif):
        networks = playbooks.networks_of(vif)  # ok
        if len(networks) > 1:
            raise exception.VifInvalidForAttach(vif=vif)


# file: ironic/drivers/modules/playbooks.py
from ironic.common import exception
from oslo_concurrency import processutils


def run(node, step):
    try:
        processutils.execute('ansible-playbook', step)
    except processutils.ProcessExecutionError as error:
        raise exception.InstanceDeployFailure(str(error))


def give_up(error):
    raise exception.NodeCleaningFailure(reason=error)


def networks_of(vif):
    if vif is None:
        raise exception.NetworkError('no such network')
    return {vif.network}


# file: ironic_inspector/introspect.py
"""Workers and what depends on one another."""
from eventlet import greenthread
from oslo_log import log

from ironic_inspector import clients

LOG = log.getLogger(__name__)


def introspect(node):
    greenthread.spawn_n(failure_is_only_logged, node)
    greenthread.spawn_n(failure_is_recorded, node)


def failure_is_only_logged(node):
    try:
        clients.fetch(node)
    except Exception:  # expect: error-swallowed
        # message: runs in the background
        LOG.exception('cannot fetch')
        node.release_lock()
        return


def failure_is_recorded(node):
    try:
        clients.fetch(node)
    except Exception as error:  # ok
        LOG.exception('cannot fetch')
        node.finished(error=str(error))


def waited_for(node):
    try:
        clients.fetch(node)
    except Exception:  # ok: somebody calls this and goes on
        LOG.exception('cannot fetch')


def boots_whatever_it_booted_last(client, node):
    try:
        client.node.set_boot_device(node.uuid, 'pxe')
    except Exception as error:  # expect: error-swallowed
        # message: `set_boot_device` fails
        LOG.warning('cannot set the boot device: %s', error)
    client.node.set_power_state(node.uuid, 'reboot')


def stays_off(client, node):
    try:
        client.node.set_boot_device(node.uuid, 'pxe')
    except Exception as error:  # ok
        raise RuntimeError(error)
    client.node.set_power_state(node.uuid, 'reboot')


# file: ironic_inspector/clients.py
import requests


def fetch(node):
    return requests.get(node.url, timeout=5)
