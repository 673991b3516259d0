import os
import tarfile
from urllib import parse as urlparse

import pycdlib

from ironic.common import exception


def check_inside(root, name):
    path = os.path.realpath(os.path.join(root, name))
    if not path.startswith(os.path.realpath(root) + os.sep):
        raise exception.InvalidContent()


def directories_of_an_image(image, root):
    reader = pycdlib.PyCdlib()
    reader.open(image)
    for path, directories, files in reader.walk(iso_path='/'):
        for name in directories:
            os.makedirs(os.path.join(root, name))  # expect: path-traversal error
                       #^^^^^^^^^^^^^^^^^^^^^^^^
            # message: A name out of an archive


def directories_are_checked(image, root):
    reader = pycdlib.PyCdlib()
    reader.open(image)
    for path, directories, files in reader.walk(iso_path='/'):
        for name in directories:
            check_inside(root, name)
            os.makedirs(os.path.join(root, name))  # ok


def own_tree_is_walked(root, target):
    for path, directories, files in os.walk(root):
        for name in directories:
            os.makedirs(os.path.join(target, name))  # ok


def members_of_an_archive(archive, root):
    with tarfile.open(archive) as opened:
        for name in opened.getnames():
            path = os.path.join(root, name)  # expect: path-traversal
            print(path)


def names_of_a_request(files, root):
    for name in files:
        path = os.path.join(root, str(name).lstrip('/'))  # expect: path-traversal
        # message: only lost its first slash
        with open(path, 'w') as target:
            target.write(files[name])


def names_of_a_request_resolved(files, root):
    for name in files:
        path = os.path.join(root, str(name).lstrip('/'))  # ok
        if not os.path.realpath(path).startswith(root + os.sep):
            raise exception.InvalidContent()
        with open(path, 'w') as target:
            target.write(files[name])


def named_after_the_address(image_href, directory):
    return os.path.join(directory, image_href.split('/')[-1])  # expect: path-traversal
    # message: The last part of an address


def named_by_us(image_href, directory):
    return os.path.join(directory, 'iso')  # ok


def file_of_any_address(image_href):
    path = urlparse.urlparse(image_href).path
    if not os.path.isfile(path):  # expect: path-traversal
          #^^^^^^^^^^^^^^^^^^^^
        raise exception.ImageRefValidationFailed(image_href=image_href)
    return path


def file_below_a_directory(image_href, allowed):
    path = urlparse.urlparse(image_href).path
    if not os.path.realpath(path).startswith(allowed + os.sep):
        raise exception.ImageRefValidationFailed(image_href=image_href)
    if not os.path.isfile(path):  # ok
        raise exception.ImageRefValidationFailed(image_href=image_href)
    return path
