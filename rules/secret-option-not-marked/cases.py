# file: ironic/conf/example.py
"""Options: which of them hold a secret."""
from oslo_config import cfg
from oslo_config import types

from ironic.common.i18n import _

marked = True

opts = [
    cfg.StrOpt('share_password'),  # expect: secret-option-not-marked warning
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    # message: `share_password`
    cfg.StrOpt('marked_password', secret=True),  # ok
    cfg.StrOpt('share_user', help=_('User of the share.')),  # ok
    cfg.StrOpt('declared_token', secret=marked),  # ok
    cfg.StrOpt('undone_token', secret=False),  # expect: secret-option-not-marked
    cfg.Opt('chap_secret', type=types.String()),  # expect: secret-option-not-marked
    cfg.Opt('require_secret', type=types.Boolean()),  # ok
    cfg.ListOpt('api_tokens', default=[]),  # expect: secret-option-not-marked
]

about_secrets = [
    cfg.StrOpt('password_file', help=_('File with the password.')),  # ok
    cfg.IntOpt('token_timeout', default=600),  # ok
    cfg.StrOpt('token_url', help=_('Where tokens come from.')),  # ok
    cfg.StrOpt('password_hash_algorithm', choices=['sha256', 'sha512']),  # ok
    cfg.StrOpt('show_secrets', choices=['always', 'never']),  # ok
    cfg.BoolOpt('use_token', default=False),  # ok
    cfg.IntOpt('password_length', default=8),  # ok
]

keys = [
    cfg.StrOpt('temp_url_key', help=_('The secret that signs addresses.')),  # expect: secret-option-not-marked
    cfg.StrOpt('encryption_key'),  # expect: secret-option-not-marked
    cfg.StrOpt('sort_key', default='id', help=_('The column to sort by.')),  # ok
    cfg.StrOpt('public_key', help=_('Checks what the private key has signed.')),  # ok
    cfg.StrOpt('key_file', help=_('Private key file of the server.')),  # ok
]

addresses = [
    cfg.StrOpt('backend_url', default='memcached://localhost:11211'),  # expect: secret-option-not-marked
    cfg.StrOpt('queue', default='amqp://guest@localhost'),  # expect: secret-option-not-marked
    cfg.StrOpt('database_connection', secret=True),  # ok
    cfg.StrOpt('callback_url', default='http://localhost'),  # ok
    cfg.StrOpt('base_url'),  # ok
]

told_by_help = [
    cfg.StrOpt('mail_login', help=_('Password ' 'of the mail server.')),  # expect: secret-option-not-marked
    cfg.StrOpt('community', help='Password of the agent.'),  # expect: secret-option-not-marked
    cfg.StrOpt('endpoint', help=_('Where the token service is.')),  # ok
]


def register_opts(conf):
    conf.register_opts(opts, group='share')
    conf.register_opt(cfg.StrOpt('registered_password'))  # expect: secret-option-not-marked


def named_at_run_time(conf, name):
    conf.register_opt(cfg.StrOpt(name + '_password'))  # missed: secret-option-not-marked the name is made at run time
