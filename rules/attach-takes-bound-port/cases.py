# file: ironic/common/example.py


def plan_vif_attach(task, vif, choose):
    return choose(
        task.ports,  # expect: attach-takes-bound-port warning
       #^^^^^^^^^^
        task.portgroups,
        vif)


def plan_free_attach(task, vif, choose):
    free = [port for port in task.ports if not is_attached(port)]  # ok
    return choose(free, vif)


def is_attached(port):
    return port.internal_info.get('tenant_vif_port_id') is not None


def attach_by_callee(task, vif):
    return pick(task.ports, vif)  # ok: the callee asks


def pick(ports, vif):
    for port in ports:
        if not is_attached(port):
            return port


def detach_all(task, drop):
    for port in task.ports:  # ok: nothing is attached
        drop(port)
