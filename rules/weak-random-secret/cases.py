# file: ironic/drivers/modules/example.py
"""A driver that makes secrets."""
import random
import secrets
import string

from ironic.drivers import base


def generate_password(length):
    letters = [random.choice(string.ascii_letters) for _ in range(length)]
    return ''.join(letters)  # expect: weak-random-secret error


def generate_strong_password(length):
    return ''.join(secrets.choice(string.ascii_letters) for _ in range(length))  # ok


def make_salt():
    return str(random.getrandbits(32))  # expect: weak-random-secret


def make_hexadecimal_salt():
    salt = '%08x' % random.getrandbits(32)  # missed: weak-random-secret formats for numbers are taken to show no text
    return salt


def get_delay():
    return random.uniform(0, 1)  # ok


def _pick(length):
    return ''.join(random.choices(string.digits, k=length))  # ok


class Console(base.ConsoleInterface):

    def token_of_a_variable(self, task):
        token = str(random.randint(0, 10 ** 9))  # expect: weak-random-secret
        return token

    def token_of_the_operating_system(self, task):
        token = str(random.SystemRandom().randint(0, 10 ** 9))  # ok
        return token

    def token_of_the_module_for_it(self, task):
        token = secrets.token_urlsafe()  # ok
        return token

    def port_is_no_secret(self, task):
        port = random.randint(10000, 20000)  # ok
        return port

    def field_from_another_function(self, task):
        task.node.driver_internal_info['agent_secret_token'] = _pick(20)  # expect: weak-random-secret

    def argument(self, task, client):
        client.open(name='console', password=_pick(8))  # expect: weak-random-secret

    def another_argument(self, task, client):
        client.open(name=_pick(8), password=secrets.token_hex())  # ok

    def one_of_several_given_ones(self, task, passwords):
        password = passwords[0]  # ok
        return password
