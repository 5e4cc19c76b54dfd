"""One embedded server for the whole run; tests connect as the application role, as the program does."""

import gc
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from hypothesis import settings as drawn

from mingbai.kit import home
from mingbai.kit.cluster import Cluster, provision, rights

# How long one example takes says something of the machine's other work, not of ours.
drawn.register_profile("mingbai", deadline=None)
drawn.load_profile("mingbai")


@pytest.fixture(scope="session")
def installation() -> home.Home:
    return settings.HOME


@pytest.fixture(scope="session")
def cluster(installation: home.Home) -> Iterator[Cluster]:
    # A test's data may die with the machine.
    server = Cluster.of(installation, fsync="off", full_page_writes="off")
    server.initialise()
    server.start()
    yield server
    server.destroy()


@pytest.fixture(scope="session")
def django_db_setup(
    cluster: Cluster, installation: home.Home, django_db_blocker: pytest.FixtureRequest
) -> None:
    """The real schema, migrated by the owner, since the application role may not create one."""
    provision(cluster.superuser(), name="mingbai", passwords=installation.keys["passwords"])
    with django_db_blocker.unblock():
        call_command("migrate", database="owner", verbosity=0)
        with connection.cursor() as cursor:
            rights.refuse_power(cursor)


@pytest.fixture
def live(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Real connections and real commits; the test cleans up after itself."""
    with django_db_blocker.unblock():
        yield
        connections.close_all()


def pytest_collection_finish() -> None:
    """Modules and collected tests stay to the end: the collector need not go through them again and again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    gc.unfreeze()
    shutil.rmtree(settings.HOME.path, ignore_errors=True)
