"""How a team did in a month or a frozen period: what it caught, missed, lost on appeal (handbook G.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mingbai.kit.scope import entered
from mingbai.org.queries.machine import machine
from mingbai.oversight.models import FrozenPeriod
from mingbai.oversight.queries import scores, teams
from mingbai.oversight.queries.formula import Terms, shown
from mingbai.oversight.queries.terms import terms
from mingbai.oversight.states import Subject


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
    """Every team in a month, as it stands."""
    rule = terms()
    with entered(machine()):
        found = [(code, name, scores.caught(code, [month], rule)) for code, name in teams.choices()]
    return [
        _rate(code, name, inputs, shown(scores.team_standing(inputs, rule).score), rule)
        for code, name, inputs in found
    ]


def frozen(period: FrozenPeriod) -> list[Rate]:
    """Every team as the period was frozen; nothing where teams were not scored."""
    rule = terms()
    with entered(machine()):
        found = list(period.scores.filter(subject=Subject.TEAM).order_by("subject_no"))
    return [_rate(one.subject_no, one.label, one.inputs, one.score, rule) for one in found if one.inputs]


def _rate(code: str, name: str, inputs: Mapping[str, Any], score: Decimal | None, rule: Terms) -> Rate:
    weigh = {
        kind: sum((rule.weight(one) * n for one, n in inputs[kind].items()), Decimal(0))
        for kind in ("valid", "missed", "withdrawn")
    }
    return Rate(code, name, weigh["valid"], weigh["missed"], weigh["withdrawn"], inputs["late"], score)
