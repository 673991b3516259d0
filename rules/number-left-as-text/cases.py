def port_stays_what_it_is(node):
    info = node.driver_info
    port = info.get('example_port', 22)  # expect: number-left-as-text warning
          #^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    # message: a number where it is left out
    return {'host': info.get('example_address'), 'port': port}


def port_is_converted(node):
    info = node.driver_info
    try:
        port = int(info.get('example_port', 22))  # ok
    except ValueError:
        raise exception.InvalidParameterValue('not a number')
    return {'host': info.get('example_address'), 'port': port}


def a_text_is_meant(node):
    return {'op': 'add', 'value': str(node.properties.get('local_gb', 0))}  # ok


def text_by_default(node):
    info = node.driver_info
    return {'port': info.get('example_port', '22')}  # ok


def converted_when_kept(node):
    parsed = {'port': node.driver_info.get('example_port', 22)}  # ok
    parsed['port'] = int(parsed['port'])
    return parsed


def dictionary_is_checked_later(node):
    parsed = {}
    parsed['swap_mb'] = node.driver_info.get('swap_mb', 1)  # ok
    for name in ('swap_mb',):
        try:
            int(parsed[name])
        except ValueError:
            raise exception.InvalidParameterValue(name)
    return parsed
