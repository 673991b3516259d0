# file: ironic/drivers/modules/network/example.py
from ironic.common import neutron


def with_the_users_token(task, port_id):
    client = neutron.get_client(task.context.auth_token)  # expect: user-token-for-service-port warning
            #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    client.delete_port(port_id)
    neutron.unbind_neutron_port(port_id, token=task.context.auth_token)  # expect: user-token-for-service-port


def with_the_services_own(task, port_id):
    client = neutron.get_client()  # ok
    client.delete_port(port_id)


def with_the_context(task, port_id):
    client = neutron.get_client(context=task.context)  # ok
    client.delete_port(port_id)
# file: ironic/drivers/modules/image_example.py
from ironic.common import glance


def fetch(context):
    return glance.get_client(context.auth_token)  # ok: the image is the user's
