# file: ironic/drivers/modules/console_example.py
import subprocess

from oslo_service import loopingcall


def waits_for_the_daemon(path):
    process = subprocess.Popen(['shellinaboxd', '--background=%s' % path],
                               stdout=subprocess.PIPE)
    return process.communicate()  # expect: daemon-output-awaited error
    #      ^^^^^^^^^^^^^^^^^^^^^
    # message: keeps it open


def waits_in_a_closure(path):
    args = ['shellinaboxd']
    args.append('--background=' + path)
    process = subprocess.Popen(args, stderr=subprocess.PIPE)

    def _wait(started):
        if started.poll() is not None:
            started.communicate()  # expect: daemon-output-awaited
            raise loopingcall.LoopingCallDone()

    loopingcall.FixedIntervalLoopingCall(_wait, process).start(interval=1).wait()


def has_a_limit(path):
    process = subprocess.Popen(['shellinaboxd', '--background=%s' % path],
                               stdout=subprocess.PIPE)
    return process.communicate(timeout=10)  # ok


def stays_in_the_foreground():
    process = subprocess.Popen(['ipmitool', 'sol', 'activate'], stdout=subprocess.PIPE)
    return process.communicate()  # ok


def has_no_pipe(path):
    process = subprocess.Popen(['shellinaboxd', '--background=%s' % path])
    return process.communicate()  # ok


def waits_with_wait(path):
    process = subprocess.Popen(['shellinaboxd', '--background=%s' % path],
                               stdout=subprocess.PIPE)
    return process.stdout.read()  # missed: daemon-output-awaited only communicate() is looked at
