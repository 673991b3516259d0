# file: ironic/console/example.py
from oslo_config import cfg

CONF = cfg.CONF


def adds_to_the_option(host):
    origins = CONF.cors.allowed_origin or []
    origins.append(host)  # expect: configuration-value-changed warning
   #^^^^^^^^^^^^^^^^^^^^
    # message: CONF.cors.allowed_origin
    return origins


def adds_directly(host):
    CONF.cors.allowed_origin.append(host)  # expect: configuration-value-changed


def adds_to_a_copy(host):
    origins = list(CONF.cors.allowed_origin or [])
    origins.append(host)  # ok
    return origins


def adds_to_its_own(host):
    origins = []
    origins.append(CONF.cors.allowed_origin)  # ok
    return origins


def asks_for_a_key():
    return CONF.vnc.templates.get('console')  # ok
