import socket
from urllib import request

import requests

TIMEOUT = 30


class Agent:

    def __init__(self):
        self.session = requests.Session()

    def no_limit(self, url):
        return self.session.get(url)  # expect: network-call-without-timeout warning
              #^^^^^^^^^^^^^^^^^^^^^
        # message: waits for its peer without a limit

    def limit_is_given(self, url):
        return self.session.get(url, timeout=TIMEOUT)  # ok

    def limit_of_none_is_none(self, url):
        return self.session.post(url, timeout=None)  # expect: network-call-without-timeout

    def parameter_is_not_used(self, url, timeout=60):
        return requests.put(url)  # expect: network-call-without-timeout
        # message: has a parameter `timeout`

    def parameter_is_used(self, url, timeout=60):
        return requests.put(url, timeout=timeout)  # ok

    def callers_do_not_give_it(self, url, **kwargs):
        return self.session.request('GET', url, **kwargs)  # expect: network-call-without-timeout

    def callers_give_it(self, url, **kwargs):
        return self.session.request('GET', url, **kwargs)  # ok

    def calls_both(self, url):
        self.callers_do_not_give_it(url, verify=True)
        self.callers_give_it(url, verify=True, timeout=TIMEOUT)

    def one_of_two_callers_gives_it(self, url, **kwargs):
        return self.session.request('GET', url, **kwargs)  # expect: network-call-without-timeout

    def calls_twice(self, url):
        self.one_of_two_callers_gives_it(url, timeout=TIMEOUT)
        self.one_of_two_callers_gives_it(url)

    def own_parameter_takes_it(self, url, timeout=60, **kwargs):
        return self.session.request('GET', url, **kwargs)  # expect: network-call-without-timeout

    def calls_with_it(self, url):
        self.own_parameter_takes_it(url, timeout=TIMEOUT)

    def default_is_set(self, url, **kwargs):
        kwargs.setdefault('timeout', TIMEOUT)
        return self.session.request('GET', url, **kwargs)  # ok

    def dictionary_holds_it(self, url):
        options = {'timeout': TIMEOUT, 'verify': True}
        return self.session.get(url, **options)  # ok

    def dictionary_lacks_it(self, url):
        options = {'verify': True}
        return self.session.get(url, **options)  # expect: network-call-without-timeout


def urlopen_has_it_in_third_place(url):
    return request.urlopen(url, None, TIMEOUT)  # ok


def urlopen_without(url):
    return request.urlopen(url)  # expect: network-call-without-timeout


def connection(address):
    return socket.create_connection(address)  # expect: network-call-without-timeout


def connection_with_limit(address):
    return socket.create_connection(address, TIMEOUT)  # ok


def own_get_is_no_network(cache, url):
    return cache.get(url)  # ok
