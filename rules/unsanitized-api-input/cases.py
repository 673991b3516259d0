# file: ironic/drivers/modules/example.py
"""A driver that acts on what it is told."""
import hashlib
import os
import re
import shlex

from oslo_concurrency import processutils
from oslo_utils import netutils
from oslo_config import cfg
from oslo_utils import uuidutils

from ironic.common import exception
from ironic.drivers import base

CONF = cfg.CONF
ALLOWED_TARGETS = ('disk', 'cdrom')


class Shell(base.VendorInterface):

    @base.passthru(['POST'])
    def as_shell_text(self, task, target, **kwargs):
        processutils.execute('ping -c 1 %s' % target, shell=True)  # expect: unsanitized-api-input error
        # step: formatted into a text

    @base.passthru(['POST'])
    def quoted_for_the_shell(self, task, target, **kwargs):
        processutils.execute('ping -c 1 %s' % shlex.quote(target), shell=True)  # ok

    @base.passthru(['POST'])
    def as_a_word(self, task, target, **kwargs):
        processutils.execute('ping', '-c', '1', target)  # expect: unsanitized-api-input warning

    @base.passthru(['POST'])
    def out_of_keywords(self, task, **kwargs):
        processutils.execute('ping', '-c', '1', kwargs['target'])  # expect: unsanitized-api-input

    @base.passthru(['POST'])
    def constant_words(self, task, **kwargs):
        processutils.execute('ping', '-c', '1', '127.0.0.1')  # ok
        # pass: constant

    @base.passthru(['POST'])
    def in_a_list(self, task, target, **kwargs):
        command = ['ping', '-c', '1']
        command.append(target)
        processutils.execute(*command)  # expect: unsanitized-api-input

    @base.passthru(['POST'])
    def through_a_helper(self, task, target, **kwargs):
        self._run('ping', target)  # step: passed to `_run` as `words`

    def _run(self, *words):
        processutils.execute(*words)  # expect: unsanitized-api-input


class Checked(base.VendorInterface):

    @base.passthru(['POST'])
    def checked_before(self, task, target, **kwargs):
        if not netutils.is_valid_ip(target):
            raise exception.InvalidParameterValue('no address')
        processutils.execute('ping', target)  # ok
        # pass: but passed netutils.is_valid_ip

    @base.passthru(['POST'])
    def checked_on_one_way_only(self, task, target, strict=True, **kwargs):
        if strict:
            if not netutils.is_valid_ip(target):
                raise exception.InvalidParameterValue('no address')
        processutils.execute('ping', target)  # expect: unsanitized-api-input

    @base.passthru(['POST'])
    def checked_when_it_is_given(self, task, target=None, **kwargs):
        if target and not netutils.is_valid_ip(target):
            raise exception.InvalidParameterValue('no address')
        processutils.execute('ping', target)  # expect: unsanitized-api-input

    @base.passthru(['POST'])
    def checked_after(self, task, target, **kwargs):
        processutils.execute('ping', target)  # expect: unsanitized-api-input
        if not netutils.is_valid_ip(target):
            raise exception.InvalidParameterValue('no address')

    @base.passthru(['POST'])
    def another_copy_is_checked(self, task, target, **kwargs):
        address = target.strip('[]')
        if not netutils.is_valid_ip(address):
            raise exception.InvalidParameterValue('no address')
        processutils.execute('ping', target)  # expect: unsanitized-api-input

    @base.passthru(['POST'])
    def the_checked_copy_is_used(self, task, target, **kwargs):
        address = target.strip('[]')
        if not netutils.is_valid_ip(address):
            raise exception.InvalidParameterValue('no address')
        processutils.execute('ping', address)  # ok

    @base.passthru(['POST'])
    def checked_by_a_callee(self, task, target, **kwargs):
        self._check(target)
        processutils.execute('ping', target)  # ok

    def _check(self, address):
        if not netutils.is_valid_ip(address):
            raise exception.InvalidParameterValue('no address')

    @base.passthru(['POST'])
    def callee_checks_sometimes(self, task, target, **kwargs):
        self._check_in_strict_mode(target, kwargs.get('strict'))
        processutils.execute('ping', target)  # expect: unsanitized-api-input

    def _check_in_strict_mode(self, address, strict):
        if strict and not netutils.is_valid_ip(address):
            raise exception.InvalidParameterValue('no address')

    @base.passthru(['POST'])
    def the_part_that_is_used_is_checked(self, task, **kwargs):
        if not netutils.is_valid_ip(kwargs['target']):
            raise exception.InvalidParameterValue('no address')
        processutils.execute('ping', kwargs['target'])  # ok

    @base.passthru(['POST'])
    def another_part_is_checked(self, task, **kwargs):
        if not netutils.is_valid_ip(kwargs['source']):
            raise exception.InvalidParameterValue('no address')
        processutils.execute('ping', kwargs['target'])  # expect: unsanitized-api-input

    @base.passthru(['POST'])
    def one_of_a_fixed_set(self, task, target, **kwargs):
        if target not in ALLOWED_TARGETS:
            raise exception.InvalidParameterValue('no such target')
        processutils.execute('eject', target)  # ok

    @base.passthru(['POST'])
    def not_one_of_a_fixed_set(self, task, target, **kwargs):
        if target in ALLOWED_TARGETS:
            return
        processutils.execute('eject', target)  # expect: unsanitized-api-input

    @base.passthru(['POST'])
    def equal_to_a_constant(self, task, target, **kwargs):
        if target == 'disk':
            processutils.execute('eject', target)  # ok

    @base.passthru(['POST'])
    def replaced_unless_valid(self, task, target, **kwargs):
        if not netutils.is_valid_ip(target):
            target = '127.0.0.1'
        processutils.execute('ping', target)  # ok

    @base.passthru(['POST'])
    def checked_unless_there_is_none(self, task, target=None, **kwargs):
        if target is not None and not netutils.is_valid_ip(target):
            raise exception.InvalidParameterValue('no address')
        processutils.execute('ping', target)  # false-alarm: unsanitized-api-input two ways meet at the call: none, and checked

    @base.passthru(['POST'])
    def made_valid_unless_there_is_none(self, task, target=None, **kwargs):
        address = target
        if address is not None:
            address = str(int(address))
        processutils.execute('ping', address)  # ok

    @base.passthru(['POST'])
    def a_number(self, task, count, **kwargs):
        processutils.execute('ping', '-c', int(count))  # ok

    @base.passthru(['POST'])
    def a_hash(self, task, label, **kwargs):
        processutils.execute('mkfs', '-L', hashlib.sha256(label.encode()).hexdigest())  # ok

    @base.passthru(['POST'])
    def whether_it_is_given(self, task, target=None, **kwargs):
        processutils.execute('ping', '-4' if target is None else '-6')  # ok


