"""The walls hold only for a role that may not climb them: whoever connects is asked what it may."""

from typing import Any

from mingbai.kit.cluster.errors import ClusterError

OLDEST = 15
QUESTION = """
    SELECT current_user, rolsuper, rolbypassrls, pg_has_role(current_user, d.datdba, 'MEMBER'),
           EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user)
      FROM pg_roles, pg_database d
     WHERE rolname = current_user AND d.datname = current_database()"""


def refuse_power(cursor: Any) -> None:
    """Raise ClusterError if the connected role is superuser, may bypass policies, or owns what they guard."""
    cursor.execute(QUESTION)
    role, *powers = cursor.fetchone()
    names = ("is superuser", "may bypass row-level security", "is a member of the owner", "owns tables")
    if held := [name for name, has in zip(names, powers, strict=True) if has]:
        raise ClusterError(
            f"The database role {role} {' and '.join(held)}, so nobody's reach would be limited. "
            "Mingbai does not start with it: give it a plain role (docs/recipes/ops.md)."
        )


def refuse_old_server(cursor: Any) -> None:
    """Raise ClusterError for a server older than the oldest that Mingbai is tested with."""
    cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
    (major,) = cursor.fetchone()
    if major < OLDEST:
        raise ClusterError(f"The database server is PostgreSQL {major}; {OLDEST} or later is needed.")
