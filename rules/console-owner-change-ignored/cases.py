# file: ironic/conductor/manager.py
from ironic.conductor import base_manager
from ironic import objects


class Forgets(object):

    def _do_node_tear_down(self, task):
        task.driver.deploy.tear_down(task)  # expect: console-owner-change-ignored warning
        # message: stop the console

    def destroy_node(self, task):
        task.node.destroy()  # expect: console-owner-change-ignored

    def _do_takeover(self, task):
        task.driver.deploy.take_over(task)  # step: no console is looked at
        task.node.conductor_affinity = 1  # expect: console-owner-change-ignored
        # message: start the console


class ThinksOfIt(object):

    def _do_node_tear_down(self, task):
        self._stop(task)
        task.driver.deploy.tear_down(task)  # ok

    def _stop(self, task):
        if task.node.console_enabled:
            task.driver.console.stop_console(task)

    def destroy_node(self, task):
        if task.node.console_enabled:
            try:
                task.driver.console.stop_console(task)
            except Exception:
                pass
        task.node.destroy()  # ok

    def _do_takeover(self, task):
        task.driver.deploy.take_over(task)  # ok
        if task.node.console_enabled:
            task.driver.console.start_console(task)


class Starts(base_manager.BaseConductorManager):

    def init_host(self, context):
        objects.conductor.Conductor.register(context, 'host')  # expect: console-owner-change-ignored


class StartsAWorker(base_manager.BaseConductorManager):

    def init_host(self, context):
        objects.conductor.Conductor.register(context, 'host')  # ok
        self._spawn_worker(self._start_consoles, context)

    def _start_consoles(self, task):
        task.driver.console.start_console(task)
# file: ironic/drivers/modules/example.py
from ironic.drivers import base


class Deploy(base.DeployInterface):

    def clean_up(self, task):
        task.driver.deploy.tear_down(task)  # ok: the conductor has seen to the console
