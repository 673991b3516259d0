# file: agent/api.py
"""A web application of the agent."""


class Application:

    def flag_of_earlier_request(self, request):
        token = request.args.get('agent_token')
        if token:
            self.token_seen = True
        if self.token_seen and not self.agent.validate_agent_token(token):  # expect: authorization-check-skipped error
        #                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            # message: until then nobody is checked
            raise Unauthorized('Token invalid.')
        return self.agent.status()

    def token_may_be_left_out(self, request):
        token = request.args.get('agent_token')
        if token and not self.agent.validate_agent_token(token):  # expect: authorization-check-skipped
            # message: whoever leaves it out is not checked at all
            raise Unauthorized('Token invalid.')
        return self.agent.status()

    def none_is_let_through(self, context, agent_token):
        if agent_token is not None:
            self.check_token(context, agent_token)  # expect: authorization-check-skipped
        return self.agent.status()

    def missing_token_is_refused(self, request):
        token = request.args.get('agent_token')
        if not token:
            raise Unauthorized('Token missing.')
        if not self.agent.validate_agent_token(token):  # ok
            raise Unauthorized('Token invalid.')
        return self.agent.status()

    def always_checked(self, request):
        token = request.args.get('agent_token')
        if not self.agent.validate_agent_token(token):  # ok
            raise Unauthorized('Token invalid.')
        return self.agent.status()

    def configured(self, request):
        token = request.args.get('agent_token')
        if self.standalone or not self.agent.validate_agent_token(token):  # ok
            raise Unauthorized('Token invalid.')
        return self.agent.status()

    def other_argument_is_optional(self, request, node):
        token = request.args.get('agent_token')
        if node and not self.agent.validate_agent_token(token):  # ok
            raise Unauthorized('Token invalid.')
        return self.agent.status()
