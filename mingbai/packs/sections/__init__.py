"""Every section that a pack may hold, with its declared shape. A file's name is its section."""

from __future__ import annotations

from collections.abc import Mapping

from mingbai.packs.schema import Schema
from mingbai.packs.sections.county import AREA_CHANGES, COUNTY, DOCUMENTS, ERA, LABELS, SWITCHES
from mingbai.packs.sections.matching import MATCHING
from mingbai.packs.sections.people import DELEGATION, LINES, POSTS, UNITS
from mingbai.packs.sections.safety import CALENDAR, EXPORTS, SECURITY

SECTIONS: Mapping[str, Schema] = {
    "area_changes": AREA_CHANGES,
    "calendar": CALENDAR,
    "county": COUNTY,
    "delegation": DELEGATION,
    "documents": DOCUMENTS,
    "era": ERA,
    "exports": EXPORTS,
    "labels": LABELS,
    "lines": LINES,
    "matching": MATCHING,
    "posts": POSTS,
    "security": SECURITY,
    "switches": SWITCHES,
    "units": UNITS,
}
