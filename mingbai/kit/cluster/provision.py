"""Two roles and one database: the owner migrates, the application reads and writes under the walls."""

from dataclasses import replace

import psycopg
from psycopg import conninfo, sql

from mingbai.kit.home import Address

OWNER, APPLICATION = "mingbai_owner", "mingbai_app"


def connect(address: Address) -> psycopg.Connection:
    """A plain connection in autocommit, for work outside Django."""
    where = conninfo.make_conninfo(
        host=address.host, port=address.port, dbname=address.name, user=address.user,
        password=address.password, **dict(address.options),
    )  # fmt: skip
    return psycopg.connect(where, autocommit=True)


def provision(superuser: Address, *, name: str, passwords: dict[str, str]) -> bool:
    """Create the roles and the database ``name``; safe to repeat. True when the database is new.

    The application role is no member of anything and may bypass nothing (architecture, decision 2).
    """
    with connect(superuser) as connection:
        _role(connection, OWNER, passwords["owner"])
        _role(connection, APPLICATION, passwords["app"])
        new = not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if new:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                    sql.Identifier(name), sql.Identifier(OWNER)
                )
            )
    with connect(_same(superuser, name)) as connection:
        _grant(connection, name)
    return new


def _same(address: Address, name: str) -> Address:
    return replace(address, name=name)


def _role(connection: psycopg.Connection, role: str, password: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = sql.SQL("ALTER" if known else "CREATE")
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD {}").format(
            verb, sql.Identifier(role), sql.Literal(password)
        )
    )


def _grant(connection: psycopg.Connection, name: str) -> None:
    owner, application = sql.Identifier(OWNER), sql.Identifier(APPLICATION)
    for statement in (
        "REVOKE ALL ON DATABASE {db} FROM PUBLIC",
        "GRANT CONNECT, TEMPORARY ON DATABASE {db} TO {app}, {owner}",
        "ALTER SCHEMA public OWNER TO {owner}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
        " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE ON SEQUENCES TO {app}",
    ):
        connection.execute(sql.SQL(statement).format(db=sql.Identifier(name), owner=owner, app=application))
