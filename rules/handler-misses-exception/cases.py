# file: ironic/conductor/example.py
from ironic.common import exception
from ironic.conductor import periodics
from ironic.conductor import utils
from ironic.drivers.modules import checks

import sushy


def node_stays_in_its_state(task):
    try:
        checks.validate(task)
    except exception.InvalidParameterValue as error:  # expect: handler-misses-exception note
        # message: does not catch NetworkError
        utils.cleaning_error_handler(task, str(error))


def both_are_caught(task):
    try:
        checks.validate(task)
    except (exception.InvalidParameterValue, exception.NetworkError) as error:  # ok
        utils.cleaning_error_handler(task, str(error))


def caught_around(task):
    try:
        try:
            checks.validate(task)
        except exception.InvalidParameterValue as error:  # ok: the outer clause catches the rest
            utils.cleaning_error_handler(task, str(error))
    except Exception as error:  # ok
        utils.cleaning_error_handler(task, str(error))


def caller_decides(task):
    try:
        checks.validate(task)
    except exception.InvalidParameterValue:  # ok: fails no node
        return False


@periodics.periodic(spacing=60)
def siblings_leave_the_periodic(manager, context):
    client = sushy.Sushy('https://bmc')
    try:
        client.get_system('1')
    except sushy.exceptions.BadRequestError:  # expect: handler-misses-exception
        # message: catches only some of the errors of class SushyError
        return


@periodics.periodic(spacing=60)
def base_class_is_caught(manager, context):
    client = sushy.Sushy('https://bmc')
    try:
        client.get_system('1')
    except sushy.exceptions.SushyError:  # ok
        return


def somebody_calls_this(client):
    try:
        client.get_system('1')
    except sushy.exceptions.ResourceNotFoundError:  # ok: the caller handles the others
        return None


def loop_was_to_ask_again(client, clock):
    while clock.goes_on():
        try:
            client = sushy.Sushy('https://bmc')
            client.get_system('1')
            return
        except sushy.exceptions.BadRequestError:  # expect: handler-misses-exception
            # message: end the loop that was to ask again
            clock.wait()


def loop_asks_again(client, clock):
    while clock.goes_on():
        try:
            client = sushy.Sushy('https://bmc')
            client.get_system('1')
            return
        except sushy.exceptions.SushyError:  # ok
            clock.wait()


# file: ironic/drivers/modules/checks.py
from ironic.common import exception


def validate(task):
    if task.node.driver is None:
        raise exception.InvalidParameterValue('no driver')
    if task.node.network_interface is None:
        raise exception.NetworkError('no network')


# file: ironic/common/exception.py
class IronicException(Exception):
    pass


class InvalidParameterValue(IronicException):
    pass


class NetworkError(IronicException):
    pass
