from ironic.common import exception
from ironic.common import kernel_parameters
from ironic.conf import CONF


def template_of_the_node(node):
    template = node.driver_info.get('pxe_template')  # expect: node-text-in-boot-config error
              #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    # message: names the template
    if template is None:
        template = CONF.pxe.pxe_config_template
    return template


def template_overrides(node):
    configured = CONF.pxe.ipxe_config_template
    override = node.driver_info.get('pxe_template')  # expect: node-text-in-boot-config
    if override:
        configured = override
    return configured


def template_only_where_the_operator_allows_it(node):
    template = None
    override = node.driver_info.get('pxe_template')  # ok
    if CONF.pxe.enable_insecure_template_override:
        template = override
    elif override:
        raise exception.InvalidParameterValue('not allowed')
    return template or CONF.pxe.pxe_config_template


def parameters_of_the_node(node, default):
    for location in ('instance_info', 'driver_info'):
        result = getattr(node, location).get('kernel_append_params')  # expect: node-text-in-boot-config
        # message: command line
        if result is not None:
            return result.replace('%default%', default or '')
    return default


def parameters_are_cleaned(node, default):
    for location in ('instance_info', 'driver_info'):
        result = getattr(node, location).get('kernel_append_params')  # ok
        if result is not None:
            result = result.replace('%default%', default or '')
            return kernel_parameters.sanitize_kernel_command_line(result)
    return default


def only_asked_for(node):
    if node.driver_info.get('pxe_template'):  # ok
        raise exception.InvalidParameterValue('not allowed')
