"""The walls hold only for a role that may not climb them: whoever connects is asked what it may."""

from typing import Any

from mingbai.kit.cluster.errors import ClusterError
from mingbai.kit.spoken import _

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
    names = (
        _("is superuser"), _("may bypass row-level security"), _("is a member of the owner"),
        _("owns tables"),
    )  # fmt: skip
    if held := [name for name, has in zip(names, powers, strict=True) if has]:
        raise ClusterError(
            _(
                "The database role %(role)s has too many rights (%(rights)s): "
                "nobody's reach would be limited. "
                "Mingbai does not start with it; give it a plain role (docs/recipes/ops.md)."
            )
            % {"role": role, "rights": ", ".join(held)}
        )


def refuse_old_server(cursor: Any) -> None:
    """Raise ClusterError for a server older than the oldest that Mingbai is tested with."""
    cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
    (major,) = cursor.fetchone()
    if major < OLDEST:
        raise ClusterError(
            _("The database server is PostgreSQL %(major)d; %(oldest)d or later is needed.")
            % {"major": major, "oldest": OLDEST}
        )
