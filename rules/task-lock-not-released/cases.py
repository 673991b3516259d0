# file: ironic/conductor/example.py
from ironic.common import exception
from ironic.conductor import task_manager


class Manager(object):

    def released_for_one_exception(self, context, node_id):
        task = task_manager.TaskManager(context, node_id)  # expect: task-lock-not-released warning
        try:
            self._spawn_worker(task.node.uuid)
        except exception.NoFreeConductorWorker:
            task.release_resources()

    def released_in_any_case(self, context, node_id):
        task = task_manager.TaskManager(context, node_id)  # ok
        try:
            self._spawn_worker(task.node.uuid)
        finally:
            task.release_resources()

    def released_by_the_with(self, context, node_id):
        with task_manager.acquire(context, node_id) as task:  # ok
            self._spawn_worker(task.node.uuid)

    def handed_to_the_caller(self, context, node_id):
        return task_manager.TaskManager(context, node_id)  # ok

    def shared_lock_marks_nothing(self, context, node_id):
        task = task_manager.acquire(context, node_id, shared=True)  # ok
        return task.node.uuid
