"""Small drivers that put modules of the standard library through their ways, the failing ones included.

A driver names the modules whose frames are traced; `trace.py` runs the driver and then the bodies of the modules. The
lines of drivers are long: what they call matters, not what it gives.
"""

import asyncio
import sys

DRIVERS = []


def drives(*modules):
    def register(function):
        function.modules = modules
        DRIVERS.append(function)
        return function

    return register


def attempts(action, *inputs):
    """Calls `action` with each input and goes on when it raises."""
    for arguments in inputs:
        try:
            result = action(*arguments) if isinstance(arguments, tuple) else action(arguments)
            if hasattr(result, "__next__"):
                list(result)
        except (Exception, SystemExit, asyncio.CancelledError):
            pass


def run_pure(name, blocked, action):
    """Imports a module once more without its accelerators, and uses it."""
    import importlib.util

    saved = {key: sys.modules.get(key) for key in blocked}
    for key in blocked:
        sys.modules[key] = None
    try:
        spec = importlib.util.find_spec(name)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        action(module)
    except Exception:
        pass
    finally:
        for key, value in saved.items():
            if value is None:
                del sys.modules[key]
            else:
                sys.modules[key] = value
