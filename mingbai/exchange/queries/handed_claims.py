"""What the words of a doubt or an answer claim, and whether the ledger says so.

Which words speak of which fact is the pack's (section ``handed``, ``claims``). Words of denial are looked for
before those of assertion, since they contain them. Unknown in the ledger contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mingbai.kit.pack import installed
from mingbai.registry.models import Household, HouseholdState, Person, PersonState
from mingbai.registry.states import Monitor, Standing

Said = dict[str, bool]


@dataclass(frozen=True, slots=True)
class Subject:
    """What the ledger has of a row's subject today; anything may be missing."""

    person: Person | None = None
    state: PersonState | None = None
    household: Household | None = None
    home: HouseholdState | None = None


def _state(name: str) -> Callable[[Subject], bool | None]:
    return lambda subject: getattr(subject.state, name, None)


def _home(name: str) -> Callable[[Subject], bool | None]:
    return lambda subject: getattr(subject.home, name, None)


def _filled(name: str) -> Callable[[Subject], bool | None]:
    """A code that is there says yes; an empty one is not known."""
    return lambda subject: True if subject.state and getattr(subject.state, name) else None


def _disabled(subject: Subject) -> bool | None:
    if subject.state is None or not (subject.state.health or subject.state.disability_category):
        return None
    return bool(subject.state.disability_category) or "disabled" in subject.state.health.split(",")


def _at_work(subject: Subject) -> bool | None:
    if subject.state is None or subject.state.work_months is None:
        return None
    return subject.state.work_months > 0


def _died(subject: Subject) -> bool | None:
    return None if subject.person is None else subject.person.standing == Standing.DEAD


def _monitored(subject: Subject) -> bool | None:
    return None if subject.household is None else subject.household.monitor != Monitor.NONE


LEDGER: Mapping[str, Callable[[Subject], bool | None]] = {
    **{
        name: _state(name)
        for name in (
            "dibao", "tekun", "resident_medical", "employee_medical", "critical_illness", "resident_pension",
            "employee_pension",
        )
    },
    "disability": _disabled,
    "at_work": _at_work,
    "welfare_post": _filled("welfare_post"),
    "died": _died,
    "monitored": _monitored,
    **{name: _home(name) for name in ("dilapidated", "safe_water", "relocated")},
}  # fmt: skip


def claims(text: str) -> Said:
    """Fact by code: whether the words say that it holds. What they do not speak of is not there."""
    section = installed().section("handed")
    for words in section["silent"]:
        text = text.replace(words, "\n")
    found: Said = {}
    for code, claim in section["claims"].items():
        if any(words in text for words in claim["no"]):
            found[code] = False
        elif any(words in text for words in claim["yes"]):
            found[code] = True
    return found


def claimed(*, doubt: str, verdict: str, answer: str) -> Said:
    """What an answer says of the facts: its own words, else the doubt's words by the verdict upon them."""
    own = claims(answer)
    if verdict not in ("true", "false"):
        return own
    return {code: held == (verdict == "true") for code, held in claims(doubt).items()} | own


def contradictions(said: Said, subject: Subject) -> list[dict[str, Any]]:
    """Facts on which the ledger says the opposite, as ``{"fact", "says", "ledger"}``."""
    ledger = {code: LEDGER[code](subject) for code in said}
    return [
        {"fact": code, "says": holds, "ledger": ledger[code]}
        for code, holds in said.items()
        if ledger[code] is not None and ledger[code] != holds
    ]


def subjects(pairs: Iterable[tuple[int | None, int | None]]) -> dict[tuple[int | None, int | None], Subject]:
    """The ledger's rows for (person, household) pairs, by four queries however many they are."""
    wanted = set(pairs)
    people = {person for person, _home in wanted if person is not None}
    homes = {home for _person, home in wanted if home is not None}
    persons = {one.pk: one for one in Person.objects.filter(pk__in=people)}
    states = {one.person_id: one for one in PersonState.objects.filter(person__in=people, valid_to=None)}
    households = {one.pk: one for one in Household.objects.filter(pk__in=homes)}
    home_states = {
        one.household_id: one for one in HouseholdState.objects.filter(household__in=homes, valid_to=None)
    }
    return {
        (person, home): Subject(
            persons.get(person or 0),
            states.get(person or 0),
            households.get(home or 0),
            home_states.get(home or 0),
        )
        for person, home in wanted
    }
