from ironic.api import method
from ironic.api.controllers.v1 import utils as api_utils
from ironic.common import args

VALIDATOR = args.schema({'type': 'object'})


class RulesController:

    @method.expose()
    @method.body('rule')
    def body_is_not_validated(self, rule):  # expect: unvalidated-request-body error
       #^^^^^^^^^^^^^^^^^^^^^
        # message: takes the request's body as `rule`
        return rule['name']

    @method.expose()
    @method.body('rule')
    @args.validate(rule=VALIDATOR)
    def body_is_validated(self, rule):  # ok
        return rule['name']

    @method.expose()
    @method.body('patch')
    @args.validate(rule_uuid=args.uuid)
    def only_the_other_parameter_is_validated(self, rule_uuid, patch=None):  # expect: unvalidated-request-body
        return patch

    @method.expose()
    @method.body('patch')
    @args.validate(rule_uuid=args.uuid, patch=args.patch)
    def both_are_validated(self, rule_uuid, patch=None):  # ok
        return patch

    @method.expose()
    @method.body('rule')
    def body_is_checked_inside(self, rule):  # expect: unvalidated-request-body note
        # message: checks the request's body `rule` itself
        api_utils.validate_rule(rule)
        return rule['name']

    @method.expose()
    @args.validate(rule_uuid=args.uuid)
    def has_no_body(self, rule_uuid):  # ok
        return rule_uuid

    @method.expose()
    @method.body('data')
    def vendor_knows_the_body(self, name, data=None):  # ok
        return api_utils.vendor_passthru(name, data)
