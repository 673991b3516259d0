from ironic.common import args
from ironic.drivers import base
from oslo_utils import strutils


class Vendor(base.VendorInterface):

    @base.passthru(['POST'])
    def tested_as_it_comes(self, task, http_method, warm=True):
        if warm:  # expect: string-used-as-boolean warning
            # message: the text 'false' counts as true
            return 'warm'
        return 'cold'

    @base.passthru(['POST'])
    def tested_in_an_expression(self, task, http_method, warm=True):
        return 'warm' if warm else 'cold'  # expect: string-used-as-boolean

    @base.passthru(['POST'])
    def tested_negated(self, task, http_method, force=False):
        if not force:  # expect: string-used-as-boolean
            return None
        return task

    @base.passthru(['POST'])
    def converted_first(self, task, http_method, warm=True):
        warm = strutils.bool_from_string(warm)
        if warm:  # ok
            return 'warm'
        return 'cold'

    @base.passthru(['POST'])
    @args.validate(warm=args.boolean)
    def validated(self, task, http_method, warm=True):
        return 'warm' if warm else 'cold'  # ok

    @base.passthru(['POST'])
    def text_is_tested_for_presence(self, task, http_method, name=None):
        if name:  # ok
            return name
        return 'nobody'

    def callers_are_our_own(self, task, warm=True):
        if warm:  # ok
            return 'warm'
        return 'cold'
