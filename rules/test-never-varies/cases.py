class Lock(object):

    def is_held(self):
        return True

    @property
    def shared(self):
        return False

    def method_is_tested(self):
        if self.is_held:  # expect: test-never-varies error
          #^^^^^^^^^^^^
            return 1
        return 2

    def method_is_called(self):
        if self.is_held():  # ok
            return 1
        return 2

    def property_is_tested(self):
        if not self.shared:  # ok
            return 1
        return 2

    def method_is_compared(self):
        return self.is_held == True  # expect: test-never-varies


def text_after_or(node):
    if node.state == 'available' or 'manageable':  # expect: test-never-varies
        return node
    return None


def comparison_after_or(node):
    if node.state == 'available' or node.state == 'manageable':  # ok
        return node
    return None


def default_after_or(node):
    return node.state or 'available'  # ok


def tuple_is_asserted(node):
    assert (node.ready, 'not ready')  # expect: test-never-varies


def message_is_given(node):
    assert node.ready, 'not ready'  # ok


def find_as_a_truth(part):
    if 'root=/dev/sda'.find(part):  # expect: test-never-varies
        return part
    return None


def find_is_compared(part):
    if 'root=/dev/sda'.find(part) >= 0:  # ok
        return part
    return None


def narrower_class_comes_late(task):
    try:
        task.run()
    except Exception:
        return 1
    except ValueError:  # expect: test-never-varies
        # message: has caught ValueError already
        return 2


def narrower_class_comes_first(task):
    try:
        task.run()
    except ValueError:
        return 2
    except Exception:  # ok
        return 1


def loop_runs_until_left(task):
    while True:  # ok
        task.run()
