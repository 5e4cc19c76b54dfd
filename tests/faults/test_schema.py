"""A database older or newer than the program, a role with too many rights, a table without its wall."""

import pytest
from django.db import connections

from mingbai.cli import checks
from mingbai.cli.refusal import Refusal
from mingbai.kit.cluster import ClusterError, rights
from mingbai.kit.doctor import walls

pytestmark = pytest.mark.usefixtures("live")


@pytest.fixture
def owner(live):
    with connections["owner"].cursor() as cursor:
        yield cursor


def test_this_database_may_be_served():
    checks.refuse_other_schema()
    assert all(finding.well for finding in walls.schema_is_ours(None))


def test_an_old_schema_is_refused_with_what_to_do(owner):
    owner.execute("DELETE FROM django_migrations WHERE app = 'org' RETURNING app, name, applied")
    gone = owner.fetchall()
    try:
        with pytest.raises(Refusal, match=r"older than this program.*mingbai migrate"):
            checks.refuse_other_schema()
        assert not all(finding.well for finding in walls.schema_is_ours(None))
    finally:
        owner.executemany("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", gone)


def test_a_schema_of_a_later_version_is_refused(owner):
    owner.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('org', '9999_later', now())")
    try:
        with pytest.raises(Refusal, match=r"newer than this program \(org.9999_later\)"):
            checks.refuse_other_schema()
    finally:
        owner.execute("DELETE FROM django_migrations WHERE name = '9999_later'")


def test_the_owner_may_not_serve(owner):
    with pytest.raises(ClusterError, match="owns tables"):
        rights.refuse_power(owner)


def test_a_table_that_stands_open_is_found(owner):
    assert all(finding.well for finding in walls.every_area_is_walled(None))
    owner.execute("CREATE TABLE open_to_all (area_code char(12))")
    try:
        found = list(walls.every_area_is_walled(None))
        assert "open_to_all" in found[0].says
        assert not found[0].well
    finally:
        owner.execute("DROP TABLE open_to_all")
