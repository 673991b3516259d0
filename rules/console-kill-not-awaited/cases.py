# file: ironic/drivers/modules/console_example.py
import os
import signal
import time

import psutil


def told_and_forgotten(pid, path):
    os.kill(pid, signal.SIGTERM)  # expect: console-kill-not-awaited warning
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    os.unlink(path)


def waited_for(pid, path):
    os.kill(pid, signal.SIGTERM)  # ok
    for _attempt in range(10):
        if not psutil.pid_exists(pid):
            break
        time.sleep(0.2)
    else:
        os.kill(pid, signal.SIGKILL)
    os.unlink(path)


def asked_for(pid):
    os.kill(pid, 0)  # ok: no signal is sent
# file: ironic/drivers/modules/other.py
import os
import signal


def reload(pid):
    os.kill(pid, signal.SIGTERM)  # ok: no console
