# file: ironic/conductor/example.py
def remember(task, value):
    info = task.node.driver_internal_info
    info['value'] = value
    task.node.driver_internal_info = info
    task.node.save()


def only_reads(task):
    return task.node.driver_internal_info.get('value')


def copy_is_older_than_the_change(task):
    node = task.node
    info = node.driver_internal_info
    remember(task, 1)
    info['step'] = 2
    node.driver_internal_info = info  # expect: node-field-written-back warning
    # message: remember


def copy_is_fresh(task):
    node = task.node
    remember(task, 1)
    info = node.driver_internal_info
    info['step'] = 2
    node.driver_internal_info = info  # ok


def nothing_changes_between(task):
    node = task.node
    info = node.driver_internal_info
    only_reads(task)
    info['step'] = 2
    node.driver_internal_info = info  # ok


def steps_change_the_node(task, steps):
    node = task.node
    info = node.driver_internal_info
    for step in steps:
        info['step'] = step
        node.driver_internal_info = info  # expect: node-field-written-back
        interface = getattr(task.driver, step['interface'])
        interface.execute_clean_step(task, step)


def read_anew_for_each_step(task, steps):
    node = task.node
    for step in steps:
        info = node.driver_internal_info
        info['step'] = step
        node.driver_internal_info = info  # ok
        interface = getattr(task.driver, step['interface'])
        interface.execute_clean_step(task, step)
