# file: ironic/drivers/modules/example.py
from ironic.common import exception
from ironic.common import utils

CONSOLE_PROPERTIES = {'console_port': 'the port of the listener'}
OTHER_PROPERTIES = {'client_timeout': 'seconds'}


def only_a_number(node):
    info = node.driver_info
    port = info.get('ipmi_terminal_port')
    return {'port': int(port)}  # expect: console-port-unchecked warning
                   #^^^^^^^^^
    # message: ipmi_terminal_port


def checked_as_a_port(node):
    port = node.driver_info.get('ipmi_terminal_port')
    return {'port': utils.validate_network_port(port, 'ipmi_terminal_port')}  # ok


def held_against_a_range(node):
    port = int(node.driver_info['ipmi_terminal_port'])  # ok
    if not 1 <= port <= 65535:
        raise exception.InvalidParameterValue('port')
    return port


def keys_of_a_table(node):
    info = {}
    for key in CONSOLE_PROPERTIES:
        value = node.driver_info.get(key)
        if value:
            info[key] = int(value)  # expect: console-port-unchecked
    for key in OTHER_PROPERTIES:
        info[key] = int(node.driver_info.get(key))  # ok
    return info
