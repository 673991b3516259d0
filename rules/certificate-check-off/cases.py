# file: ironic/drivers/modules/example.py
import ssl

from oslo_utils import importutils
from proliantutils.ilo import client
import requests

from ironic.common import utils
from ironic.conf import CONF

scci = importutils.try_import('scciclient.irmc.scci')


def constant_argument(url):
    return requests.get(url, timeout=5, verify=False)  # expect: certificate-check-off warning
                                              #^^^^^
    # message: `verify` switches the certificate check off


def operator_chooses(url):
    return requests.get(url, timeout=5, verify=CONF.deploy.verify_ca)  # ok


def library_default_checks(url):
    return requests.get(url, timeout=5)  # ok


def client_without_authority(info):
    return client.IloClient(info['address'], info['user'], info['password'], 60, 443)  # expect: certificate-check-off
    # message: created without `cacert`


def client_with_authority(info):
    return client.IloClient(info['address'], info['user'], info['password'], 60, 443, cacert=info['ca'])  # ok


def client_with_authority_in_its_place(info):
    return client.IloClient(info['address'], info['user'], info['password'], 60, 443, info['ca'])  # ok


def imported_by_name(info):
    return scci.get_client(info['address'], info['user'], info['password'])  # expect: certificate-check-off


def imported_by_name_and_checked(info):
    return scci.get_client(info['address'], info['user'], info['password'], verify=info['verify'])  # ok


def session_is_open(url):
    session = requests.Session()
    session.verify = False  # expect: certificate-check-off
    return session.get(url, timeout=5)


def session_is_open_on_request(url, insecure):
    session = requests.Session()
    if insecure:
        session.verify = False  # ok: somebody asked for it
    return session.get(url, timeout=5)


def own_field_named_verify(step):
    step.verify = False  # ok


def context_accepts_all():
    return ssl._create_unverified_context()  # expect: certificate-check-off


def word_of_a_command(image):
    return utils.execute('podman', 'pull', '--tls-verify=false', image)  # expect: certificate-check-off


def word_on_request(image, tls_verify):
    command = ['podman', 'pull']
    if not tls_verify:
        command.append('--tls-verify=false')  # ok
    return utils.execute(*command, image)


def curl(url):
    return utils.execute('curl', '-k', url)  # expect: certificate-check-off


def other_program(path):
    return utils.execute('sgdisk', '-k', path)  # ok


def declares_an_option(parser):
    parser.add_argument('--insecure', action='store_true')  # ok


def asks_for_an_option(options):
    return '--insecure' in options  # ok


def address_is_plain(host):
    return 'http://%s:%d' % (host, CONF.json_rpc.port)  # expect: certificate-check-off
    # message: group `json_rpc`


def address_follows_the_option(host):
    if CONF.json_rpc.use_ssl:
        return 'https://%s:%d' % (host, CONF.json_rpc.port)
    return 'http://%s:%d' % (host, CONF.json_rpc.port)  # ok


def group_knows_no_tls(host):
    return 'http://%s:%d' % (host, CONF.tftp.port)  # ok


# file: ironic/conf/json_rpc.py
from oslo_config import cfg

opts = [
    cfg.PortOpt('port', default=8089),
    cfg.BoolOpt('use_ssl', default=False),  # ok: TLS is asked for where it is wanted
    cfg.BoolOpt('insecure', default=False),  # ok
]

container_opts = [
    cfg.ListOpt('pull_options', default=['--tls-verify=false']),  # expect: certificate-check-off
    cfg.ListOpt('run_options', default=['--rm']),  # ok
    cfg.ListOpt('documented', default=[], help='For example "--tls-verify=false".'),  # ok
    cfg.BoolOpt('insecure', default=True),  # expect: certificate-check-off
    cfg.BoolOpt('verify_ca', default=False),  # expect: certificate-check-off
    cfg.BoolOpt('verify_step_priority', default=False),  # ok
]

# file: ironic/conf/__init__.py
from oslo_config import cfg

CONF = cfg.CONF
