"""What tests of the trust core share: plain connections, real commits, and posts to act as."""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from mingbai.kit.cluster.provision import connect
from mingbai.kit.home import Home
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
