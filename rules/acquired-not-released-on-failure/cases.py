# file: ironic/drivers/modules/example.py
import contextlib
import os
import shutil
import tempfile

from oslo_concurrency import processutils

from ironic.common import utils


def fetch(path):
    raise IOError('no answer')


def later_step_fails():
    path = tempfile.mkdtemp()  # expect: acquired-not-released-on-failure warning
   #       ^^^^^^^^^^^^^^^^^^
    fetch(path)
    shutil.rmtree(path)


def removed_in_any_case():
    path = tempfile.mkdtemp()  # ok
    try:
        fetch(path)
    finally:
        shutil.rmtree(path)


def handler_removes_and_reraises():
    path = tempfile.mkdtemp()  # ok: the caller removes it otherwise
    try:
        fetch(path)
    except Exception:
        shutil.rmtree(path)
        raise
    return path


def pair_of_handle_and_path():
    handle, path = tempfile.mkstemp()  # expect: acquired-not-released-on-failure
    os.close(handle)
    fetch(path)
    os.unlink(path)


def path_is_moved_at_once(target):
    handle, path = tempfile.mkstemp()  # ok
    os.rename(path, target)
    fetch(target)


def handed_over_before_anything_fails(self):
    self.path = tempfile.mkdtemp()  # ok
    fetch(self.path)


def mount_stays(device, target):
    utils.execute('mount', device, target)  # expect: acquired-not-released-on-failure
    fetch(target)
    utils.execute('umount', target)


def unmounted_in_any_case(device, target):
    utils.execute('mount', device, target)  # ok
    try:
        fetch(target)
    finally:
        utils.execute('umount', target)


def account_is_kept(device, target):
    mounted = False
    try:
        utils.execute('mount', device, target)  # ok
        mounted = True
        fetch(target)
    finally:
        if mounted:
            utils.execute('umount', target)


@contextlib.contextmanager
def body_raises():
    path = tempfile.mkdtemp()  # expect: acquired-not-released-on-failure
    # message: body of the `with`
    yield path
    shutil.rmtree(path)


@contextlib.contextmanager
def body_is_guarded():
    path = tempfile.mkdtemp()  # ok
    try:
        yield path
    finally:
        shutil.rmtree(path)


class ExitReleasesOnlyOnSuccess(object):

    def __init__(self):
        self.directory = tempfile.mkdtemp()  # expect: acquired-not-released-on-failure

    def __exit__(self, kind, value, trace):
        if kind is not None:
            return False
        self.cleanup()

    def cleanup(self):
        shutil.rmtree(self.directory)


class ExitReleases(object):

    def __init__(self):
        self.directory = tempfile.mkdtemp()  # ok

    def __exit__(self, kind, value, trace):
        self.cleanup()
        if kind is not None:
            return False

    def cleanup(self):
        shutil.rmtree(self.directory)
