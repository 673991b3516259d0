# file: ironic/drivers/modules/network/example.py
from ironic.drivers import base


class Network(base.NetworkInterface):

    def add_cleaning_network(self, task):
        for port in task.ports:
            info = port.internal_info
            info['cleaning_vif_port_id'] = task.vifs[port.uuid]  # ok

    def add_provisioning_network(self, task):
        for port in task.ports:
            port.internal_info = {'provisioning_vif_port_id': task.vifs[port.uuid]}  # ok

    def add_servicing_network(self, task):
        for port in task.ports:
            info = port.internal_info
            info['servicing_vif_port_id'] = task.vifs[port.uuid]  # step: servicing is written

    def one_is_left_out(self, task, port):
        return (port.internal_info.get('cleaning_vif_port_id')
                or port.internal_info.get('provisioning_vif_port_id')  # expect: vif-kind-overlooked warning
                # message: servicing is not
                or None)

    def all_are_there(self, task, port):
        return (port.internal_info.get('cleaning_vif_port_id')
                or port.internal_info.get('provisioning_vif_port_id')
                or port.internal_info.get('servicing_vif_port_id'))  # ok

    def listed_in_a_loop(self, task, port):
        for key in ('cleaning_vif_port_id',
                    'provisioning_vif_port_id'):  # expect: vif-kind-overlooked
            port.internal_info.pop(key, None)

    def asks_for_one(self, task, port):
        return port.internal_info.get('cleaning_vif_port_id')  # ok
