# file: ironic/common/example.py


def host_alone(client, port_id):
    client.update_port(port_id, {'port': {'binding:host_id': ''}})  # expect: port-unbound-in-part warning
                                        #^^^^^^^^^^^^^^^^^^^^^^^


def host_and_profile(client, port_id):
    client.update_port(port_id, {'port': {'binding:host_id': '',
                                          'binding:profile': {}}})  # ok


def binds(client, port_id, node):
    client.update_port(port_id, {'port': {'binding:host_id': node.uuid}})  # ok
