import json
import pickle

import yaml
from oslo_config import cfg

from ironic.drivers import base

CONF = cfg.CONF


def yaml_of_a_named_file(filename):
    with open(filename) as stream:
        return yaml.load(stream)  # expect: unsafe-deserialization warning
        #      ^^^^^^^^^^^^^^^^^
        # message: constructs whatever objects


def yaml_with_unsafe_loader(stream):
    return yaml.load(stream, Loader=yaml.Loader)  # expect: unsafe-deserialization


def yaml_with_safe_loader(stream):
    return yaml.load(stream, Loader=yaml.SafeLoader)  # ok


def yaml_safe_load(stream):
    return yaml.safe_load(stream)  # ok


def yaml_of_a_constant():
    return yaml.load('{a: 1}')  # ok


def pickle_of_a_socket(connection):
    return pickle.loads(connection.recv(4096))  # expect: unsafe-deserialization


def json_of_a_socket(connection):
    return json.loads(connection.recv(4096))  # ok


class Vendor(base.VendorInterface):

    @base.passthru(['POST'])
    def restore(self, task, state):
        return pickle.loads(state)  # expect: unsafe-deserialization error
        # message: from the node's operator
