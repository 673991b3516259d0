# file: ironic/drivers/modules/example.py
import shlex


def quoted_for_a_shell(command):
    quoted = shlex.quote(command)
    return ['socat', 'EXEC:"%s",pty,stderr' % quoted]  # expect: console-command-shell-quoted warning
                    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def escaped(command):
    return ['socat', 'EXEC:"%s",pty,stderr' % escape_socat(command)]  # ok


def escape_socat(command):
    return ''.join('\\' + char if char == ',' else char for char in command)


def put_together(words):
    return ['socat', 'EXEC:"%s",pty' % ' '.join(words)]  # ok: nothing is quoted
