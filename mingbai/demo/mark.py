"""A demo's database is marked as one, in the database itself; any other is never touched."""

from psycopg import sql

from mingbai.kit.cluster.provision import connect
from mingbai.kit.home import Address
from mingbai.kit.spoken import _

MARK = "mingbai demo"
QUESTION = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"


class NotADemo(Exception):
    """The database or home belongs to something else; nothing was done to it."""


class HalfMade(Exception):
    """The demo was interrupted while its county was made: what is there is not the whole."""

    def __str__(self) -> str:
        return _("The demo was interrupted while it was made. Begin anew with --fresh (make demo FRESH=1).")


def lay(owner: Address) -> None:
    """Mark a database that was made just now."""
    with connect(owner) as connection:
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(owner.name), sql.Literal(MARK))
        )


def demand(owner: Address) -> None:
    """Raise NotADemo unless the database is marked."""
    with connect(owner) as connection:
        found = connection.execute(QUESTION).fetchone()
    if found is None or found[0] != MARK:
        raise NotADemo(
            _("The database %(name)s at %(host)s is not marked as a demo. The demo does not touch it.")
            % {"name": owner.name, "host": owner.host}
        )
