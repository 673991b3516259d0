# file: nova/virt/ironic/example.py
"""A virt driver in the time of ironicclient."""
import contextlib

from nova import exception
from nova.virt import driver
from nova.virt.ironic import client_wrapper
from oslo_log import log as logging
from oslo_service import loopingcall
from oslo_utils import excutils

LOG = logging.getLogger(__name__)


class Base(driver.ComputeDriver):

    def __init__(self):
        self.ironicclient = client_wrapper.IronicClientWrapper()

    def _find_node(self, instance):
        try:
            return self.ironicclient.call('node.get_by_instance_uuid', instance.uuid)
        except exception.NotFound:
            raise exception.InstanceNotFound(instance_id=instance.uuid)

    def _unprovision(self, node, instance):
        self.ironicclient.call('node.set_provision_state', node.uuid, 'deleted')
        tries = {'left': 3}

        def _wait():
            if self._find_node(instance).provision_state == 'available':
                raise loopingcall.LoopingCallDone()
            tries['left'] -= 1
            if tries['left'] < 0:
                raise exception.NovaException('too slow')  # step: raises NovaException

        timer = loopingcall.FixedIntervalLoopingCall(_wait)
        timer.start(interval=1).wait()

    def _remove_instance_info(self, node):
        patch = [{'path': '/instance_uuid', 'op': 'remove'}]
        self.ironicclient.call('node.update', node.uuid, patch)

    def _unplug_vifs(self, node, network_info):
        for vif in network_info:
            self.ironicclient.call('node.vif_detach', node.uuid, vif['id'])

    def _wait_only(self, instance):
        def _done():
            raise loopingcall.LoopingCallDone()

        loopingcall.FixedIntervalLoopingCall(_done).start(interval=1).wait()


class FirstStepFails(Base):

    def destroy(self, context, instance, network_info):
        node = self._find_node(instance)  # ok: without a node nothing can be released
        if node.provision_state == 'active':
            self._unprovision(node, instance)  # expect: release-skipped-on-exception warning
            # message: NovaException
        else:
            self._remove_instance_info(node)  # step: _remove_instance_info skips `_unplug_vifs`
        self._unplug_vifs(node, network_info)  # step: _unplug_vifs is skipped


class FinallyReleases(Base):

    def destroy(self, context, instance, network_info):
        node = self._find_node(instance)
        try:
            if node.provision_state == 'active':
                self._unprovision(node, instance)  # ok
            else:
                self._remove_instance_info(node)  # ok
        finally:
            self._unplug_vifs(node, network_info)


class HandlerReleasesAndReraises(Base):

    def destroy(self, context, instance, network_info):
        node = self._find_node(instance)
        try:
            self._unprovision(node, instance)  # ok
        except Exception:
            with excutils.save_and_reraise_exception():
                self._unplug_vifs(node, network_info)
        self._unplug_vifs(node, network_info)


class HandlerOnlyLogsAndReraises(Base):

    def destroy(self, context, instance, network_info):
        node = self._find_node(instance)
        try:
            self._unprovision(node, instance)  # expect: release-skipped-on-exception
        except Exception:
            with excutils.save_and_reraise_exception():
                LOG.exception('failed')
        self._unplug_vifs(node, network_info)


class HandlerGoesOn(Base):

    def destroy(self, context, instance, network_info):
        node = self._find_node(instance)
        try:
            self._unprovision(node, instance)  # ok
        except Exception:
            LOG.exception('failed')
        self._unplug_vifs(node, network_info)


class HandlerIsNarrow(Base):

    def destroy(self, context, instance, network_info):
        node = self._find_node(instance)
        try:
            self._unprovision(node, instance)  # expect: release-skipped-on-exception
        except exception.InstanceNotFound:
            LOG.info('gone already')
        self._unplug_vifs(node, network_info)


class Suppressed(Base):

    def destroy(self, context, instance, network_info):
        node = self._find_node(instance)
        with contextlib.suppress(Exception):
            self._unprovision(node, instance)  # ok
        self._unplug_vifs(node, network_info)


class StepsAreAlternatives(Base):
    """Unprovisioning hands the interfaces over, so nothing has to be released after it."""

    def destroy(self, context, instance, network_info):
        node = self._find_node(instance)
        if node.provision_state == 'active':
            self._unprovision(node, instance)  # ok
        else:
            self._unplug_vifs(node, network_info)  # ok
        LOG.info('done')


class NormalEndOfALoop(Base):

    def destroy(self, context, instance, network_info):
        node = self._find_node(instance)
        self._wait_only(instance)  # ok: LoopingCallDone ends the loop, nothing is raised
        self._unplug_vifs(node, network_info)


class HelperReleasesInSequence(Base):

    def _cleanup_deploy(self, node, network_info):
        self._unplug_vifs(node, network_info)  # expect: release-skipped-on-exception
        self._remove_instance_info(node)


class HelperReleasesEach(Base):

    def _cleanup_deploy(self, node, network_info):
        try:
            self._unplug_vifs(node, network_info)  # ok
        finally:
            self._remove_instance_info(node)
# file: ironic/drivers/base.py
import abc


class BaseInterface(object, metaclass=abc.ABCMeta):
    pass


class BootInterface(BaseInterface):

    @abc.abstractmethod
    def clean_up_ramdisk(self, task):
        """Undoes prepare_ramdisk."""


class NetworkInterface(BaseInterface):

    def remove_inspection_network(self, task):
        """Undoes add_inspection_network."""


class InspectInterface(BaseInterface):
    pass
# file: ironic/drivers/modules/example.py
from ironic.common import exception
from ironic.common import states
from ironic.common import utils
from ironic.conductor import utils as manager_utils
from ironic.drivers import base


class Inspect(base.InspectInterface):

    def tear_down_managed_inspection(self, task):
        task.driver.boot.clean_up_ramdisk(task)  # expect: release-skipped-on-exception
        task.driver.network.remove_inspection_network(task)

    def tear_down_in_any_case(self, task):
        try:
            task.driver.boot.clean_up_ramdisk(task)  # ok
        finally:
            task.driver.network.remove_inspection_network(task)

    def tear_down_powered_off(self, task):
        manager_utils.node_power_action(task, states.POWER_OFF)  # ok: a running machine keeps its network
        task.driver.network.remove_inspection_network(task)

    def tear_down_on_request(self, task, force):
        if not force and task.node.maintenance:
            raise exception.NodeInMaintenance(op='teardown', node=task.node.uuid)  # ok: refused
        self._check_state(task)  # ok: refused
        task.driver.network.remove_inspection_network(task)

    def _check_state(self, task):
        if task.node.provision_state == states.ACTIVE:
            raise exception.InvalidState('active')


class VirtualMediaBoot(base.BootInterface):

    def clean_up_ramdisk(self, task):
        utils.execute('eject', task.node.uuid)
