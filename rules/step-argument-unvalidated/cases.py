from ironic.drivers import base


class Management(base.ManagementInterface):

    @base.clean_step(priority=0)
    def update(self, task, images):
        self._apply(task.node, images)  # expect: step-argument-unvalidated warning
       #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        # message: reads its parts unchecked

    @base.clean_step(priority=0)
    def update_checked(self, task, images):
        validate_images(images)
        self._apply(task.node, images)  # ok

    @base.deploy_step(priority=0)
    def update_checked_by_the_callee(self, task, images):
        self._apply_checked(task.node, images)  # ok

    @base.deploy_step(priority=0)
    def plain_argument(self, task, image):
        self._apply_one(task.node, image)  # ok

    def no_step(self, task, images):
        self._apply(task.node, images)  # ok

    def _apply(self, node, images):
        first = images[0]
        return self.client.update(first['url'])

    def _apply_checked(self, node, images):
        validate_images(images)
        return self.client.update(images[0]['url'])

    def _apply_one(self, node, image):
        return self.client.update(image)
