// file: static/ironic/ironic.service.js
(function () {
  angular.module('ironic').factory('ironic.api', nodesAPI);
  nodesAPI.$inject = ['horizon.framework.util.http.service'];

  function nodesAPI(apiService) {
    return { getNode: getNode, getNodeSafely: getNodeSafely };

    function getNode(id) {
      return apiService.get('/api/ironic/nodes/' + id).then((response) => response.data); // expect: unsanitized-api-input
    }

    function getNodeSafely(id) {
      return apiService.get('/api/ironic/nodes/' + encodeURIComponent(id)); // ok
    }
  }
})();
// file: static/ironic/details.controller.js
(function () {
  angular.module('ironic').controller('DetailsController', DetailsController);
  DetailsController.$inject = ['$location', '$window', 'ironic.api'];

  function DetailsController($location, $window, api) {
    var ctrl = this;
    var id = $location.absUrl().match(/nodes\/(.+)$/)[1]; // step: $location.absUrl
    api.getNode(id).then(function (node) {
      ctrl.node = node;
      openConsole(node.console_info.url);
    });
    api.getNodeSafely(id);

    function openConsole(url) {
      $window.open(url); // expect: unsanitized-api-input warning
    }
  }
})();
// file: src/pages/console.jsx
import { useParams } from 'react-router-dom';

export function NodeConsole({ fallback }) {
  const { id } = useParams();
  const address = `/v1/nodes/${id}/states/console`;
  fetch(address); // expect: unsanitized-api-input
  fetch(`/v1/nodes/${encodeURIComponent(id)}/states/console`); // ok
  return <div dangerouslySetInnerHTML={{ __html: id }}>{fallback}</div>; // expect: unsanitized-api-input
}

export function NodeName() {
  const { name } = useParams();
  return <div title={name}>{name}</div>; // ok
}

export function showReason(element) {
  element.innerHTML = window.location.hash; // expect: unsanitized-api-input
  element.textContent = window.location.hash; // ok
}

export async function openConsole(node) {
  const answer = await fetch('/v1/nodes/' + encodeURIComponent(node.uuid) + '/states/console');
  const { console_info: info } = await answer.json();
  window.open(info.url); // expect: unsanitized-api-input warning
  window.open('/console.html'); // ok
}
// file: static/ironic/client.js
function ironicAPI($http) {
  return { getPort: getPort, getDriver: getDriver };

  function getPort(id) {
    return $http.get('/api/ironic/ports/' + id); // expect: unsanitized-api-input note
  }

  function getDriver(name) {
    return $http.get('/api/ironic/drivers/' + encodeURIComponent(name)); // ok
  }
}
angular.module('ironic').factory('ironic.client', ironicAPI);
