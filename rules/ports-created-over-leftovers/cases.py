# file: ironic/drivers/modules/network/example.py
from ironic.common import neutron
from ironic.drivers import base


class Network(base.NetworkInterface):

    def add_provisioning_network(self, task):
        vifs = neutron.add_ports_to_network(task, 'provisioning')  # expect: ports-created-over-leftovers warning
              #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        return vifs

    def add_cleaning_network(self, task):
        neutron.rollback_ports(task, 'cleaning')
        return neutron.add_ports_to_network(task, 'cleaning')  # ok

    def add_rescuing_network(self, task):
        return self._add(task, 'rescuing')  # ok

    def _add(self, task, network):
        neutron.rollback_ports(task, network)
        return neutron.add_ports_to_network(task, network)  # ok

    def add_inspection_network(self, task):
        if task.node.maintenance:
            neutron.rollback_ports(task, 'inspection')
        return neutron.add_ports_to_network(task, 'inspection')  # expect: ports-created-over-leftovers
