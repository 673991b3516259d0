# file: ironic/db/sqlalchemy/example.py
from ironic.db import models


def updated_by_ids_alone(session, limit):
    query = session.query(models.Node).filter(models.Node.version.is_(None))
    if limit:
        ids = []
        for row in query.limit(limit):
            ids.append(row['id'])
        query = session.query(models.Node).filter(models.Node.id.in_(ids))  # expect: update-without-condition warning
        # message: ids alone
    return query.update({'version': '1.0'})


def condition_is_repeated(session, limit):
    query = session.query(models.Node).filter(models.Node.version.is_(None))
    ids = []
    for row in query.limit(limit):
        ids.append(row['id'])
    query = session.query(models.Node).filter(models.Node.id.in_(ids), models.Node.version.is_(None))  # ok
    return query.update({'version': '1.0'})


def ids_are_given(session, ids):
    return session.query(models.Node).filter(models.Node.id.in_(ids)).update({'extra': {}})  # ok
