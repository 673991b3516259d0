# file: ironic/conductor/example.py
from ironic.common import states
from ironic.conductor import task_manager


def clean_up(task):
    task.node.instance_info = {}
    task.node.save()


def clean_up_if_waiting(task):
    if task.node.provision_state == states.DEPLOYWAIT:
        clean_up(task)


class Manager(object):

    def state_is_not_looked_at_again(self, context):
        filters = {'provision_state': states.DEPLOYWAIT}
        for node_uuid, driver in self.dbapi.get_nodeinfo_list(filters=filters):
            with task_manager.acquire(context, node_uuid) as task:  # expect: filter-not-repeated-under-lock warning
                # message: provision_state
                task.spawn_after(self._spawn_worker, clean_up, task)

    def state_is_looked_at_again(self, context):
        filters = {'provision_state': states.DEPLOYWAIT}
        for node_uuid, driver in self.dbapi.get_nodeinfo_list(filters=filters):
            with task_manager.acquire(context, node_uuid) as task:  # ok
                if task.node.provision_state != states.DEPLOYWAIT:
                    continue
                task.spawn_after(self._spawn_worker, clean_up, task)

    def callee_looks_at_it(self, context):
        filters = {'provision_state': states.DEPLOYWAIT}
        for node_uuid, driver in self.dbapi.get_nodeinfo_list(filters=filters):
            with task_manager.acquire(context, node_uuid) as task:  # ok
                clean_up_if_waiting(task)

    def no_state_was_asked_for(self, context):
        for node_uuid, driver in self.dbapi.get_nodeinfo_list(filters={'driver': 'fake'}):
            with task_manager.acquire(context, node_uuid) as task:  # ok
                clean_up(task)
