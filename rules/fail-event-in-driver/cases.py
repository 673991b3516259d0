# file: ironic/drivers/modules/example.py
from ironic.conductor import utils as manager_utils


def fires_the_event(task, error):
    task.node.last_error = error
    task.process_event('fail')  # expect: fail-event-in-driver warning
   #^^^^^^^^^^^^^^^^^^^^^^^^^^


def uses_the_handler(task, error):
    manager_utils.cleaning_error_handler(task, error)  # ok


def fires_another_event(task):
    task.process_event('wait')  # ok


def fires_it_beside_the_handler(task, error):
    if task.node.clean_step:
        manager_utils.cleaning_error_handler(task, error)
    else:
        task.process_event('fail')  # ok: the handler is used where it applies


def example_error_handler(task, error):
    task.node.last_error = error
    task.process_event('fail')  # ok: this is such a handler


# file: ironic/conductor/example.py
def conductor_owns_the_machine(task):
    task.process_event('fail')  # ok
