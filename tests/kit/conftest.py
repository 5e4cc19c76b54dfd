"""What tests of the trust core share: plain connections, real commits, and posts to act as."""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from mingbai.kit.audit import contents, triggers
from mingbai.kit.audit.blocks import roots
from mingbai.kit.cluster.provision import connect
from mingbai.kit.home import Home
from mingbai.kit.rls import PINNED_LOCALLY
from mingbai.kit.scope import ActingPost, range_of

COUNTY, TOWN, OTHER_TOWN = "411726000000", "411726001000", "411726100000"
VILLAGE, OTHER_VILLAGE = "411726001201", "411726100202"


@pytest.fixture(scope="session")
def owner(django_db_setup: None, cluster, installation: Home) -> Iterator[psycopg.Connection]:
    """A plain connection as the owner, in autocommit."""
    address = cluster.address("mingbai", "mingbai_owner", installation.keys["passwords"]["owner"])
    connection = connect(address)
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def post_at() -> Callable[..., ActingPost]:
    """A post that covers an area with both its ranges."""

    def make(area_code: str, **more) -> ActingPost:
        lo, hi = range_of(area_code)
        found = {"post_id": 7, "user_id": 70, "kind": "township_officer", "label": "乡镇干部"}
        ranges = {"lo": lo, "hi": hi, "org_lo": lo, "org_hi": hi}
        return ActingPost(area_code=area_code, **{**found, **ranges, **more})

    return make


def begin_anew(owner: psycopg.Connection) -> None:
    """Empty the audit and enter every audited row as it stands: what tests tampered with is forgotten."""
    for table in ("kit_audit_row", "kit_audit", "kit_audit_block"):
        owner.execute(f"DELETE FROM {table}")
    for path in roots().glob("*.json"):
        path.unlink()
    with owner.transaction(), owner.cursor() as cursor:
        cursor.execute(PINNED_LOCALLY)
        for shape in contents.shapes(cursor):
            new = triggers.content_hash(shape.columns, "t")
            named = {"table": shape.table, "key": f'"{shape.key}"', "shape": shape.id}
            cursor.execute(triggers.BASE.format(old="NULL", new=new, **named))
