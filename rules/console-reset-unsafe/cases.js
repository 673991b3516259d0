// file: static/ironic/console.js
angular.module('ironic').factory('ironic.console', consoles);
consoles.$inject = ['horizon.app.core.openstack-service-api.ironic', 'horizon.framework.widgets.toast.service'];

function consoles(ironic, toast) {
  return { reset: reset, disable: disable };

  function reset(id) { // expect: console-reset-unsafe note
    return ironic.nodeSetConsoleMode(id, false).then(function () { // expect: console-reset-unsafe warning
      return ironic.nodeSetConsoleMode(id, true);
    });
  }

  function disable(id) {
    return ironic.nodeSetConsoleMode(id, false).catch(function (response) { // ok
      toast.add('error', response.data);
      return Promise.reject(response);
    });
  }
}
