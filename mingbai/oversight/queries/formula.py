"""How points are counted (handbook G.3 to G.6, worked example G.7): pure arithmetic, exact, free of order.

Points are Decimal and never rounded on the way; `shown` rounds half up to two places for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any, TypeVar

HUNDREDTH = Decimal("0.01")
ZERO = Fraction(0)
Who = TypeVar("Who", int, tuple[str, str])


@dataclass(frozen=True, slots=True)
class Factors:
    """What makes a problem's points: w × k_time × k_repeat × k_source (G.3)."""

    weight: Decimal
    time: Decimal
    repeat: Decimal
    source: Decimal

    @property
    def points(self) -> Decimal:
        """The effective points e."""
        return self.weight * self.time * self.repeat * self.source


@dataclass(frozen=True, slots=True)
class Terms:
    """The pack's `oversight` section, as far as counting goes."""

    pack: Mapping[str, Any]

    def time(self, *, on_the_spot: bool, days_late: int, reopened: bool) -> Decimal:
        """k_time: on the spot, in time, late, very late; what was falsely closed counts as very late."""
        rule = self.pack["time"]
        if reopened:
            return Decimal(rule["very_late"])
        if on_the_spot:
            return Decimal(rule["on_the_spot"])
        if days_late <= 0:
            return Decimal(rule["in_time"])
        return Decimal(rule["late"] if days_late <= rule["late_days"] else rule["very_late"])

    def repeat(self, earlier: int) -> Decimal:
        """k_repeat: so many of the same kind in the same village within the months of the pack."""
        rule = self.pack["repeat"]
        return min(1 + Decimal(rule["step"]) * earlier, Decimal(rule["most"]))

    def source(self, code: str, *, closed_in_time: bool) -> Decimal:
        """k_source: what people report of themselves costs less, and nothing once mended in time."""
        if code == "self" and closed_in_time:
            return Decimal(self.pack["time"]["self_in_time"])
        return Decimal(self.pack["sources"][code]["factor"])

    def weight(self, severity: str) -> Decimal:
        """w of a severity."""
        return Decimal(self.pack["severities"][severity]["weight"])

    def share(self, role: str, category: str) -> Decimal:
        """The coefficient of a role for a category; 0 where the role does not answer for it."""
        return Decimal(self.pack["roles"][role]["share"].get(category, 0))

    def score(self, deductions: Iterable[Decimal], households: int) -> Fraction:
        """max(0, full − scale × Σd ÷ max(n, least)): n households checked that are the subject's (G.5)."""
        rule = self.pack["score"]
        lost = Fraction(sum(deductions, Decimal(0)))
        basis = max(households, int(rule["least_households"]))
        return max(ZERO, Fraction(rule["full"]) - Fraction(rule["scale"]) * lost / basis)

    def township(self, villages: Iterable[Fraction], *, due: int, in_time: int) -> Fraction | None:
        """village_share × mean of the villages + closing_share × full × share closed in time.

        None when no village was checked; with nothing due, everything is in time.
        """
        scores, rule = list(villages), self.pack["score"]
        if not scores:
            return None
        closed = Fraction(in_time, due) if due else Fraction(1)
        mean = sum(scores, ZERO) / len(scores)
        rest = Fraction(rule["closing_share"]) * Fraction(rule["full"]) * closed
        return Fraction(rule["village_share"]) * mean + rest

    def bonus(self, earned: Iterable[Decimal]) -> Decimal:
        """What counts of bonus points: at most `most` in a period (G.5), also of what is taken back."""
        most = Decimal(self.pack["bonus"]["most"])
        return max(-most, min(most, sum(earned, Decimal(0))))

    def lifted(self, score: Fraction, bonus: Decimal) -> Fraction:
        """A score with the bonus that counts: never below nothing, and never lifted above full."""
        full = Fraction(self.pack["score"]["full"])
        return max(ZERO, min(max(full, score), score + Fraction(bonus)))

    def inspectors(
        self,
        valid: Iterable[str],
        missed: Iterable[str],
        withdrawn: Iterable[str],
        *,
        late_orders: int,
    ) -> Fraction | None:
        """Catch rate minus false alarms (G.6) from severities; None: not rated, for nothing was there.

        Minor findings count for at most `minor_share` of V.
        """
        caught, lost, false = self._caught(valid), self._weights(missed), self._weights(withdrawn)
        if caught + lost == 0:
            return None
        full, rule = Fraction(self.pack["score"]["full"]), self.pack["inspectors"]
        alarms = false / (caught + false) if caught + false else ZERO
        points = full * caught / (caught + lost) - Fraction(rule["false_points"]) * alarms
        points -= Fraction(rule["late_points"]) * late_orders
        return min(full, max(ZERO, points))

    def _weights(self, severities: Iterable[str]) -> Fraction:
        return Fraction(sum((self.weight(one) for one in severities), Decimal(0)))

    def _caught(self, valid: Iterable[str]) -> Fraction:
        """V: of the minor ones no more than their share of the whole."""
        severities = list(valid)
        minor = self._weights(one for one in severities if one == "minor")
        graver = self._weights(one for one in severities if one != "minor")
        share = Fraction(self.pack["inspectors"]["minor_share"])
        if share >= 1:
            return minor + graver
        return graver + min(minor, share / (1 - share) * graver)


def charged(shares: Iterable[tuple[Who, str, Decimal]]) -> dict[Who, tuple[str, Decimal]]:
    """Each once a problem: of the roles in which somebody answers, the highest share (G.4)."""
    found: dict[Who, tuple[str, Decimal]] = {}
    for subject, role, share in sorted(shares, key=lambda one: (one[0], -one[2], one[1])):
        if share > 0:
            found.setdefault(subject, (role, share))
    return found


def places(best_first: Sequence[Decimal | None]) -> list[int]:
    """Of scores in their order the places, from 1: equals share one, and the next counts them all."""
    found: list[int] = []
    for number, score in enumerate(best_first, start=1):
        same = number > 1 and best_first[number - 2] == score
        found.append(found[-1] if same else number)
    return found


def shown(score: Fraction | None) -> Decimal | None:
    """Two places, half up."""
    if score is None:
        return None
    return Decimal(floor(score * 100 + Fraction(1, 2))) * HUNDREDTH
