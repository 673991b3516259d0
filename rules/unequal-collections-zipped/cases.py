# file: nova/virt/ironic/driver.py
from nova.virt import driver
from nova.virt.ironic import client_wrapper
from oslo_log import log as logging

LOG = logging.getLogger(__name__)


class Driver(driver.ComputeDriver):

    def __init__(self):
        self.ironicclient = client_wrapper.IronicClientWrapper()

    def binds_by_position(self, node, network_info):
        ports = self.ironicclient.call('node.list_ports', node.uuid)
        for vif, port in zip(network_info, ports):  # expect: unequal-collections-zipped error
            #            ^^^^^^^^^^^^^^^^^^^^^^^^
            # message: `network_info` and `ports`
            patch = [{'op': 'add', 'path': '/extra/vif', 'value': vif['id']}]
            self.ironicclient.call('port.update', port.uuid, patch)

    def releases_by_position(self, node, network_info):
        ports = self.ironicclient.call('node.list_ports', node.uuid)
        for _vif, port in zip(network_info, ports):  # expect: unequal-collections-zipped
            self.ironicclient.call('port.update', port.uuid, [])

    def sorted_lists_are_independent_too(self, task, client):
        vifs = client.list_vifs(task.node.uuid)
        for vif, port in zip(sorted(vifs), sorted(task.ports)):  # expect: unequal-collections-zipped
            client.bind_port(port, vif)

    def matches_the_address(self, node, network_info):
        ports = self.ironicclient.call('node.list_ports', node.uuid)
        for vif in network_info:
            for port in ports:  # ok
                if vif['address'] == port.address:
                    self.ironicclient.call('port.update', port.uuid, [])

    def checks_each_pair(self, client, network_info):
        for vif, port in zip(network_info, client.list_ports()):  # ok
            if vif['address'] == port.address:
                client.update_port(port, vif)

    def one_is_made_from_the_other(self, client, network):
        ports = client.list_ports(network)
        networks = client.networks_of(ports)
        for port, its_network in zip(ports, networks):  # ok
            client.bind_port(port, its_network)

    def only_reads(self, client, network_info):
        for vif, port in zip(network_info, client.list_ports()):  # ok
            LOG.debug('%s %s', vif, port)

    def no_network(self, client, images):
        for image, name in zip(images, client.list_names()):  # ok
            client.update_image(image, name)
