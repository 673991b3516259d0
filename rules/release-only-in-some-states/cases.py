# file: nova/virt/ironic/ironic_states.py
ACTIVE = 'active'
DEPLOYWAIT = 'wait call-back'
DEPLOYFAIL = 'deploy failed'
ERROR = 'error'
# file: nova/virt/ironic/driver.py
from nova.virt import driver as virt_driver
from nova.virt.ironic import client_wrapper
from nova.virt.ironic import ironic_states

_UNPROVISION_STATES = (ironic_states.ACTIVE, ironic_states.DEPLOYWAIT,
                       ironic_states.DEPLOYFAIL, ironic_states.ERROR)


class Base(virt_driver.ComputeDriver):

    def __init__(self):
        self.client = client_wrapper.IronicClientWrapper()

    def _unprovision(self, node):
        self.client.call('node.set_provision_state', node.uuid, 'deleted')

    def spawn(self, context, instance, image_meta):
        node = self._lookup(instance)
        self.client.call('node.vif_attach', node.uuid, instance.port)
        self.client.call('volume_target.create', node_uuid=node.uuid)

    def _release_ports(self, node, instance):
        self.client.call('node.vif_detach', node.uuid, instance.port)

    def _delete_targets(self, node):
        self.client.call('volume_target.delete', node.uuid)


class VolumesStayInOtherStates(Base):

    def destroy(self, context, instance, network_info):
        node = self._lookup(instance)
        if node.provision_state in _UNPROVISION_STATES:  # expect: release-only-in-some-states warning
            # message: volume
            self._unprovision(node)
        self._release_ports(node, instance)


class OtherBranchReleasesVolumes(Base):

    def destroy(self, context, instance, network_info):
        node = self._lookup(instance)
        if node.provision_state in _UNPROVISION_STATES:  # ok
            self._unprovision(node)
        else:
            self._delete_targets(node)
        self._release_ports(node, instance)


class ReleasesInAnyState(Base):

    def destroy(self, context, instance, network_info):
        node = self._lookup(instance)
        if node.provision_state in _UNPROVISION_STATES:  # ok
            self._unprovision(node)
        self._delete_targets(node)
        self._release_ports(node, instance)


class NotAcquiredBySetup(Base):

    def spawn(self, context, instance, image_meta):
        self.client.call('node.vif_attach', instance.node, instance.port)

    def destroy(self, context, instance, network_info):
        node = self._lookup(instance)
        if node.provision_state in _UNPROVISION_STATES:  # ok: there are no volumes to give back
            self._unprovision(node)
        self._release_ports(node, instance)
