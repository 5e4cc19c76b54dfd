"""三保障和饮水安全: the four ticks of a household on a day, from what is known of it and its members."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from mingbai.kit.text import Text
from mingbai.registry.queries.asof import Then

SCHOOL_AGE = range(6, 16)
UNSAFE = frozenset({"c", "d"})
Tick = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Guarantee:
    """One tick; ``why`` names whom or what it fails by."""

    title: Text
    tick: Tick
    why: str = ""


def of(then: Then) -> list[Guarantee]:
    """Schooling, medical care, housing, water. Not known stays not known: no tick is guessed."""
    return [_schooling(then), _medical(then), _housing(then), _water(then)]


def _schooling(then: Then) -> Guarantee:
    title = _("Compulsory education")
    children = [each for each in then.members if each.age in SCHOOL_AGE]
    out = [each.membership.person_name for each in children if each.state and each.state.dropout_reason]
    if out:
        return Guarantee(title, "no", "、".join(out))
    known = all(each.state and (each.state.student_status or each.state.education) for each in children)
    return Guarantee(title, "yes" if known else "unknown")


def _medical(then: Then) -> Guarantee:
    covered = {each.membership.person_name: _insured(each.state) for each in then.members}
    without = [name for name, insured in covered.items() if insured is False]
    return Guarantee(_("Basic medical insurance"), _all(covered.values()), "、".join(without))


def _insured(state: object | None) -> bool | None:
    given = [getattr(state, name, None) for name in ("resident_medical", "employee_medical")]
    return True if True in given else False if False in given else None


def _housing(then: Then) -> Guarantee:
    title, state = _("Safe housing"), then.state
    if state is None or (state.dilapidated is None and not state.dilapidated_level):
        return Guarantee(title, "unknown")
    unsafe = state.dilapidated or state.dilapidated_level in UNSAFE
    return Guarantee(title, "no" if unsafe else "yes")


def _water(then: Then) -> Guarantee:
    safe = then.state.safe_water if then.state else None
    return Guarantee(_("Safe water"), _all([safe]))


def _all(known: Iterable[bool | None]) -> Tick:
    found = list(known)
    if False in found:
        return "no"
    return "yes" if found and None not in found else "unknown"
