# file: ironic/console/example.py
import struct


def as_long_as_it_says(sock, recv):
    length = struct.unpack('!I', recv(sock, 4))[0]
    return recv(sock, length)  # expect: peer-length-unbounded warning
          #^^^^^^^^^^^^^^^^^^


def within_a_limit(sock, recv):
    length = struct.unpack('!I', recv(sock, 4))[0]
    if length > 256:
        raise ValueError('too long')
    return recv(sock, length)  # ok


def at_most(sock, recv):
    length = struct.unpack('!I', recv(sock, 4))[0]
    return recv(sock, min(length, 256))  # ok


def one_byte(sock, recv):
    count = struct.unpack('!B', recv(sock, 1))[0]
    return recv(sock, count)  # ok: at most 255


def fixed(sock, recv):
    return recv(sock, 12)  # ok
