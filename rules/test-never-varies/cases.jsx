export class ListenerForm {
  onClose() {}

  isOpen() {
    return this.state.open;
  }

  fields(protocol) {
    return protocol === 'TCP' && 'TERMINATED_HTTPS' && this.certificates; // expect: test-never-varies
  }

  close() {
    if (this.onClose) this.onClose(); // ok
    if (this.isOpen) { // expect: test-never-varies
      return null;
    }
    return protocol === 'TCP' || protocol === 'TERMINATED_HTTPS'; // ok
  }
}
