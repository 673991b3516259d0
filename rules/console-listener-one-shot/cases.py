# file: ironic/drivers/modules/example.py


def serves_one(port, is_ipv6):
    if is_ipv6:
        address = 'TCP6-LISTEN:%s,reuseaddr'  # expect: console-listener-one-shot warning
                 #^^^^^^^^^^^^^^^^^^^^^^^^^^
    else:
        address = 'TCP4-LISTEN:%s,reuseaddr'  # step: here likewise
    return ['socat', '-T600', address % port]


def stays(port):
    return ['socat', '-T600', 'TCP4-LISTEN:%s,reuseaddr,fork,max-children=1' % port]  # ok


def stays_by_an_option_that_is_added(port):
    address = 'TCP4-LISTEN:%s,reuseaddr' % port  # ok
    return ['socat', '-T600', address + ',fork,max-children=1']
