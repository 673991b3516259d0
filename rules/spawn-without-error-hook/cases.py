# file: ironic/conductor/example.py
from ironic.common import states
from ironic.conductor import task_manager


def power_off(task):
    task.node['target_power_state'] = states.POWER_OFF
    task.node.save()


def collect_sensors(task):
    task.driver.management.get_sensors_data(task)


class Manager(object):

    def state_is_left(self, context, node_id):
        with task_manager.acquire(context, node_id) as task:
            task.node.provision_state = states.DEPLOYING
            task.node.save()
            task.spawn_after(self._spawn_worker, collect_sensors, task)  # expect: spawn-without-error-hook warning
            # message: provision_state

    def hook_restores_the_state(self, context, node_id):
        with task_manager.acquire(context, node_id) as task:
            task.node.provision_state = states.DEPLOYING
            task.node.save()
            task.set_spawn_error_hook(self._restore, task.node)
            task.spawn_after(self._spawn_worker, collect_sensors, task)  # ok

    def work_writes_the_state(self, context, node_id):
        with task_manager.acquire(context, node_id) as task:
            task.spawn_after(self._spawn_worker, power_off, task)  # expect: spawn-without-error-hook

    def work_only_reads(self, context, node_id):
        with task_manager.acquire(context, node_id) as task:
            task.spawn_after(self._spawn_worker, collect_sensors, task)  # ok

    def event_without_handler(self, context, node_id):
        with task_manager.acquire(context, node_id) as task:
            task.process_event('deploy', callback=self._spawn_worker, call_args=(collect_sensors, task))  # expect: spawn-without-error-hook

    def event_with_handler(self, context, node_id):
        with task_manager.acquire(context, node_id) as task:
            task.process_event('deploy', callback=self._spawn_worker, call_args=(collect_sensors, task), err_handler=self._restore)  # ok

    def event_without_work(self, context, node_id):
        with task_manager.acquire(context, node_id) as task:
            task.process_event('done')  # ok
