# file: ironic/drivers/modules/network/example.py
from ironic.common import exception
from ironic.common import neutron
from ironic.drivers import base


class NeverAsks(base.NetworkInterface):

    def configure_tenant_networks(self, task):
        for port in task.ports:
            vif = port.extra.get('vif_port_id')
            if not vif:  # expect: none-bound-is-success warning
                continue
            neutron.update_neutron_port(task.context, vif, {})


class Counts(base.NetworkInterface):

    def configure_tenant_networks(self, task):
        skipped = 0
        for port in task.ports:
            vif = port.extra.get('vif_port_id')
            if not vif:  # ok
                skipped += 1
                continue
            neutron.update_neutron_port(task.context, vif, {})
        if skipped == len(task.ports):
            raise exception.NetworkError('no port has a VIF')

    def unconfigure_tenant_networks(self, task):
        for port in task.ports:
            vif = port.extra.get('vif_port_id')
            if not vif:  # ok: nothing to take back
                continue
            neutron.unbind_neutron_port(vif)


class SkipsNothing(base.NetworkInterface):

    def configure_tenant_networks(self, task):
        for port in task.ports:
            if task.node.maintenance:  # ok
                port.extra = {}
            neutron.update_neutron_port(task.context, port.uuid, {})
