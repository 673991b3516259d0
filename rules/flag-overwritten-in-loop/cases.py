

def only_last_controller_counts(controllers):
    any_left = False
    for controller in controllers:
        if not controller.volumes:
            continue
        controller.delete_first()
        any_left = any(controller.volumes)  # expect: flag-overwritten-in-loop warning
        #          ^^^^^^^^^^^^^^^^^^^^^^^
        # message: any_left
    if any_left:
        controllers.start_again()


def is_accumulated(controllers):
    any_left = False
    for controller in controllers:
        any_left = any_left or any(controller.volumes)  # ok
    if any_left:
        controllers.start_again()


def is_accumulated_in_place(controllers):
    any_left = False
    for controller in controllers:
        any_left |= any(controller.volumes)  # ok
    if any_left:
        controllers.start_again()


def comparison_of_last_node_counts(nodes, wanted):
    failed = False
    for node in nodes:
        failed = node.power_state != wanted  # expect: flag-overwritten-in-loop
    if failed:
        raise RuntimeError()


def set_but_never_unset(nodes, wanted):
    failed = False
    for node in nodes:
        if node.power_state != wanted:
            failed = True  # ok
    if failed:
        raise RuntimeError()


def loop_ends_with_the_first(nodes, wanted):
    found = False
    for node in nodes:
        found = node.power_state == wanted  # ok
        if found:
            break
    if found:
        raise RuntimeError()


def used_in_each_round(nodes, wanted):
    changed = False
    for node in nodes:
        changed = node.power_state != wanted  # ok
        node.save(changed)
    return changed


def nobody_asks_behind(nodes, wanted):
    changed = False
    for node in nodes:
        changed = node.power_state != wanted  # ok
    return nodes


def answer_is_passed_on(controllers):
    pending = None
    for controller in controllers:
        pending = any(controller.volumes)  # expect: flag-overwritten-in-loop
    return {'operation': 'delete', 'pending': pending}
