# file: nova/virt/ironic/example.py
from nova import exception
from oslo_utils import excutils


def make_drive(instance):
    if not instance.metadata:
        raise exception.NovaException('no metadata')


def plain(instance):
    return instance.uuid


class Driver(object):

    def step_is_not_guarded(self, instance):
        try:
            self.plug(instance)
        except Exception:
            with excutils.save_and_reraise_exception():
                self._cleanup_deploy(instance)
        make_drive(instance)  # expect: step-unguarded-between-guarded warning
       #^^^^^^^^^^^^^^^^^^^^
        # message: _cleanup_deploy
        try:
            self.deploy(instance)
        except Exception:
            with excutils.save_and_reraise_exception():
                self._cleanup_deploy(instance)

    def step_is_guarded(self, instance):
        try:
            self.plug(instance)
        except Exception:
            with excutils.save_and_reraise_exception():
                self._cleanup_deploy(instance)
        try:
            make_drive(instance)  # ok
        except Exception:
            with excutils.save_and_reraise_exception():
                self._cleanup_deploy(instance)
        try:
            self.deploy(instance)
        except Exception:
            with excutils.save_and_reraise_exception():
                self._cleanup_deploy(instance)

    def step_is_first(self, instance):
        make_drive(instance)  # ok: nothing is held yet
        try:
            self.plug(instance)
        except Exception:
            with excutils.save_and_reraise_exception():
                self._cleanup_deploy(instance)
        try:
            self.deploy(instance)
        except Exception:
            with excutils.save_and_reraise_exception():
                self._cleanup_deploy(instance)

    def step_cannot_fail(self, instance):
        try:
            self.plug(instance)
        except Exception:
            with excutils.save_and_reraise_exception():
                self._cleanup_deploy(instance)
        plain(instance)  # ok
        try:
            self.deploy(instance)
        except Exception:
            with excutils.save_and_reraise_exception():
                self._cleanup_deploy(instance)

    def handlers_differ(self, instance):
        try:
            self.plug(instance)
        except Exception:
            with excutils.save_and_reraise_exception():
                self._unplug_vifs(instance)
        make_drive(instance)  # ok: no common routine
        try:
            self.deploy(instance)
        except Exception:
            with excutils.save_and_reraise_exception():
                self._cleanup_deploy(instance)


class Ends(object):

    def last_step_is_not_guarded(self, instance):
        try:
            self.plug(instance)
        except Exception:
            with excutils.save_and_reraise_exception():
                self._cleanup_deploy(instance)
        try:
            self.start(instance)
        except Exception:
            with excutils.save_and_reraise_exception():
                self._cleanup_deploy(instance)
        make_drive(instance)  # expect: step-unguarded-between-guarded

    def last_of_two_steps_is_not_guarded(self, instance):
        try:
            self.plug(instance)
        except Exception:
            with excutils.save_and_reraise_exception():
                self._cleanup_deploy(instance)
        make_drive(instance)  # ok: what the handler undoes may be only what its own step did in part


class SwiftError(Exception):
    pass


def prepare(instance):
    if not instance.metadata:
        raise exception.NovaException('no metadata')


def handle_failure(instance):
    instance.failed = True


def clauses_of_first_step_are_narrow(instance):
    try:
        make_drive(instance)  # expect: step-unguarded-between-guarded
        # message: handle_failure
    except SwiftError:
        with excutils.save_and_reraise_exception():
            handle_failure(instance)
    try:
        prepare(instance)
    except Exception:
        with excutils.save_and_reraise_exception():
            handle_failure(instance)


def clauses_catch_what_is_raised(instance):
    try:
        make_drive(instance)  # ok
    except exception.NovaException:
        with excutils.save_and_reraise_exception():
            handle_failure(instance)
    try:
        prepare(instance)
    except Exception:
        with excutils.save_and_reraise_exception():
            handle_failure(instance)


def statement_around_handles_the_rest(instance):
    try:
        try:
            make_drive(instance)  # ok
        except SwiftError:
            with excutils.save_and_reraise_exception():
                handle_failure(instance)
    except Exception:
        with excutils.save_and_reraise_exception():
            handle_failure(instance)
