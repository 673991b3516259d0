# file: ironic/common/example.py


def verify(security_groups, client):
    found = client.list_security_groups().get('security_groups', [])  # expect: remote-list-unfiltered warning
           #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return set(security_groups) - {one['id'] for one in found}


def verify_few(security_groups, client):
    found = client.list_security_groups(id=security_groups)  # ok
    return found


def list_all(client):
    return client.list_networks()  # ok: all are wanted