class Paths(base.VendorInterface):

    @base.passthru(['POST'])
    def joined_path(self, task, name, **kwargs):
        with open(os.path.join('/var/lib/ironic', name)) as data:  # expect: unsanitized-api-input warning
            return data.read()

    @base.passthru(['POST'])
    def last_part_of_a_path(self, task, name, **kwargs):
        with open(os.path.join('/var/lib/ironic', os.path.basename(name))) as data:  # ok
            return data.read()

    @base.passthru(['POST'])
    def checked_as_identifier(self, task, name, **kwargs):
        if not uuidutils.is_uuid_like(name):
            raise exception.InvalidParameterValue('no identifier')
        with open(os.path.join('/var/lib/ironic', name)) as data:  # ok
            return data.read()

    def of_the_node(self, task):
        os.unlink(os.path.join('/var/lib/ironic', task.node.uuid))  # ok

    def of_its_driver_info(self, task):
        os.unlink(os.path.join('/var/lib/ironic', task.node.driver_info['kickstart']))  # expect: unsanitized-api-input

    @base.passthru(['POST'])
    def content_is_no_path(self, task, text, **kwargs):
        with open('/var/lib/ironic/motd', 'w') as data:  # ok
            data.write(text)
        os.chmod('/var/lib/ironic/motd', 0o644)  # ok


class Patterns(base.VendorInterface):

    @base.passthru(['POST'])
    def escaped(self, task, text, **kwargs):
        return re.search(re.escape(text), 'some text')  # ok


class Steps(base.DeployInterface):

    @base.clean_step(priority=0)
    def step_argument(self, task, tool):
        processutils.execute(tool)  # expect: unsanitized-api-input warning

    @base.passthru(['POST'])
    def option_of_the_caller(self, task, option, value):
        CONF.set_override(option, value, group='agent')  # expect: unsanitized-api-input warning
        # message: set as an option by
        CONF.set_override('debug', True)  # ok

    @base.clean_step(priority=0)
    def two_commands(self, task, tool):
        processutils.execute('which', tool)  # expect: unsanitized-api-input warning
        processutils.execute(tool, '--run')  # ok
        # step: also run as a command by

    @base.clean_step(priority=0)
    def fixed_tool(self, task, tool):
        processutils.execute('erase', '--verbose')  # ok
# file: nova/virt/ironic/example.py
"""A virt driver in the time of ironicclient."""
from nova.virt import driver
from nova.virt.ironic import client_wrapper


class Driver(driver.ComputeDriver):

    def __init__(self):
        self.ironicclient = client_wrapper.IronicClientWrapper()

    def power_off(self, instance, timeout=0):
        node_uuid = instance.node
        self.ironicclient.call('node.set_power_state', node_uuid, 'off')  # ok
        # pass: from instance.node, service state
        # pass: from 'off', constant

    def rename(self, instance):
        patch = [{'path': '/name', 'op': 'replace', 'value': instance.display_name}]
        self.ironicclient.call('node.update', instance.node, patch)  # expect: unsanitized-api-input
