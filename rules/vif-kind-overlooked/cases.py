# file: ironic/drivers/modules/network/example.py


def first_of_two(info):
    return (info.get('cleaning_vif_port_id')
            or info.get('provisioning_vif_port_id'))  # expect: vif-kind-overlooked warning
                       #^^^^^^^^^^^^^^^^^^^^^^^^^^
    # message: inspection and servicing


def all_of_them(info):
    return (info.get('cleaning_vif_port_id')
            or info.get('provisioning_vif_port_id')
            or info.get('inspection_vif_port_id')
            or info.get('servicing_vif_port_id'))  # ok


def only_one(info):
    return info.get('cleaning_vif_port_id')  # ok: it asks for this purpose


def record_inspection(port, vif):
    port.internal_info['inspection_vif_port_id'] = vif  # step: the VIF for inspection


def record(port, vif, process):
    field = '%s_vif_port_id' % process
    port.internal_info[field] = vif


def record_servicing(port, vif):
    record(port, vif, 'servicing')  # step: the VIF for servicing


def destroy_port(port):
    if first_of_two(port.internal_info):  # expect: vif-kind-overlooked
        # message: can be deleted
        raise ValueError('in use')
    port.destroy()


def describe(port):
    return first_of_two(port.internal_info)  # ok: nothing hangs on it
