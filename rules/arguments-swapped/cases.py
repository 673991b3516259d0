class Driver(object):

    def _patch(self, node, flavor, metadata, force=False):
        node.apply(flavor, metadata, force)

    def in_each_others_place(self, node, instance, metadata):
        self._patch(node, metadata, instance.flavor)  # expect: arguments-swapped error
       #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        # message: takes `flavor` before `metadata`

    def in_their_own_place(self, node, instance, metadata):
        self._patch(node, instance.flavor, metadata)  # ok

    def by_name(self, node, flavor, metadata):
        self._patch(node, metadata=metadata, flavor=flavor)  # ok

    def other_names(self, node, kind, extra):
        self._patch(node, extra, kind)  # ok

    def only_one_name_fits(self, node, extra, flavor):
        self._patch(node, extra, flavor)  # ok


def compare(old, new):
    return old.value - new.value


def both_orders_are_meant(old, new):
    return compare(old, new) or compare(new, old)  # ok


def ratio(a, b):
    return a / b


def letters_say_nothing(a, b):
    return ratio(b, a)  # ok
