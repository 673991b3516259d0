# file: agent/api.py
"""A web application of the agent."""
import flask


def require_agent_token(func):
    def wrapper(self, request, *args, **kwargs):
        if not self.agent.validate_agent_token(request.args.get('agent_token')):
            raise Unauthorized('Token invalid.')
        return func(self, request, *args, **kwargs)
    return wrapper


def timed(func):
    def wrapper(self, request, *args, **kwargs):
        return func(self, request, *args, **kwargs)
    return wrapper


class Application:

    def api_status(self, request):
        return flask.jsonify(self.agent.get_status())  # ok

    def api_list_commands(self, request):  # expect: authorization-missing error
       #^^^^^^^^^^^^^^^^^
        # message: does not ask whether the caller may, as `api_run_command` does
        return flask.jsonify(self.agent.list_command_results())

    @timed
    def api_get_command(self, request, command):  # expect: authorization-missing
        return flask.jsonify(self.agent.get_command_result(command))

    def api_run_command(self, request):
        if not self.agent.validate_agent_token(request.args.get('agent_token')):
            raise Unauthorized('Token invalid.')
        return flask.jsonify(self.agent.execute_command(request.json))


class GuardedApplication:

    @require_agent_token
    def api_list_commands(self, request):  # ok
        return flask.jsonify(self.agent.list_command_results())

    def api_get_command(self, request, command):  # ok
        self.ask(request)
        return flask.jsonify(self.agent.get_command_result(command))

    def api_help_command(self, request):  # ok
        return 'no help'

    def ask(self, request):
        if not self.agent.validate_agent_token(request.args.get('agent_token')):
            raise Unauthorized('Token invalid.')
# file: ironic/api/controllers/v1/example.py
from ironic.api.controllers.v1 import utils as api_utils
from ironic.api import method
from ironic import objects


class TraitsController:

    @method.expose()
    def get_all(self):  # ok
        api_utils.check_policy('baremetal:trait:list')
        return objects.Trait.list()

    @method.expose()
    def delete(self, name):  # expect: authorization-missing error
        objects.Trait.destroy(name)


class ShardController:

    @method.expose()
    def get_all(self):  # ok
        api_utils.check_policy('baremetal:shard:list')
        return objects.Shard.list()

    @method.expose()
    def get_one(self, name):  # ok
        pecan.abort(404)


class OpenController:

    @method.expose()
    def get_all(self):  # ok
        return objects.Version.list()

    @method.expose()
    def get_one(self, name):  # ok
        return objects.Version.get(name)
