# file: nova/virt/ironic/client_wrapper.py
from nova import exception
from oslo_config import cfg

CONF = cfg.CONF


def zero_skips_the_call(method):
    attempts = CONF.ironic.api_max_retries
    for attempt in range(1, attempts + 1):  # expect: loop-may-not-run warning
                  #^^^^^^^^^^^^^^^^^^^^^^
        # message: `api_max_retries` at zero
        try:
            return method()
        except exception.NovaException:
            if attempt == attempts:
                raise


def at_least_once(method):
    attempts = max(0, CONF.ironic.api_max_retries) + 1
    for attempt in range(1, attempts + 1):  # ok
        try:
            return method()
        except exception.NovaException:
            if attempt == attempts:
                raise


def zero_is_an_error(method):
    for attempt in range(CONF.ironic.api_max_retries):  # ok
        try:
            return method()
        except exception.NovaException:
            continue
    raise exception.NovaException('no attempt succeeded')


def option_has_a_least_value(method):
    for attempt in range(CONF.ironic.bounded_retries):  # ok
        try:
            return method()
        except exception.NovaException:
            continue


def nothing_is_expected(method):
    for attempt in range(CONF.ironic.api_max_retries):  # ok
        method()


# file: nova/conf/ironic.py
from oslo_config import cfg

options = [
    cfg.IntOpt('api_max_retries', default=60, min=0),
    cfg.IntOpt('bounded_retries', default=60, min=1),
]
