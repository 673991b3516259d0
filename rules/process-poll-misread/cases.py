import subprocess


def running_is_taken_for_finished(popen):
    if not popen.poll():  # expect: process-poll-misread error
          #^^^^^^^^^^^^
        return
    popen.kill()


def compared_with_none(popen):
    if popen.poll() is None:  # ok
        popen.kill()


def known_by_its_class(command):
    process = subprocess.Popen(command)
    while process.poll():  # expect: process-poll-misread
        process.wait(1)


def status_is_kept(command):
    process = subprocess.Popen(command)
    status = process.poll()  # ok
    return status


def other_things_poll_too(queue):
    if queue.poll():  # ok
        return queue.next()
