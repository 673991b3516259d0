# file: ironic/drivers/base.py
class NetworkInterface:
    def add_inspection_network(self, task):
        pass

    def remove_inspection_network(self, task):
        pass
# file: ironic/drivers/modules/inspector/example.py
from ironic.common import exception


def tear_down_managed_boot(task):
    task.driver.network.remove_inspection_network(task)


def run_hooks(task):
    if not task.node.properties:
        raise exception.HardwareInspectionFailure()


def note_progress(task):
    task.node.last_error = None


class Inspect(object):

    def step_before_it_fails(self, task):
        run_hooks(task)  # expect: cleanup-only-after-success warning
       #^^^^^^^^^^^^^^^
        # message: tear_down_managed_boot
        tear_down_managed_boot(task)

    def finally_cleans_up(self, task):
        try:
            run_hooks(task)  # ok
        finally:
            tear_down_managed_boot(task)

    def handler_cleans_up(self, task):
        try:
            run_hooks(task)  # ok
        except Exception:
            tear_down_managed_boot(task)
            raise
        tear_down_managed_boot(task)

    def nothing_fails_before(self, task):
        note_progress(task)  # ok
        tear_down_managed_boot(task)

    def cleans_up_in_some_cases_only(self, task):
        run_hooks(task)  # ok: who sets this up decides
        if task.node.instance_uuid:
            tear_down_managed_boot(task)

    def caller_handles_errors(self, task):
        run_hooks(task)  # ok
        tear_down_managed_boot(task)


def inspection_error_handler(task):
    tear_down_managed_boot(task)


def continue_inspection(task):
    inspect = Inspect()
    try:
        inspect.caller_handles_errors(task)
    except Exception:
        inspection_error_handler(task)
        raise
