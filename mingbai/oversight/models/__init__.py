"""The tables of this room."""

from mingbai.oversight.models.answerable import Answerable
from mingbai.oversight.models.asking import Appeal, Extension
from mingbai.oversight.models.briefs import Brief, BriefLink
from mingbai.oversight.models.draws import Draw
from mingbai.oversight.models.exposures import Exposure
from mingbai.oversight.models.facts import Fact
from mingbai.oversight.models.frozen import FrozenPeriod, FrozenScore, FrozenTally
from mingbai.oversight.models.inspected import Inspected
from mingbai.oversight.models.inspections import Inspection
from mingbai.oversight.models.observations import Mark, Observation, Observed, ObservedResult
from mingbai.oversight.models.papers import ProblemPaper
from mingbai.oversight.models.periods import Period
from mingbai.oversight.models.practices import Practice
from mingbai.oversight.models.problems import Problem
from mingbai.oversight.models.proposals import Proposal
from mingbai.oversight.models.rechecks import Recheck
from mingbai.oversight.models.scores import ScoreEntry
from mingbai.oversight.models.sheets import Sheet
from mingbai.oversight.models.tasks import TeamTask
from mingbai.oversight.models.teams import Kin, Seconded
from mingbai.oversight.models.townships import Linked, Rotation

__all__ = [
    "Answerable",
    "Appeal",
    "Brief",
    "BriefLink",
    "Draw",
    "Exposure",
    "Extension",
    "Fact",
    "FrozenPeriod",
    "FrozenScore",
    "FrozenTally",
    "Inspected",
    "Inspection",
    "Kin",
    "Linked",
    "Mark",
    "Observation",
    "Observed",
    "ObservedResult",
    "Period",
    "Practice",
    "Problem",
    "ProblemPaper",
    "Proposal",
    "Recheck",
    "Rotation",
    "ScoreEntry",
    "Seconded",
    "Sheet",
    "TeamTask",
]
