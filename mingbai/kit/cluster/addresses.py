"""The two addresses of the database: in the embedded server, or in another that config.yaml names."""

from psycopg import Error, conninfo

from mingbai.kit.cluster.server import Cluster
from mingbai.kit.home import Address, Home, HomeError

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
    where = f"{home / 'config.yaml'}: database.{end}"
    try:
        found = conninfo.conninfo_to_dict(str((home.config.database or {})[end]))
    except KeyError:
        raise HomeError(
            f"{where} is missing. Write: host=… port=… dbname=… (and sslmode=verify-full)."
        ) from None
    except Error as error:
        raise HomeError(f"{where} cannot be read: {error}") from error
    if "password" in found:
        raise HomeError(f"{where} contains a password. Passwords live in keys.json, under passwords.{end}.")
    if found.get("user", ROLES[end]) != ROLES[end]:
        raise HomeError(f"{where}: the role must be {ROLES[end]}, for the walls are built for it.")
    more = {name: str(value) for name, value in found.items() if name not in OWN}
    return Address(
        host=str(found.get("host", "localhost")), name=str(found.get("dbname", NAME)), user=ROLES[end],
        password=home.keys["passwords"][end], port=int(found.get("port") or 5432),
        options=tuple(more.items()),
    )  # fmt: skip
