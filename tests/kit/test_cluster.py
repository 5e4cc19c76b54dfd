"""The embedded server as the program meets it."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_program_connects_as_the_application_role_and_may_bypass_nothing():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = user")
        assert cursor.fetchone() == ("mingbai_app", False, False)
