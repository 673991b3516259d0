import socket
import struct

from ironic.common import exception
from ironic.common import utils


def port_only_converted(node):
    info = node.driver_info
    port = info.get('example_terminal_port')
    if port is not None:
        try:
            port = int(port)  # expect: number-without-range warning
                  #^^^^^^^^^
            # message: without a check of its range
        except ValueError:
            raise exception.InvalidParameterValue('not a number')
    return {'port': port}


def port_validated(node):
    port = node.driver_info.get('example_terminal_port')
    if port is not None:
        port = utils.validate_network_port(port)  # ok
    return {'port': port}


def port_compared(node):
    try:
        port = int(node.driver_info.get('example_port', 80))  # ok
    except ValueError:
        raise exception.InvalidParameterValue('not a number')
    if not 0 < port < 65536:
        raise exception.InvalidParameterValue('no port')
    return port


def parsed_then_validated(node):
    parsed = {'example_port': node.driver_info.get('example_port', '443')}
    parsed['example_port'] = int(parsed['example_port'])  # ok
    parsed['example_port'] = utils.validate_network_port(parsed['example_port'])
    return parsed


def one_bad_node_breaks_the_listing(node):
    return {'cpus': int(node.properties.get('cpus', 0))}  # expect: number-without-range
    # message: converted without a guard


def bad_node_counts_as_none(node):
    try:
        cpus = int(node.properties.get('cpus', 0))  # ok
    except (TypeError, ValueError):
        cpus = 0
    return {'cpus': cpus}


def handler_catches_something_else(node):
    try:
        return int(node.properties['cpus'])  # expect: number-without-range
    except KeyError:
        return 0


def peer_chooses_the_size(peer):
    raw = peer.recv(4)
    length = struct.unpack('!I', raw)[0]
    return peer.recv(length)  # expect: number-without-range
          #^^^^^^^^^^^^^^^^^


def size_has_a_limit(peer):
    length = struct.unpack('!I', peer.recv(4))[0]
    if length > 256:
        raise ValueError('too long')
    return peer.recv(length)  # ok


def one_byte_is_a_limit(peer: socket.socket):
    (length,) = struct.unpack('!B', peer.recv(1))
    return peer.recv(length)  # ok
