# file: ironic/drivers/modules/example.py


def as_it_is(command):
    args = ['socat']
    args.append('EXEC:"%s",pty,stderr' % command)  # expect: console-command-unescaped warning
               #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return args


def in_a_formatted_text(command):
    return ['socat', f'EXEC:{command},pty']  # expect: console-command-unescaped


def escaped(command):
    return ['socat', 'EXEC:"%s",pty,stderr' % escape_socat(command)]  # ok


def escape_socat(command):
    return command.replace(',', '\\,')


def constant():
    return ['socat', 'EXEC:"%s",pty' % 'virsh list']  # ok
