# file: ironic/conductor/example.py
import secrets


def flag_stays(node, pregenerated=False):
    info = node.driver_internal_info
    info['token'] = secrets.token_urlsafe()
    if pregenerated:
        info['token_pregenerated'] = True  # expect: flag-set-never-reset warning
        # message: token_pregenerated
    node.driver_internal_info = info


def flag_is_removed(node, pregenerated=False):
    info = node.driver_internal_info
    if pregenerated:
        info['token_pregenerated'] = True  # ok
    else:
        info.pop('token_pregenerated', None)
    node.driver_internal_info = info


def setter_leaves_it(node, pregenerated=False):
    if pregenerated:
        node.set_driver_internal_info('token_pregenerated', True)  # expect: flag-set-never-reset
    node.save()


def removed_before(node, pregenerated=False):
    node.del_driver_internal_info('token_pregenerated')
    if pregenerated:
        node.set_driver_internal_info('token_pregenerated', True)  # ok
    node.save()


def value_is_stored(node, image=None):
    if image:
        node.set_driver_internal_info('image', image)  # ok: a value, no flag
    node.save()


def local_dict(pregenerated=False):
    info = {}
    if pregenerated:
        info['token_pregenerated'] = True  # ok: made here
    return info
