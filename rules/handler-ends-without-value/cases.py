import json

from oslo_log import log
from oslo_utils import excutils

LOG = log.getLogger(__name__)


class Application(object):

    def __call__(self, environ, start_response):
        try:
            environ.authenticate()
        except ValueError as error:  # expect: handler-ends-without-value warning
            # message: the server that runs it
            start_response('401 Unauthorized', [])
        else:
            return self.app(environ, start_response)


class Answering(object):

    def __call__(self, environ, start_response):
        try:
            environ.authenticate()
        except ValueError as error:  # ok
            start_response('401 Unauthorized', [])
            return [b'Unauthorized']
        return self.app(environ, start_response)


def read_state(path):
    try:
        with open(path) as source:
            return json.load(source)
    except ValueError:  # expect: handler-ends-without-value
        # message: `state_is_read`
        LOG.error('no state in %s', path)


def state_is_read(path):
    return read_state(path)['state']


def read_port(path):
    try:
        with open(path) as source:
            return json.load(source)
    except ValueError:  # ok: its caller looks first
        LOG.error('no port in %s', path)


def port_is_tested(path):
    port = read_port(path)
    return None if port is None else port['address']


def read_name(path):
    try:
        with open(path) as source:
            return json.load(source)
    except ValueError:  # ok
        LOG.error('no name in %s', path)
        raise


def name_is_read(path):
    return read_name(path)['name']


def read_address(path):
    try:
        with open(path) as source:
            return json.load(source)
    except ValueError:  # ok
        refuse(path)


def refuse(path):
    raise LookupError(path)


def address_is_read(path):
    return read_address(path)['address']


def read_secret(path, cache):
    try:
        with open(path) as source:
            return json.load(source)
    except ValueError:
        with excutils.save_and_reraise_exception():
            try:
                cache.clear()
            except KeyError:  # ok: the first error is raised again
                LOG.error('not cleared')


def secret_is_read(path, cache):
    return read_secret(path, cache)['secret']
