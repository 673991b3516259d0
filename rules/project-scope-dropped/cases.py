"""Objects and controllers that list what a project may see."""


class Port:

    @classmethod
    def list_ignores_project(cls, context, shards, limit=None, project=None):
        rows = cls.dbapi.get_ports_by_shards(shards, limit=limit)  # expect: project-scope-dropped error
        #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        # message: takes `project` and queries `get_ports_by_shards` without it
        return cls._from_db_object_list(context, rows)

    @classmethod
    def list_passes_project(cls, context, shards, limit=None, project=None):
        rows = cls.dbapi.get_ports_by_shards(shards, limit=limit, project=project)  # ok
        return cls._from_db_object_list(context, rows)

    @classmethod
    def list_passes_owner_for_project(cls, context, limit=None, owner=None, project=None):
        rows = cls.dbapi.get_port_list(limit=limit, owner=project)  # ok
        return cls._from_db_object_list(context, rows)

    @classmethod
    def project_of_the_policy(cls, context, project=None):
        project = cls.check_list_policy('port')
        return cls.dbapi.get_port_list(project=project)  # ok

    @classmethod
    def not_a_query(cls, context, project=None):
        return cls.dbapi.count_everything(context)  # ok


class PortsController:

    def one_way_without(self, context, node, shard, limit, project=None):
        if node:
            ports = objects.Port.list_by_node_id(context, node.id, limit, project=project)  # ok
        elif shard:
            ports = objects.Port.list_by_node_shards(context, shard, limit)  # expect: project-scope-dropped
            #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            # message: On the other ways the query is held to `project`
        else:
            ports = objects.Port.list(context, limit, project=project)  # ok
        return ports

    def every_way_with(self, context, node, shard, limit, project=None):
        if node:
            ports = objects.Port.list_by_node_id(context, node.id, limit, project=project)  # ok
        else:
            ports = objects.Port.list_by_node_shards(context, shard, limit, project)  # ok
        return ports

    def held_by_filters(self, context, instance, limit, owner=None, project=None):
        if instance:
            nodes = self._get_nodes_by_instance(instance)  # expect: project-scope-dropped
        else:
            filters = {}
            for key, value in {'owner': owner, 'project': project}.items():
                if value is not None:
                    filters[key] = value
            nodes = objects.Node.list(context, limit, filters=filters)  # ok
            if instance is None:
                nodes = self.only_active(nodes)
        return nodes

    def other_results_are_merged(self, context, name, project=None):
        if name:
            kind = self.get_kind(name)  # ok
        else:
            kind = self.get_default_kind()  # ok
        return objects.Node.list_by_kind(context, kind, project=project)  # ok
