# file: ironic/db/sqlalchemy/example.py
"""Queries and masks whose results are used, and some whose results are not."""
import threading

import sqlalchemy as sa
from oslo_utils import strutils

from ironic.db.sqlalchemy import models
from ironic.objects import notification


def of_project(query, project):
    query = query.join(models.Node)
    return query.filter(models.Node.owner == project)


def of_project_or_all(query, project):
    if project:
        return of_project(query, project)
    return query


def count(query, project):
    """Returns no query."""
    return query.filter(models.Node.owner == project).count()


def remember(query, seen):
    """Hands back what it was given, unchanged."""
    seen.append(query)
    return query


class Connection:

    def helper_dropped(self, node_id, project=None):
        query = sa.select(models.VolumeTarget).where(models.VolumeTarget.node_id == node_id)
        if project:
            of_project(query, project)  # expect: filter-result-discarded error
           #^^^^^^^^^^^^^^^^^^^^^^^^^^
            # message: `of_project`
        return query

    def helper_used(self, node_id, project=None):
        query = sa.select(models.VolumeTarget).where(models.VolumeTarget.node_id == node_id)
        if project:
            query = of_project(query, project)  # ok
        return query

    def helper_of_helper_dropped(self, query, project):
        of_project_or_all(query, project)  # expect: filter-result-discarded
        return query

    def step_dropped(self, session, project):
        query = session.query(models.Node)
        query.filter_by(owner=project)  # expect: filter-result-discarded
        return query.all()

    def statement_dropped(self, session, project):
        found = sa.select(models.Node)
        found.where(models.Node.owner == project)  # expect: filter-result-discarded
        return session.execute(found)

    def step_used(self, session, project):
        query = session.query(models.Node)
        query = query.filter_by(owner=project)  # ok
        return query.all()

    def run_at_the_end(self, session, project):
        session.query(models.Node).filter_by(owner=project).delete()  # ok

    def asked_for_its_effect(self, query, project):
        count(query, project)  # ok
        remember(query, [])  # ok
        return query

    def waits_for_a_thread(self, run):
        worker = threading.Thread(target=run)
        worker.start()
        worker.join()  # ok


class Masks:

    def copy_dropped(self, info):
        strutils.mask_dict_password(info)  # expect: filter-result-discarded
        # message: the masked copy
        return info

    def masked_in_place(self, payload):
        notification.mask_secrets(payload)  # ok
        return payload

    def copy_used(self, info):
        return strutils.mask_dict_password(info)  # ok
# file: ironic/objects/notification.py
"""A mask that overwrites."""


def mask_secrets(payload):
    payload.node.driver_info = '***'
