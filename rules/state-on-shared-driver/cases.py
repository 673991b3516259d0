# file: nova/virt/ironic/example.py
from nova.virt import driver


class Counting(driver.ComputeDriver):

    def __init__(self, virtapi):
        self.virtapi = virtapi  # ok

    def destroy(self, context, instance, network_info):
        def _wait():
            if self.tries > 3:
                raise ValueError('too slow')
            self.tries += 1  # expect: state-on-shared-driver warning
            # message: tries

        self.tries = 0  # expect: state-on-shared-driver
        return _wait

    def local_counter(self, context, instance):
        data = {'tries': 0}

        def _wait():
            data['tries'] += 1  # ok

        return _wait

    def refresh_cache(self):
        self.nodes = {}  # ok
# file: ironic/drivers/base.py
class BaseInterface(object):
    pass
# file: ironic/drivers/modules/example.py
from ironic.drivers import base


class Power(base.BaseInterface):

    def client_of_one_node(self, task):
        self.client = connect(task.node.driver_info)  # expect: state-on-shared-driver
        return self.client

    def client_is_local(self, task):
        client = connect(task.node.driver_info)  # ok
        return client


class PerOperation(object):

    def belongs_to_one_operation(self, task):
        self.client = connect(task.node.driver_info)  # ok


def connect(info):
    return dict(info)
