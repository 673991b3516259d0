# file: ironic/conductor/example.py


class Manager(object):

    def update_portgroup(self, portgroup):
        portgroup_uuid = portgroup.uuid
        if self.dbapi.get_ports_by_portgroup_id(portgroup_uuid):  # expect: uuid-passed-as-id warning
            raise ValueError('not empty')
        return self.dbapi.get_ports_by_portgroup_id(portgroup.id)  # ok

    def volumes(self, node):
        return self.dbapi.get_volume_targets_by_node_id(node.uuid)  # expect: uuid-passed-as-id
              #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    def node(self, ident):
        return self.dbapi.get_node_by_uuid(ident.uuid)  # ok

    def allocation(self, node):
        return get_allocation_by_node_id(node.uuid)  # ok: it takes either


def get_allocation_by_node_id(node_ident):
    return node_ident
