"""One embedded server for the whole run; tests connect as the application role, as the program does."""

import gc
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from hypothesis import settings as drawn
from xdist.scheduler import LoadScopeScheduling

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


# Files that share what is long in the making (a county compared, say) go to one worker, others by themselves.
TOGETHER = ("tests/compare/", "tests/screening/runs/")
# What takes long begins first, so that no worker is left alone with it at the end. Journeys commit what they
# do: they come last.
FIRST = ("tests/screening/runs/", "tests/faults/test_demo.py", "tests/walls/", "tests/compare/")
LAST = "tests/journeys/"


class Grouped(LoadScopeScheduling):
    """A file to a worker, some folders whole. (Groups by xdist's own marker are lost under pytest 9.2.)"""

    def _split_scope(self, nodeid: str) -> str:
        group = next((folder for folder in TOGETHER if nodeid.startswith(folder)), None)
        return group or nodeid.split("::", maxsplit=1)[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Grouped:
    return Grouped(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """For `--no-loadscope-reorder`."""
    items.sort(key=lambda item: (item.nodeid.startswith(LAST), not item.nodeid.startswith(FIRST)))


def pytest_collection_finish() -> None:
    """Modules and collected tests stay to the end: the collector need not go through them again and again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    gc.unfreeze()
    shutil.rmtree(settings.HOME.path, ignore_errors=True)
