# file: ironic/drivers/modules/network/example.py
from ironic.common import exception
from ironic.common import neutron
from neutronclient.common import exceptions as neutron_exceptions
from openstack import exceptions as sdk_exc
from oslo_log import log

LOG = log.getLogger(__name__)


def every_error_is_a_failure(task, port_id):
    client = neutron.get_client(context=task.context)
    try:
        client.delete_port(port_id)  # expect: release-fails-when-gone warning
       #^^^^^^^^^^^^^^^^^^^^^^^^^^^
        # message: `NeutronClientException`
    except neutron_exceptions.NeutronClientException as error:
        raise exception.NetworkError(str(error))


def absence_is_success(task, port_id):
    client = neutron.get_client(context=task.context)
    try:
        client.delete_port(port_id)  # ok
    except neutron_exceptions.PortNotFoundClient:
        LOG.info('gone')
    except neutron_exceptions.NeutronClientException as error:
        raise exception.NetworkError(str(error))


def unbind_port(port_id, client=None):
    if not client:
        client = neutron.get_client()
    try:
        client.update_port(port_id, {'port': {'binding:host_id': ''}})  # expect: release-fails-when-gone
    except Exception as error:
        LOG.exception('cannot unbind')
        raise exception.NetworkError(str(error))


def bind_port(port_id, client=None):
    if not client:
        client = neutron.get_client()
    try:
        client.update_port(port_id, {'port': {'binding:host_id': 'host'}})  # ok: must exist
    except Exception as error:
        raise exception.NetworkError(str(error))


def status_is_looked_at(task, port_id):
    client = neutron.get_client(context=task.context)
    try:
        client.delete_port(port_id)  # ok
    except neutron_exceptions.NeutronClientException as error:
        if error.status_code != 404:
            raise exception.NetworkError(str(error))


def sdk_takes_absence_for_success(task, port_id):
    client = neutron.get_client(context=task.context)
    try:
        client.delete_port(port_id)  # ok
    except sdk_exc.OpenStackCloudException as error:
        raise exception.NetworkError(str(error))


def sdk_is_told_otherwise(task, port_id):
    client = neutron.get_client(context=task.context)
    try:
        client.delete_port(port_id, ignore_missing=False)  # expect: release-fails-when-gone
    except sdk_exc.OpenStackCloudException as error:
        raise exception.NetworkError(str(error))


def failure_is_only_logged(task, port_id):
    client = neutron.get_client(context=task.context)
    try:
        client.delete_port(port_id)  # ok: absence does no harm
    except neutron_exceptions.NeutronClientException:
        LOG.exception('cannot delete')


def narrow_clause(task, port_id):
    client = neutron.get_client(context=task.context)
    try:
        client.delete_port(port_id)  # missed: release-fails-when-gone nothing catches absence at all
    except neutron_exceptions.ConnectionFailed as error:
        raise exception.NetworkError(str(error))


class Manager(object):

    def vif_detach(self, task, vif_id):
        try:
            task.driver.network.vif_detach(task, vif_id)  # ok: whoever makes the request knows best
        except Exception as error:
            LOG.exception('cannot detach')
            raise exception.NetworkError(str(error))


def delete_trunk_port(context, port_id, client):
    client = neutron.get_client(context=context)
    client.delete_port(port_id)


def thin_wrapper(task, port_id):
    try:
        delete_trunk_port(task.context, port_id, None)  # expect: release-fails-when-gone
    except neutron_exceptions.NeutronClientException as error:
        raise exception.NetworkError(str(error))
