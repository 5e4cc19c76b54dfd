"""The ledgers of this room."""

from mingbai.oversight.ledgers.appeals import appeals
from mingbai.oversight.ledgers.briefs import briefs
from mingbai.oversight.ledgers.extensions import extensions
from mingbai.oversight.ledgers.inspections import inspections
from mingbai.oversight.ledgers.observed import observed
from mingbai.oversight.ledgers.practices import practices
from mingbai.oversight.ledgers.problems import problems
from mingbai.oversight.ledgers.proposals import proposals
from mingbai.oversight.ledgers.rechecks import rechecks
from mingbai.oversight.ledgers.sheets import sheets
from mingbai.oversight.ledgers.tasks import tasks

__all__ = [
    "appeals",
    "briefs",
    "extensions",
    "inspections",
    "observed",
    "practices",
    "problems",
    "proposals",
    "rechecks",
    "sheets",
    "tasks",
]
