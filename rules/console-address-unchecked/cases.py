# file: nova/virt/ironic/example.py
from nova import exception
from nova.console import type as console_type
from urllib import parse as urlparse


def hands_out_what_it_gets(info):
    url = urlparse.urlparse(info['url'])
    return console_type.ConsoleSerial(host=url.hostname, port=url.port)  # expect: console-address-unchecked warning
          #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    # message: hostname and port of


def looks_first(info):
    url = urlparse.urlparse(info['url'])
    host = url.hostname
    port = url.port
    if not (url.scheme and host and port):
        raise exception.ConsoleTypeUnavailable(console_type='serial')
    return console_type.ConsoleSerial(host=host, port=port)  # ok


def looks_at_one(info):
    url = urlparse.urlparse(info['url'])
    if url.hostname is None:
        raise exception.ConsoleTypeUnavailable(console_type='serial')
    return console_type.ConsoleSerial(host=url.hostname, port=url.port)  # expect: console-address-unchecked
    # message: port of


def from_elsewhere(info):
    return console_type.ConsoleSerial(host=info['host'], port=info['port'])  # ok
