# file: ironic/drivers/base.py


class DeployInterface:
    def prepare(self, task):
        pass

    def deploy(self, task):
        pass

    def clean_up(self, task):
        pass

    def tear_down(self, task):
        pass

    def prepare_cleaning(self, task):
        pass

    def tear_down_cleaning(self, task):
        pass


class NetworkInterface:
    def add_provisioning_network(self, task):
        pass

    def remove_provisioning_network(self, task):
        pass

    def configure_tenant_networks(self, task):
        pass

    def unconfigure_tenant_networks(self, task):
        pass


class ConsoleInterface:
    def start_console(self, task):
        pass

    def stop_console(self, task):
        pass
# file: ironic/conductor/cleaning.py


def only_keeps_books(task, message):
    task.node.last_error = message
    task.node.save()
    task.process_event('fail')  # expect: failure-handler-keeps-resource warning
    # message: tear_down_cleaning


def gives_back_first(task, message):
    task.node.last_error = message
    try:
        task.driver.deploy.tear_down_cleaning(task)
    except Exception:
        task.node.maintenance = True
    task.process_event('fail')  # ok


def nothing_was_acquired(task, message):
    task.node.last_error = message
    task.process_event('fail')  # ok


def start_cleaning(task):
    try:
        task.driver.deploy.prepare_cleaning(task)
    except Exception as error:
        return only_keeps_books(task, str(error))
    next_step(task)


def next_step(task):
    try:
        task.driver.deploy.execute(task)
    except Exception as error:
        return only_keeps_books(task, str(error))
    task.driver.deploy.tear_down_cleaning(task)
    task.process_event('done')


def next_step_of_careful(task):
    try:
        task.driver.deploy.execute(task)
    except Exception as error:
        return gives_back_first(task, str(error))
    task.driver.deploy.tear_down_cleaning(task)
    task.process_event('done')


def caller_gives_back_itself(task):
    try:
        task.driver.deploy.execute(task)
    except Exception as error:
        task.driver.deploy.tear_down_cleaning(task)
        return nothing_was_acquired(task, str(error))
    task.driver.deploy.tear_down_cleaning(task)
    task.process_event('done')


def release_itself_fails(task, message):
    task.node.last_error = message
    task.process_event('fail')  # ok


def end_cleaning(task):
    try:
        task.driver.deploy.tear_down_cleaning(task)
    except Exception as error:
        return release_itself_fails(task, str(error))
    task.process_event('done')
