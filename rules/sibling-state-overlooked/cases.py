# file: ironic/common/states.py
ACTIVE = 'active'
CLEANING = 'cleaning'
CLEANWAIT = 'clean wait'
CLEANFAIL = 'clean failed'
DEPLOYING = 'deploying'
DEPLOYWAIT = 'wait call-back'
DEPLOYFAIL = 'deploy failed'
SERVICING = 'servicing'
SERVICEWAIT = 'service wait'
SERVICEFAIL = 'service failed'
ADOPTING = 'adopting'
ADOPTFAIL = 'adopt failed'

CLEAN_STATES = (CLEANING, CLEANWAIT)
BUSY_STATES = frozenset(CLEAN_STATES + (DEPLOYING, DEPLOYWAIT))
# file: ironic/conductor/utils.py


def cleaning_error_handler(task, message):
    task.process_event('fail')


def deploying_error_handler(task, message):
    task.process_event('fail')


def servicing_error_handler(task, message):
    task.process_event('fail')


def adopting_error_handler(task, message):
    task.process_event('fail')
# file: ironic/conductor/cleaning.py
from ironic.common import states


def waiting_is_forgotten_on_error(task):
    if task.node.provision_state == states.CLEANING:  # expect: sibling-state-overlooked warning
        # message: CLEANWAIT
        task.node.clean_step = {}
    task.node.save()


def both_are_tested_on_error(task):
    if task.node.provision_state in (states.CLEANING, states.CLEANWAIT):  # ok
        task.node.clean_step = {}
    task.node.save()


def named_tuple_has_both_on_error(task):
    if task.node.provision_state in states.BUSY_STATES:  # ok
        task.node.clean_step = {}
    task.node.save()


def other_branch_has_waiting_on_error(task):
    if task.node.provision_state == states.CLEANING:  # ok
        task.node.clean_step = {}
    elif task.node.provision_state == states.CLEANWAIT:
        task.driver.deploy.tear_down_cleaning(task)
        task.node.clean_step = {}


def operation_never_waits_after_failure(task):
    if task.node.provision_state == states.ADOPTING:  # ok
        task.node.target_power_state = None


def nothing_is_cleared_on_error(task):
    if task.node.provision_state == states.CLEANING:  # ok
        task.node.maintenance = True


def starts_cleaning(task):
    if task.node.provision_state == states.CLEANING:  # ok: this is no handler of failures
        task.node.clean_step = {}
# file: ironic/drivers/modules/example.py
from ironic.common import states
from ironic.conductor import utils as manager_utils


def servicing_is_left_out(task, message):
    if task.node.provision_state in [states.CLEANING, states.CLEANWAIT]:  # expect: sibling-state-overlooked
        # message: servicing_error_handler
        manager_utils.cleaning_error_handler(task, message)
    if task.node.provision_state in [states.DEPLOYING, states.DEPLOYWAIT]:
        manager_utils.deploying_error_handler(task, message)


def all_that_wait_are_there(task, message):
    if task.node.provision_state in [states.CLEANING, states.CLEANWAIT]:  # ok: adopting has no waiting state
        manager_utils.cleaning_error_handler(task, message)
    elif task.node.provision_state in [states.DEPLOYING, states.DEPLOYWAIT]:
        manager_utils.deploying_error_handler(task, message)
    elif task.node.provision_state in [states.SERVICING, states.SERVICEWAIT]:
        manager_utils.servicing_error_handler(task, message)
