# file: ironic/conductor/utils.py


def wipe_token_and_url(task):
    node = task.node
    node.del_driver_internal_info('agent_secret_token')
    node.del_driver_internal_info('agent_url')


def wipe_on_power_off(node):
    info = node.driver_internal_info
    info.pop('agent_url', None)
    info.pop('agent_secret_token', None)
    info.pop('agent_cached_steps', None)
    node.driver_internal_info = info


def remove_agent_url(node):
    node.del_driver_internal_info('agent_url')


def only_some_keys_of_session_are_cleared(task):
    info = task.node.driver_internal_info
    info.pop('step_index', None)
    info.pop('agent_url', None)  # expect: session-credential-left warning
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^
    # message: agent_secret_token
    task.node.driver_internal_info = info


def steps_alone_are_no_session(task):
    info = task.node.driver_internal_info
    info.pop('agent_cached_steps', None)  # ok
    task.node.driver_internal_info = info


def all_keys_in_a_loop(task):
    info = task.node.driver_internal_info
    for name in ('agent_url', 'agent_secret_token'):  # ok
        info.pop(name, None)
    task.node.driver_internal_info = info
# file: ironic/conductor/manager.py
from ironic.conductor import base_manager
from ironic.conductor import task_manager
from ironic.conductor import utils
from ironic.drivers import base


class Manager(base_manager.BaseConductorManager):

    def starts_with_helper_for_one_key(self, task):
        utils.remove_agent_url(task.node)  # expect: session-credential-left
        task.driver.rescue.rescue(task)

    def worker_clears_the_rest(self, task):
        utils.remove_agent_url(task.node)  # ok
        task.process_event('unrescue', callback=self._spawn_worker,
                           call_args=(self._do_unrescue, task))

    def _do_unrescue(self, task):
        task.driver.rescue.unrescue(task)
        utils.wipe_token_and_url(task)
        task.process_event('done')  # ok

    def _do_clean(self, task):
        task.driver.deploy.tear_down_cleaning(task)
        utils.wipe_token_and_url(task)
        task.process_event('done')  # ok

    def ends_without_clearing(self, task):
        try:
            task.driver.inspect.abort(task)
        except Exception:
            task.node.last_error = 'failed'
            task.process_event('fail')
            raise
        task.process_event('abort')  # expect: session-credential-left
        # message: `abort`

    def other_way_clears(self, task, is_inspection):
        if is_inspection:
            task.driver.inspect.abort(task)
            task.process_event('abort')  # expect: session-credential-left
            return
        task.driver.rescue.unrescue(task)
        utils.wipe_token_and_url(task)
        task.process_event('done')

    def never_ran_a_ramdisk(self, task):
        task.driver.power.validate(task)
        task.process_event('done')  # ok
# file: ironic/drivers/base.py


class InspectInterface:
    def abort(self, task):
        pass


class RescueInterface:
    def rescue(self, task):
        pass

    def unrescue(self, task):
        pass


class DeployInterface:
    def tear_down_cleaning(self, task):
        pass
