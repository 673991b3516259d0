# file: nova/virt/ironic/example.py
FIELDS = ('uuid', 'power_state')


class Driver(object):

    def _get_node(self, node_id):
        return self.client.call('node.get', node_id, fields=FIELDS)  # step: fetched with these fields

    def binds_early(self, node_id):
        node = self._get_node(node_id)
        return getattr(node, 'network_provider', 'none') == 'none'  # expect: unfetched-field-defaulted warning
              #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    def is_on(self, node_id):
        node = self._get_node(node_id)
        return getattr(node, 'power_state', None) == 'power on'  # ok: it is fetched

    def asks_for_it(self, node_id):
        node = self.client.call('node.get', node_id, fields=['network_interface'])
        return getattr(node, 'network_interface', 'noop')  # ok

    def gets_all(self, node_id):
        node = self.client.call('node.get', node_id)
        return getattr(node, 'network_interface', 'noop')  # ok

    def without_default(self, node_id):
        return getattr(self._get_node(node_id), 'extra')  # ok: this fails
