# file: ironic/drivers/modules/console_example.py
import errno
import os
import signal

from ironic.common import exception
from ironic.common import utils
from oslo_concurrency import processutils


def by_program(pid):
    utils.execute('kill', str(pid), check_exit_code=[0, 99])  # expect: console-kill-fails-when-gone warning
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def by_tolerant_program(pid):
    utils.execute('kill', str(pid), check_exit_code=[0, 1])  # ok


def failure_is_let_pass(pid):
    try:
        utils.execute('kill', str(pid))  # ok
    except processutils.ProcessExecutionError:
        pass


def failure_is_turned_into_another(pid):
    try:
        os.kill(pid, signal.SIGTERM)  # expect: console-kill-fails-when-gone
    except OSError as error:
        raise exception.ConsoleError(message=error)


def absence_is_success(pid):
    try:
        os.kill(pid, signal.SIGTERM)  # ok
    except OSError as error:
        if error.errno != errno.ESRCH:
            raise exception.ConsoleError(message=error)


def other_programs(path):
    utils.execute('rm', path)  # ok
