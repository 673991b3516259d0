# file: ironic/api/example.py
"""What follows the option for debug logging."""
import logging
import traceback

import pecan
from oslo_config import cfg
from oslo_utils import strutils

from ironic.conf import CONF

LOG = logging.getLogger(__name__)

MARK = 'Traceback (most recent call last):'

wsme = {
    'debug': cfg.CONF.debug,  # expect: debug-disables-protection warning
   #         ^^^^^^^^^^^^^^
    # message: `wsme`
}

app = {
    'root': 'ironic.api.controllers.root.RootController',
    'debug': False,  # ok
}

report = {'debug': cfg.CONF.debug}  # ok


def framework_follows_logging(root):
    return pecan.make_app(root, debug=CONF.debug)  # expect: debug-disables-protection


def framework_has_an_option(root):
    return pecan.make_app(root, debug=CONF.pecan_debug)  # ok


def framework_always(root):
    return pecan.make_app(root, debug=True)  # expect: debug-disables-protection
    # message: always on


def framework_never(root):
    return pecan.make_app(root, debug=False)  # ok


def logging_follows_logging():
    logging.basicConfig(debug=CONF.debug)  # ok


def returns_early(state):
    body = state.response.json
    if cfg.CONF.debug and body.get('faultcode') != 'Server':  # expect: debug-disables-protection
        return
    text = body.get('faultstring')
    if 'Traceback (most recent call last):' in text:
        body['faultstring'] = text.split(MARK, 1)[0]


def has_an_option_of_its_own(state):
    body = state.response.json
    if cfg.CONF.debug_tracebacks_in_api:  # ok
        return
    text = body.get('faultstring')
    if 'Traceback (most recent call last):' in text:
        body['faultstring'] = text.split(MARK, 1)[0]


def mask_on_one_side(info):
    if not CONF.debug:  # expect: debug-disables-protection
        # message: `mask_dict_password`
        info = strutils.mask_dict_password(info)
    return info


def mask_on_both_sides(info):
    if CONF.debug:  # ok
        LOG.debug('showing it')
    return strutils.mask_dict_password(info)


def traceback_for_users(error):
    details = {'message': str(error)}
    if CONF.debug:  # expect: debug-disables-protection
        # message: `format_exc`
        details['debug'] = traceback.format_exc()
    return details


def traceback_for_the_log(error):
    if CONF.debug:  # ok
        LOG.debug(traceback.format_exc())
    return {'message': str(error)}
