"""A small book that uses everything the language has."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingbai.rulebook.book import Book
from mingbai.rulebook.reading import lay

FOLDER = Path(__file__).parent / "book"


@pytest.fixture(scope="session")
def book() -> Book:
    return lay([[(path, path.name) for path in sorted(FOLDER.glob("*.yaml"))]])
