# file: ironic/drivers/modules/network/example.py
from ironic.common import neutron
from ironic.drivers import base


class BindsOnly(base.NetworkInterface):

    def add_provisioning_network(self, task):
        for port in task.ports:
            neutron.update_neutron_port(task.context, port.uuid, {})  # step: bound here

    def remove_provisioning_network(self, task):  # expect: bind-without-unbind warning
       #^^^^^^^^^^^^^^^^^^^^^^^^^^^
        pass

    def configure_tenant_networks(self, task):
        self._bind_ports(task)

    def unconfigure_tenant_networks(self, task):  # expect: bind-without-unbind
        """Nothing to do."""

    def _bind_ports(self, task):
        for port in task.ports:
            neutron.update_neutron_port(task.context, port.uuid, {})  # step: bound here


class BindsAndUnbinds(base.NetworkInterface):

    def add_provisioning_network(self, task):
        for port in task.ports:
            neutron.update_neutron_port(task.context, port.uuid, {})

    def remove_provisioning_network(self, task):  # ok
        for port in task.ports:
            neutron.unbind_neutron_port(port.uuid)


class DoesNothing(base.NetworkInterface):

    def add_provisioning_network(self, task):
        pass

    def remove_provisioning_network(self, task):  # ok
        pass
