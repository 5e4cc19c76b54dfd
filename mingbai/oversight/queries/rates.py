"""How a team did in a month: what it caught, what it missed, what fell on appeal (handbook G.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingbai.kit.scope import entered
from mingbai.org.queries.machine import machine
from mingbai.oversight.queries import scores, teams
from mingbai.oversight.queries.formula import shown
from mingbai.oversight.queries.terms import terms


@dataclass(frozen=True, slots=True)
class Rate:
    """A team's figures, in weights of severity; a percentage that is None says nothing."""

    code: str
    name: str
    valid: Decimal
    missed: Decimal
    withdrawn: Decimal
    late: int
    score: Decimal | None

    @property
    def caught(self) -> int | None:
        """Of what was there to be found, the share that the team found, in whole percent."""
        return _percent(self.valid, self.missed)

    @property
    def false(self) -> int | None:
        """Of what the team found, the share that fell on appeal, in whole percent."""
        return _percent(self.withdrawn, self.valid)


def _percent(part: Decimal, rest: Decimal) -> int | None:
    return round(100 * part / (part + rest)) if part + rest else None


def of(month: date) -> list[Rate]:
    """Every team in a month."""
    with entered(machine()):
        return [_rate(code, name, month) for code, name in teams.choices()]


def _rate(code: str, name: str, month: date) -> Rate:
    rule = terms()
    found = scores.findings(code, [month])
    weigh = {kind: sum(map(rule.weight, severities), Decimal(0)) for kind, severities in found.items()}
    missed = sum(map(rule.weight, scores.missed(code, [month], rule)), Decimal(0))
    score = shown(scores.team(code, [month], rule).score)
    late = scores.late(code, [month], rule)
    return Rate(code, name, weigh["valid"], missed, weigh["withdrawn"], late, score)
