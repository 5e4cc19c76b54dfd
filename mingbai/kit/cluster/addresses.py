"""The two addresses of the database: in the embedded server, or in another that config.yaml names."""

from psycopg import Error, conninfo

from mingbai.kit.cluster.server import Cluster
from mingbai.kit.home import Address, Home, HomeError
from mingbai.kit.spoken import _

NAME = "mingbai"
ROLES = {"app": "mingbai_app", "owner": "mingbai_owner"}
OWN = {"host", "port", "dbname", "user", "password"}


def addresses(home: Home) -> dict[str, Address]:
    """By ``app`` and ``owner``. Raises HomeError when config.yaml's are not usable."""
    if home.config.database is None:
        cluster, words = Cluster.of(home), home.keys["passwords"]
        return {end: cluster.address(NAME, role, words[end]) for end, role in ROLES.items()}
    return {end: _read(home, end) for end in ROLES}


def _read(home: Home, end: str) -> Address:
    where = {"where": f"{home / 'config.yaml'}: database.{end}", "role": ROLES[end], "end": end}
    try:
        found = conninfo.conninfo_to_dict(str((home.config.database or {})[end]))
    except KeyError:
        raise HomeError(
            _("%(where)s is missing. Write: host=… port=… dbname=… (and sslmode=verify-full).") % where
        ) from None
    except Error as error:
        raise HomeError(_("%(where)s cannot be read: %(error)s") % {**where, "error": error}) from error
    if "password" in found:
        raise HomeError(
            _("%(where)s contains a password. Passwords live in keys.json, under passwords.%(end)s.") % where
        )
    if found.get("user", ROLES[end]) != ROLES[end]:
        raise HomeError(_("%(where)s: the role must be %(role)s, for the walls are built for it.") % where)
    more = {name: str(value) for name, value in found.items() if name not in OWN}
    return Address(
        host=str(found.get("host", "localhost")), name=str(found.get("dbname", NAME)), user=ROLES[end],
        password=home.keys["passwords"][end], port=int(found.get("port") or 5432),
        options=tuple(more.items()),
    )  # fmt: skip
