# file: ironic/api/controllers/v1/example.py
import pecan

from ironic import objects


class Controller(object):

    def row_is_deleted(self, node_uuid):
        pecan.request.dbapi.destroy_node(node_uuid)  # expect: api-write-without-lock warning
        # message: destroy_node

    def conductor_deletes(self, node_uuid, topic):
        pecan.request.rpcapi.destroy_node(pecan.request.context, node_uuid, topic)  # ok

    def object_is_deleted(self, port_uuid):
        rpc_port = objects.Port.get_by_uuid(pecan.request.context, port_uuid)
        rpc_port.destroy()  # expect: api-write-without-lock

    def object_is_saved(self, node_uuid):
        rpc_node = objects.Node.get_by_uuid(pecan.request.context, node_uuid)
        rpc_node.extra = {}
        rpc_node.save()  # expect: api-write-without-lock

    def chassis_has_no_lock(self, chassis_uuid):
        rpc_chassis = objects.Chassis.get_by_uuid(pecan.request.context, chassis_uuid)
        rpc_chassis.destroy()  # ok
