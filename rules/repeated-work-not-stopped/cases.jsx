import React, { useEffect } from 'react';

export class NodeList extends React.Component {
  componentDidMount() {
    this.timer = setInterval(() => this.refresh(), 5000); // expect: repeated-work-not-stopped warning
  }

  refresh() {}
}

export class NodeDetail extends React.Component {
  componentDidMount() {
    this.timer = setInterval(() => this.refresh(), 5000); // ok
    window.addEventListener('resize', this.layout); // ok
  }

  componentWillUnmount() {
    this.stop();
    window.removeEventListener('resize', this.layout);
  }

  stop = () => {
    clearInterval(this.timer);
  };

  layout = () => {};

  refresh() {}
}

export function PowerState({ poll }) {
  useEffect(() => {
    const timer = setInterval(poll, 1000); // ok
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    document.addEventListener('keydown', poll); // expect: repeated-work-not-stopped
  }, []);
  return null;
}

angular.module('ironic').controller('NodeController', function ($interval, $scope, $rootScope) {
  $interval(refresh, 1000); // expect: repeated-work-not-stopped
  $scope.$on('ironic-ui:nodeUpdate', refresh); // ok
  function refresh() {}
});

angular.module('ironic').controller('PortController', function ($interval, $scope) {
  const polling = $interval(refresh, 1000); // ok
  $scope.$on('$destroy', () => $interval.cancel(polling));
  function refresh() {}
});

setInterval(() => fetch('/v1/alive'), 60000); // ok

export function poll(context, refresh) {
  context.timer = setInterval(refresh, 1000); // ok
}

export function every(refresh) {
  return setInterval(refresh, 1000); // ok
}
