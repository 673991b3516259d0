# file: nova/virt/ironic/ironic_states.py
ACTIVE = 'active'
DEPLOYWAIT = 'wait call-back'
DEPLOYFAIL = 'deploy failed'
ERROR = 'error'
RESCUING = 'rescuing'
RESCUEFAIL = 'rescue failed'
AVAILABLE = 'available'
ALL_STATES = (ACTIVE, DEPLOYWAIT, DEPLOYFAIL, ERROR, RESCUING, RESCUEFAIL, AVAILABLE)
# file: nova/virt/ironic/driver.py
from nova.virt import driver as virt_driver
from nova.virt.ironic import client_wrapper
from nova.virt.ironic import ironic_states

_UNPROVISION_STATES = (ironic_states.ACTIVE, ironic_states.DEPLOYWAIT,
                       ironic_states.DEPLOYFAIL, ironic_states.ERROR,
                       ironic_states.RESCUING)


class Base(virt_driver.ComputeDriver):

    def __init__(self):
        self.client = client_wrapper.IronicClientWrapper()

    def _unprovision(self, node):
        self.client.call('node.set_provision_state', node.uuid, 'deleted')

    def _cleanup_deploy(self, node, instance):
        self.client.call('node.vif_detach', node.uuid, instance.port)


class ForgetsUnknownStates(Base):

    def destroy(self, context, instance, network_info):
        node = self._lookup(instance)
        if node.provision_state in _UNPROVISION_STATES:  # expect: unknown-state-not-torn-down warning
            # message: RESCUEFAIL
            self._unprovision(node)
        else:
            self._cleanup_deploy(node, instance)


class UnknownStatesAreTornDown(Base):

    def destroy(self, context, instance, network_info):
        node = self._lookup(instance)
        if (node.provision_state in _UNPROVISION_STATES  # ok
                or node.provision_state not in ironic_states.ALL_STATES):
            self._unprovision(node)
        else:
            self._cleanup_deploy(node, instance)


class ListsWhatNeedsNoTeardown(Base):

    def destroy(self, context, instance, network_info):
        node = self._lookup(instance)
        if node.provision_state != ironic_states.AVAILABLE:  # ok: whatever is not known is torn down
            self._unprovision(node)
        self._cleanup_deploy(node, instance)
