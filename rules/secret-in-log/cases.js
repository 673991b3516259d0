// file: src/stores/ironic/node.js
import { message } from 'antd';

export class NodeStore {
  async connect(node) {
    console.log('connecting', node.driver_info.ipmi_password); // expect: secret-in-log
    console.log('connecting', node.uuid); // ok
    try {
      await fetch('/v1/nodes/' + encodeURIComponent(node.uuid));
    } catch (error) {
      message.error(`failed for ${this.authToken}`); // expect: secret-in-log
      message.error(error.message); // ok
    }
  }
}

angular.module('ironic').factory('login', function ($log) {
  return function (form) {
    $log.debug('login with ' + form.password); // expect: secret-in-log
    $log.debug('login of ' + form.name); // ok
  };
});
