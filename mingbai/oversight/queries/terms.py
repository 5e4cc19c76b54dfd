"""The formula's terms and the switches as they are in force, with the edition that says so."""

from mingbai.kit.pack import installed
from mingbai.oversight.queries.formula import Terms
from mingbai.oversight.states import Subject

COUNTY_OWN = (Subject.VILLAGE, Subject.TOWNSHIP, Subject.UNIT, Subject.TEAM)


def terms() -> Terms:
    """Weights, factors and coefficients of the county in its era."""
    return Terms(installed().section("oversight"))


def edition() -> str:
    """The content hash of the packs that the terms come from."""
    return installed().edition


def scored(subject: str) -> bool:
    """Whether the era's switches let such a subject be scored at all (handbook O.1)."""
    return bool(
        installed().get("switches.scoring.units" if subject in COUNTY_OWN else "switches.scoring.posts")
    )


def observed() -> bool:
    """Whether townships score one another's village ledgers in this era (handbook G.9, O.1)."""
    return bool(installed().get("switches.observation_scoring"))


def ranked() -> bool:
    """Whether units may be ranked where others see it. Persons are never ranked."""
    return bool(installed().get("switches.ranking.published"))
