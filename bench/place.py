"""A home and an embedded server for one run of measurements, gone afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command

from mingbai.kit import home
from mingbai.kit.cluster import Cluster, provision


@contextmanager
def installation() -> Iterator[None]:
    """Set up Django on a fresh, migrated database; the settings are those of an installation."""
    path = Path(tempfile.mkdtemp(prefix="mingbai-bench-"))
    made = home.create(path, home.Config(kind="demo"))
    os.environ.update(MINGBAI_HOME=str(path), MINGBAI_OWNER="1", DJANGO_SETTINGS_MODULE="bench.settings")
    cluster = Cluster.of(made)
    try:
        cluster.initialise()
        cluster.start()
        provision(cluster.superuser(), name="mingbai", passwords=made.keys["passwords"])
        django.setup()
        call_command("migrate", database="owner", verbosity=0)
        yield
    finally:
        cluster.destroy()
        shutil.rmtree(path, ignore_errors=True)
