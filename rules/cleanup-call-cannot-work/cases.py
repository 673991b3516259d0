import logging

LOG = logging.getLogger(__name__)


def clean_up(api, node, ports):
    api.update(node, ports)


def clean_everything(*things):
    pass


def argument_is_missing(api, node, ports):
    try:
        api.provision(node)
    except Exception:
        try:
            clean_up(node, ports)  # expect: cleanup-call-cannot-work error
            # message: needs `ports`
        except Exception:
            LOG.exception('clean up failed')
        raise


def arguments_fit(api, node, ports):
    try:
        api.provision(node)
    except Exception:
        try:
            clean_up(api, node, ports=ports)  # ok
        except Exception:
            LOG.exception('clean up failed')
        raise


def takes_whatever_comes(api, node, ports):
    try:
        api.provision(node)
    except Exception:
        try:
            clean_everything(api)  # ok
        except Exception:
            LOG.exception('clean up failed')
        raise


def arguments_are_passed_on(api, everything):
    try:
        api.provision()
    except Exception:
        try:
            clean_up(*everything)  # ok
        except Exception:
            LOG.exception('clean up failed')
        raise


class Provisioner:

    def _cleanup(self, node, ports=None):
        pass

    def method_gets_too_much(self, node, ports):
        try:
            self.provision(node)
        except Exception:
            try:
                self._cleanup(node, ports, True)  # expect: cleanup-call-cannot-work
            except Exception:
                LOG.exception('clean up failed')
            raise
