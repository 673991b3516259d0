# file: ironic/drivers/modules/example.py
from oslo_config import cfg

CONF = cfg.CONF


def get_console_url(port):
    return 'http://%s:%s' % (CONF.my_ip, port)  # expect: console-url-ignores-tls warning
          #^^^^^^^^^^^^^^


def get_terminal_url(port):
    scheme = 'https' if CONF.console.terminal_cert_dir else 'http'  # step: decides whether the server speaks TLS
    return '%s://%s:%s' % (scheme, CONF.my_ip, port)  # ok


def get_image_url(name):
    return 'http://%s/%s' % (CONF.my_ip, name)  # ok: no console


def start(port):
    args = ['shellinaboxd', '-p', str(port)]
    if CONF.console.terminal_cert_dir:
        args.append('--cert=%s' % CONF.console.terminal_cert_dir)
    else:
        args.append('-t')
    return args
# file: ironic/drivers/modules/plain.py
from oslo_config import cfg

CONF = cfg.CONF


def get_console_url(port):
    return 'http://%s:%s' % (CONF.my_ip, port)  # ok: nothing here speaks TLS
