# file: ironic/drivers/modules/example.py


def forks_for_everybody(port, is_ipv6):
    args = ['socat', '-T600']
    if is_ipv6:
        address = 'TCP6-LISTEN:%s,reuseaddr,fork'  # expect: console-listener-unlimited warning
                 #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        # message: max-children
    else:
        address = 'TCP4-LISTEN:%s,reuseaddr,fork'  # step: here likewise
    args.append(address % port)
    return args


def counts_its_clients(port):
    return ['socat', '-T600', 'TCP4-LISTEN:%s,reuseaddr,fork,max-children=1' % port]  # ok


def serves_one(port):
    return ['socat', '-T600', 'TCP4-LISTEN:%s,reuseaddr' % port]  # ok


def never_idle(port):
    args = ['socat']  # expect: console-listener-unlimited
           #^^^^^^^
    # message: -T
    args.append('TCP4-LISTEN:%s,reuseaddr' % port)
    return args


def idle_when_configured(port, seconds):
    args = ['socat']  # ok
    if seconds > 0:
        args.append('-T%d' % seconds)
    args.append('TCP4-LISTEN:%s,reuseaddr' % port)
    return args


def no_listener(path):
    return ['socat', '-', 'UNIX-CONNECT:%s' % path]  # ok
