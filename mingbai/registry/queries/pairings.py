"""Whose households are paired with whom."""

from datetime import datetime

from django.db import connection

from mingbai.kit.db import names

names.register("registry_paired")


def of_post(*, post_id: int, at: datetime) -> tuple[int, ...]:
    """The households that the scope's user reaches through a helper's post (slot ``org.households``).

    Answered by a definer function, before the user has any scope: it gives ids, and those of the user's own
    posting or delegation alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM registry_paired(%s, %s)", [post_id, at])
        return tuple(id_ for (id_,) in cursor.fetchall())
