from ironic.common import exception
from ironic.common import states


def _power_off(node):
    for attempt in range(3):
        if node.off():
            return states.POWER_OFF
    return states.ERROR


def status_is_compared(node):
    if _power_off(node) != states.POWER_OFF:  # ok
        raise exception.PowerStateFailure('still on')


def status_is_dropped(node):
    _power_off(node)  # expect: status-ignored warning
   #^^^^^^^^^^^^^^^^
    node.boot()


def status_is_merged_and_compared(node, wanted):
    if wanted == states.POWER_OFF:
        state = _power_off(node)  # ok
    else:
        state = states.ERROR
    if state != wanted:
        raise exception.PowerStateFailure('wrong state')


def status_is_handed_on(node):
    return _power_off(node)  # ok


def _locked(node):
    if node.lock is None:
        return False
    return True


def _started(node):
    return True if node.start() else False


def its_absence_is_an_answer(node):
    if _started(node):
        return 'started'
    return 'there already'


def answer_is_not_needed(node):
    _started(node)  # ok


def nobody_checks_it(node):
    _locked(node)  # ok


def _record(node):
    return node.save()


def result_is_no_status(node):
    _record(node)  # ok


def its_result_is_used(node):
    if _record(node) is None:
        return 1
    return 2


def _acquire(node, blocking=True):
    return node.lock.acquire(blocking)


def asks_for_the_lock(node):
    if not _acquire(node, blocking=False):
        raise exception.PowerStateFailure('locked')


def waits_for_the_lock(node):
    _acquire(node)  # ok
