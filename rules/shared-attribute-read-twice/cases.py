# file: ironic/common/example.py
import threading


class Rings(object):
    _rings = None
    _lock = threading.Lock()

    def read_twice(self):
        if self.__class__._rings is not None:
            return self.__class__._rings  # expect: shared-attribute-read-twice warning
            # message: _rings
        with self._lock:
            if self.__class__._rings is None:
                self.__class__._rings = {}
            return self.__class__._rings  # ok

    def read_once(self):
        rings = self.__class__._rings
        if rings is not None:
            return rings  # ok
        with self._lock:
            return self.__class__._rings  # ok

    @classmethod
    def reset(cls):
        with cls._lock:
            cls._rings = None


class NeverCleared(object):
    _rings = None
    _lock = threading.Lock()

    def read_twice(self):
        if self.__class__._rings is not None:
            return self.__class__._rings  # ok
        with self._lock:
            self.__class__._rings = {}
