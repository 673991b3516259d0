"""Prints, one a line, the installed Python files that this interpreter parses: accepted.py LIMIT [ROOT...]

LIMIT files evenly spread over all of them in the order of their paths; 0 for all.
"""
import ast
import os
import sys
import sysconfig
import warnings


def python_files(roots):
    found = set()
    for root in roots:
        for folder, _, names in os.walk(root):
            found.update(os.path.join(folder, name) for name in names if name.endswith('.py'))
    return sorted(found)


def is_accepted(path):
    try:
        with open(path, 'rb') as file:
            content = file.read()
        content.decode('utf-8')
        ast.parse(content)
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def main():
    warnings.simplefilter('ignore')
    limit = int(sys.argv[1])
    paths = sysconfig.get_paths()
    roots = {paths['stdlib'], paths['purelib'], '/usr/lib/python3', *sys.argv[2:]}
    files = python_files(sorted(roots))
    step = max(1, len(files) // limit) if limit else 1
    for path in files[::step]:
        if is_accepted(path):
            print(path)


main()
