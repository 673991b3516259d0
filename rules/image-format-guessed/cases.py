from ironic_lib import qemu_img as lib_qemu_img
from oslo_concurrency import processutils
from oslo_config import cfg

CONF = cfg.CONF


def info_guesses(path):
    out, err = processutils.execute('env', 'LC_ALL=C', 'qemu-img', 'info', path)  # expect: image-format-guessed warning
    # message: runs without `-f`
    return out


def info_is_told(path, source_format):
    out, err = processutils.execute('qemu-img', 'info', '-f', source_format, path)  # ok
    return out


def convert_guesses(source, target):
    command = ['qemu-img', 'convert', '-O', 'raw', source, target]  # expect: image-format-guessed
    processutils.execute(*command)


def convert_is_told(source, target, source_format=None):
    command = ['qemu-img', 'convert', '-O', 'raw']  # ok
    if source_format is not None:
        command += ['-f', source_format]
    processutils.execute(*command, source, target)


def create_reads_nothing(target):
    processutils.execute('qemu-img', 'create', target, '1G')  # ok


def convert_image(source, target, out_format, source_format=None):
    convert_is_told(source, target, source_format)


def wrapper_is_not_told(source, target):
    convert_image(source, target, 'raw')  # expect: image-format-guessed
    # message: is not told the format


def wrapper_is_told(source, target, detected):
    convert_image(source, target, 'raw', source_format=detected)  # ok


def wrapper_of_the_library(path):
    return lib_qemu_img.image_info(path).file_format  # expect: image-format-guessed


def operator_asked_for_it(path):
    if CONF.disable_deep_image_inspection:
        return lib_qemu_img.image_info(path).file_format  # ok
    return None
