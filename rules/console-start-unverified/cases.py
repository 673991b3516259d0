# file: ironic/drivers/modules/example.py
import os
import subprocess

from oslo_service import loopingcall
import psutil


def started_by_its_file(command, pid_file):
    subprocess.Popen(command)
    if os.path.exists(pid_file):  # expect: console-start-unverified warning
      #^^^^^^^^^^^^^^^^^^^^^^^^
        return True
    raise RuntimeError('not started')


def waits_for_its_file(pid_file):
    def _wait(popen):
        if popen.poll() == 0 and os.path.exists(pid_file):  # expect: console-start-unverified
            raise loopingcall.LoopingCallDone()

    return _wait


def asks_for_the_process(pid_file, pid):
    def _wait(popen):
        if os.path.exists(pid_file) and psutil.pid_exists(pid):  # ok
            raise loopingcall.LoopingCallDone()

    return _wait


def only_cleans_up(pid_file):
    if os.path.exists(pid_file):  # ok
        os.unlink(pid_file)
