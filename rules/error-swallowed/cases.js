// file: static/ironic/actions.js
angular.module('ironic').factory('ironic.actions', actions);
actions.$inject = ['horizon.app.core.openstack-service-api.ironic', 'horizon.framework.widgets.toast.service'];

function actions(ironic, toast) {
  return { remove: remove, clean: clean, powerOff: powerOff, stop: stop };

  function remove(node) {
    return ironic.deleteNode(node.uuid).catch(function () {}); // expect: error-swallowed
  }

  async function clean(node) {
    try {
      await ironic.setNodeProvisionState(node.uuid, 'clean', []); // expect: error-swallowed
    } catch {}
  }

  function powerOff(node) {
    return ironic.nodeSetPowerState(node.uuid, 'off').catch(function (response) { // ok
      toast.add('error', response.data);
    });
  }

  async function stop(node) {
    try {
      await ironic.nodeSetPowerState(node.uuid, 'off'); // ok
    } catch (error) {
      throw new Error('not stopped: ' + error.message);
    }
  }
}
