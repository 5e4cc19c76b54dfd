"""A demo touches no database that is not marked as one, whatever its home says."""

import pytest

from mingbai.demo import house, mark
from mingbai.kit.cluster import NAME, Cluster, addresses, provision
from mingbai.kit.cluster.provision import connect
from tests.faults.conftest import NewHome


def test_a_new_demo_is_marked_and_opens_again(new_home: NewHome):
    one = new_home(kind="demo")
    cluster = Cluster.of(one, fsync="off")
    cluster.initialise()
    cluster.start()
    house.provisioned(one)
    house.provisioned(one)
    with connect(addresses(one)["owner"]) as connection:
        assert connection.execute(mark.QUESTION).fetchone() == (mark.MARK,)


def test_an_unmarked_database_is_left_alone_and_not_deleted(new_home: NewHome):
    one = new_home(kind="demo")
    cluster = Cluster.of(one, fsync="off")
    cluster.initialise()
    cluster.start()
    provision(cluster.superuser(), name=NAME, passwords=one.keys["passwords"])
    with connect(addresses(one)["owner"]) as connection:
        connection.execute("CREATE TABLE somebodys (n int)")
    for act in (lambda: house.provisioned(one), lambda: house.removed(one.path, "2020")):
        with pytest.raises(mark.NotADemo, match="not marked as a demo"):
            act()
    with connect(addresses(one)["owner"]) as connection:
        assert connection.execute("SELECT count(*) FROM somebodys").fetchone() == (0,)


def test_a_demo_can_be_deleted_with_all_its_data(new_home: NewHome):
    one = new_home(kind="demo")
    cluster = Cluster.of(one, fsync="off")
    cluster.initialise()
    cluster.start()
    house.provisioned(one)
    house.removed(one.path, "2020")
    assert not one.path.exists()
    assert not cluster.data.exists()
    assert not cluster.socket.exists()
