# file: ironic/drivers/base.py


class DeployInterface:
    def prepare(self, task):
        pass

    def deploy(self, task):
        pass

    def clean_up(self, task):
        pass

    def tear_down(self, task):
        pass

    def prepare_cleaning(self, task):
        pass

    def tear_down_cleaning(self, task):
        pass


class NetworkInterface:
    def add_provisioning_network(self, task):
        pass

    def remove_provisioning_network(self, task):
        pass

    def configure_tenant_networks(self, task):
        pass

    def unconfigure_tenant_networks(self, task):
        pass


class ConsoleInterface:
    def start_console(self, task):
        pass

    def stop_console(self, task):
        pass
# file: ironic/drivers/modules/example.py
from ironic.drivers import base


class ProvisioningPortsStay(base.DeployInterface):

    def prepare(self, task):
        task.driver.network.add_provisioning_network(task)

    def deploy(self, task):
        task.driver.network.remove_provisioning_network(task)
        task.driver.network.configure_tenant_networks(task)

    def tear_down(self, task):
        task.driver.network.unconfigure_tenant_networks(task)  # expect: teardown-omits-release warning
        # message: remove_provisioning_network
        return 'deleted'

    def clean_up(self, task):
        pass


class TeardownRemovesBoth(base.DeployInterface):

    def prepare(self, task):
        task.driver.network.add_provisioning_network(task)

    def deploy(self, task):
        task.driver.network.configure_tenant_networks(task)

    def tear_down(self, task):
        task.driver.network.unconfigure_tenant_networks(task)  # ok
        task.driver.network.remove_provisioning_network(task)


class OtherTeardownRemovesByHelper(base.DeployInterface):

    def prepare(self, task):
        self._connect(task)

    def _connect(self, task):
        task.driver.network.add_provisioning_network(task)

    def tear_down(self, task):
        task.driver.network.unconfigure_tenant_networks(task)  # ok

    def clean_up(self, task):
        self._disconnect(task)

    def _disconnect(self, task):
        task.driver.network.remove_provisioning_network(task)


class HelperAcquires(base.DeployInterface):

    def prepare(self, task):
        self._connect(task)

    def _connect(self, task):
        task.driver.network.add_provisioning_network(task)

    def tear_down(self, task):
        task.driver.network.unconfigure_tenant_networks(task)  # expect: teardown-omits-release


class OfTheOperationThatAcquires(base.DeployInterface):

    def prepare(self, task):
        task.driver.network.add_provisioning_network(task)

    def tear_down(self, task):
        task.driver.network.unconfigure_tenant_networks(task)  # expect: teardown-omits-release

    def prepare_cleaning(self, task):
        pass

    def tear_down_cleaning(self, task):
        task.driver.network.unconfigure_tenant_networks(task)  # ok: it owes nothing of `prepare`
# file: ironic/conductor/manager.py
from ironic.conductor import base_manager


class ConductorManager(base_manager.BaseConductorManager):

    def set_console_mode(self, task, enabled):
        if enabled:
            task.driver.console.start_console(task)
        else:
            task.driver.console.stop_console(task)

    def destroy_node(self, task):
        if task.node.console_enabled:
            task.driver.console.stop_console(task)
        task.node.destroy()

    def _do_node_tear_down(self, task):
        task.driver.deploy.clean_up(task)
        task.driver.deploy.tear_down(task)  # expect: teardown-omits-release
        # message: stop_console


class CarefulManager(base_manager.BaseConductorManager):

    def set_console_mode(self, task, enabled):
        if enabled:
            task.driver.console.start_console(task)
        else:
            task.driver.console.stop_console(task)

    def destroy_node(self, task):
        if task.node.console_enabled:
            self.set_console_mode(task, False)
        task.node.destroy()

    def _do_node_tear_down(self, task):
        if task.node.console_enabled:
            self.set_console_mode(task, False)
        task.driver.deploy.clean_up(task)
        task.driver.deploy.tear_down(task)  # ok
