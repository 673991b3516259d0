# file: ironic/drivers/base.py
import abc


class BaseInterface(object, metaclass=abc.ABCMeta):
    pass


class NetworkInterface(BaseInterface):

    @abc.abstractmethod
    def vif_detach(self, task, vif_id):
        """Detaches a VIF."""

    @abc.abstractmethod
    def vif_list(self, task):
        """Lists VIFs."""
# file: ironic/drivers/modules/network/example.py
from ironic.drivers import base


class Network(base.NetworkInterface):

    def vif_detach(self, task, vif_id):
        self._clear(task.ports[0])

    def vif_list(self, task):
        return [port.uuid for port in task.ports]

    def _clear(self, port):
        port.internal_info = {}
        port.save()
# file: ironic/conductor/example.py
from ironic.conductor import task_manager


class Manager(object):

    def driver_writes_under_a_shared_lock(self, context, node_id, vif_id):
        with task_manager.acquire(context, node_id, shared=True) as task:
            task.driver.network.vif_detach(task, vif_id)  # expect: write-under-shared-lock warning
            # message: shared

    def driver_writes_under_the_lock(self, context, node_id, vif_id):
        with task_manager.acquire(context, node_id) as task:
            task.driver.network.vif_detach(task, vif_id)  # ok

    def driver_reads(self, context, node_id):
        with task_manager.acquire(context, node_id, shared=True) as task:
            return task.driver.network.vif_list(task)  # ok

    def node_is_saved(self, context, node_id):
        with task_manager.acquire(context, node_id, shared=True) as task:
            task.node.maintenance = True
            task.node.save()  # expect: write-under-shared-lock

    def lock_is_upgraded(self, context, node_id):
        with task_manager.acquire(context, node_id, shared=True) as task:
            task.upgrade_lock()
            task.node.maintenance = True
            task.node.save()  # ok
