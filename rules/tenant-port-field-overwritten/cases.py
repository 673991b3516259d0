# file: ironic/drivers/modules/network/example.py
from ironic.common import neutron
from ironic.drivers import base


class Network(base.NetworkInterface):

    def takes_the_port_over(self, task, vif):
        client = neutron.get_client(context=task.context)
        body = {
            'port': {
                'device_owner': 'baremetal:none',  # expect: tenant-port-field-overwritten warning
               #^^^^^^^^^^^^^^
                # message: `device_owner`, `device_id`
                'device_id': task.node.uuid,
                'binding:host_id': task.node.uuid,
            }
        }
        client.update_port(vif, body)  # step: updated here

    def brings_the_port_up(self, task, vif):
        client = neutron.get_client(context=task.context)
        attributes = {'binding:host_id': task.node.uuid,
                      'admin_state_up': True}  # ok
        client.update_port(vif, **attributes)

    def only_binds(self, task, vif):
        client = neutron.get_client(context=task.context)
        body = {'port': {'binding:host_id': task.node.uuid}}  # ok
        client.update_port(vif, body)

    def own_port(self, task, network):
        client = neutron.get_client(context=task.context)
        port = client.create_port(network_id=network)
        body = {'port': {'binding:host_id': task.node.uuid,
                         'device_owner': 'baremetal:none'}}  # ok
        client.update_port(port.id, body)

    def creates_by_a_body(self, task, network):
        client = neutron.get_client(context=task.context)
        return client.create_port({'port': {'binding:host_id': task.node.uuid,
                                            'admin_state_up': True}})  # ok

    def added_later(self, task, vif):
        client = neutron.get_client(context=task.context)
        body = {'binding:host_id': task.node.uuid}
        body['device_owner'] = 'baremetal:none'  # missed: tenant-port-field-overwritten fields stored afterwards
        client.update_port(vif, body)
