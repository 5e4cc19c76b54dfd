"""One thing that the audit found wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """``check`` names what was compared, ``where`` the place, ``sentence`` what a person should know."""

    check: str
    where: str
    sentence: str
