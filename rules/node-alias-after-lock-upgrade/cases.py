# file: ironic/drivers/modules/example.py
def alias_is_kept(task):
    node = task.node
    task.upgrade_lock()
    node.last_error = None  # expect: node-alias-after-lock-upgrade warning
    # message: upgrade_lock
    node.save()


def alias_is_read_anew(task):
    node = task.node
    if node.maintenance:
        return
    task.upgrade_lock()
    node = task.node
    node.last_error = None  # ok
    node.save()


def task_is_asked(task):
    node = task.node
    task.upgrade_lock()
    task.node.last_error = None  # ok
    task.node.save()
    return node.uuid  # ok


def alias_is_used_before_only(task):
    node = task.node
    node.last_error = None  # ok
    task.upgrade_lock()


def second_upgrade_loads_nothing(task):
    task.upgrade_lock()
    node = task.node
    task.upgrade_lock()
    node.last_error = None  # ok
