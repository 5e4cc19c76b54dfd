"""Finds, overlays, validates and hashes the YAML packs. Plain Python."""

from mingbai.packs.checking import check
from mingbai.packs.layout import ERAS
from mingbai.packs.loading import era_on, load
from mingbai.packs.pack import Pack, Provenance, UnknownKey
from mingbai.packs.problems import PackError, Problem, Where
from mingbai.packs.text import Text
from mingbai.packs.trees import Source

__all__ = [
    "ERAS",
    "Pack",
    "PackError",
    "Problem",
    "Provenance",
    "Source",
    "Text",
    "UnknownKey",
    "Where",
    "check",
    "era_on",
    "load",
]
