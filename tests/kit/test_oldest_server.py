"""The trust core works alike on the oldest server that we support."""

import subprocess
import sys

import pytest

from tests.old_server import PROGRAMS

ROOM = "tests/kit"
TESTS = [f"{ROOM}/test_{name}.py" for name in ("walls", "audit", "vault", "doings", "requests", "startup")]


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(
    not PROGRAMS.exists(), reason="PostgreSQL 15 is missing. Debian: apt-get install postgresql-15"
)
def test_the_trust_core_passes_its_tests_on_postgresql_15():
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.old_server", *TESTS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
