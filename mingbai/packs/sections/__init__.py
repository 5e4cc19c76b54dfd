"""Every section that a pack may hold, with its declared shape. A file's name is its section."""

from __future__ import annotations

from collections.abc import Mapping

from mingbai.packs.schema import Schema
from mingbai.packs.sections.benefits import BENEFITS
from mingbai.packs.sections.changes import CHANGES
from mingbai.packs.sections.county import AREA_CHANGES, COUNTY, DOCUMENTS, ERA, LABELS, SWITCHES
from mingbai.packs.sections.duties import DUTIES
from mingbai.packs.sections.editions import EDITIONS
from mingbai.packs.sections.exchange import EXCHANGE
from mingbai.packs.sections.handed import HANDED
from mingbai.packs.sections.income import CARD, INCOME
from mingbai.packs.sections.matching import MATCHING
from mingbai.packs.sections.oversight import OVERSIGHT
from mingbai.packs.sections.people import DELEGATION, LINES, POSTS, UNITS
from mingbai.packs.sections.registry import LOOKING, VILLAGE
from mingbai.packs.sections.runs import RUNS
from mingbai.packs.sections.safety import CALENDAR, EXPORTS, SECURITY
from mingbai.packs.sections.screening import SCREENING

SECTIONS: Mapping[str, Schema] = {
    "area_changes": AREA_CHANGES,
    "benefits": BENEFITS,
    "calendar": CALENDAR,
    "card": CARD,
    "changes": CHANGES,
    "county": COUNTY,
    "delegation": DELEGATION,
    "documents": DOCUMENTS,
    "duties": DUTIES,
    "editions": EDITIONS,
    "era": ERA,
    "exchange": EXCHANGE,
    "exports": EXPORTS,
    "handed": HANDED,
    "income": INCOME,
    "labels": LABELS,
    "lines": LINES,
    "looking": LOOKING,
    "matching": MATCHING,
    "oversight": OVERSIGHT,
    "posts": POSTS,
    "runs": RUNS,
    "screening": SCREENING,
    "security": SECURITY,
    "switches": SWITCHES,
    "units": UNITS,
    "village": VILLAGE,
}
