"""The embedded server as the program meets it."""

import pytest
from django.db import connection

from mingbai.kit.cluster import sizing


@pytest.mark.django_db
def test_the_program_connects_as_the_application_role_and_may_bypass_nothing():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = user")
        assert cursor.fetchone() == ("mingbai_app", False, False)


@pytest.mark.django_db
def test_the_server_takes_its_part_of_the_machine():
    wanted = sizing.sized()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting, unit FROM pg_settings WHERE name = ANY (%s)", [list(wanted)])
        found = {name: (int(setting), unit) for name, setting, unit in cursor.fetchall()}
    assert found["max_wal_size"] == (4096, "MB")
    assert found["checkpoint_timeout"] == (900, "s")
    pages, unit = found["shared_buffers"]
    assert unit == "8kB"
    assert sizing.LEAST <= pages * 8 // 1024 <= sizing.MOST
    assert wanted["shared_buffers"] == f"{pages * 8 // 1024}MB"
