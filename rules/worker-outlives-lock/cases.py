# file: ironic/conductor/example.py
import threading

from ironic.conductor import task_manager


class Manager(object):

    def worker_is_started_at_once(self, context, node_id):
        with task_manager.acquire(context, node_id) as task:
            self._spawn_worker(self._clean, task)  # expect: worker-outlives-lock warning
            # message: spawn_after

    def worker_starts_behind_the_with(self, context, node_id):
        with task_manager.acquire(context, node_id) as task:
            task.spawn_after(self._spawn_worker, self._clean, task)  # ok

    def thread_gets_the_task(self, context, node_id):
        with task_manager.acquire(context, node_id) as task:
            threading.Thread(target=self._clean, args=(task,)).start()  # expect: worker-outlives-lock

    def worker_gets_no_task(self, context, node_id):
        with task_manager.acquire(context, node_id) as task:
            self._spawn_worker(self._notify, task.node.uuid)  # ok
