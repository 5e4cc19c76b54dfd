"""Spark for tests. In CI a missing pyspark is a failure, elsewhere a skip."""

from __future__ import annotations

import importlib
import os
from types import ModuleType

import pytest

# A short run is over before optimised code pays.
BRIEF = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def spark_engine() -> ModuleType:
    """The engine's module; its JVM, when it starts, is set for short runs."""
    if not os.environ.get("CI"):
        pytest.importorskip("pyspark")
    os.environ.setdefault("JDK_JAVA_OPTIONS", BRIEF)
    return importlib.import_module("mingbai.rulebook.on_spark")
