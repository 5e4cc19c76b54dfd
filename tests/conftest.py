"""One embedded server for the whole run; tests connect as the application role, as the program does."""

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command

from mingbai.kit import home
from mingbai.kit.cluster import Cluster, provision
from mingbai.kit.messages import compile_catalogues


@pytest.fixture(scope="session")
def installation() -> home.Home:
    return settings.HOME


@pytest.fixture(scope="session")
def cluster(installation: home.Home) -> Iterator[Cluster]:
    server = Cluster.of(installation)
    server.initialise()
    server.start()
    yield server
    server.stop()
    shutil.rmtree(server.socket, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(
    cluster: Cluster, installation: home.Home, django_db_blocker: pytest.FixtureRequest
) -> None:
    """The real schema, migrated by the owner, since the application role may not create one."""
    provision(cluster.superuser(), name="mingbai", passwords=installation.keys["passwords"])
    with django_db_blocker.unblock():
        call_command("migrate", database="owner", verbosity=0)


def pytest_configure() -> None:
    compile_catalogues()


def pytest_unconfigure() -> None:
    shutil.rmtree(settings.HOME.path, ignore_errors=True)
