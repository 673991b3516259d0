# file: ironic/conductor/example.py
def popped_in_place(task):
    node = task.node
    node.instance_info.pop('kernel', None)  # expect: json-field-changed-in-place warning
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    # message: node.instance_info
    node.save()


def changed_and_assigned(task):
    node = task.node
    info = node.instance_info
    info.pop('kernel', None)  # ok
    node.instance_info = info
    node.save()


def changed_under_another_name(task):
    info = task.node.driver_internal_info
    info['step'] = 1  # expect: json-field-changed-in-place
    task.node.save()


def item_deleted(port):
    del port.extra['client-id']  # expect: json-field-changed-in-place
    port.save()


def copy_is_changed(task):
    info = dict(task.node.properties)
    info['cpus'] = 1  # ok
    task.node.save()


def another_object_is_saved(task, port):
    task.node.extra.pop('seen', None)  # ok: not saved here
    port.save()


def only_read(task):
    kernel = task.node.instance_info.get('kernel')  # ok
    task.node.save()
    return kernel


def setter_is_used(task):
    task.node.set_driver_internal_info('step', 1)  # ok
    task.node.save()


def marked_by_hand(port):
    port.extra['client-id'] = 'x'  # ok
    port._changed_fields.add('extra')
    port.save()
