"""What an application says: filled from the ledger, the words from the pack."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingbai.kit.pack import installed
from mingbai.kit.shown import day_of, iso, yuan
from mingbai.org.models.areas import short
from mingbai.org.queries import areas
from mingbai.registry.models import Household, Person
from mingbai.screening.models import Finding
from mingbai.screening.queries import dues, editions

BLANK = "____________________"


@dataclass(frozen=True, slots=True)
class Application:
    """An application ready to be set. Nothing in it is an identity number unless one was revealed."""

    title: str
    to: str
    body: str
    ask: str
    facts: tuple[tuple[str, str], ...]
    needs: str
    signed: tuple[str, ...]

    def with_number(self, number: str) -> "Application":
        """The same with the applicant's number, for whoever had a reason to see it."""
        title = _("Identity number")
        facts = tuple((name, number if name == title and number else value) for name, value in self.facts)
        return replace(self, facts=facts)

    def text(self) -> str:
        """Everything that is set."""
        said = [self.title, self.to, self.body, self.ask, self.needs, *self.signed]
        return "\n".join([*said, *(f"{name}{value}" for name, value in self.facts)])


def applicant(finding: Finding) -> Person | None:
    """The person who applies: the subject, else the head of the household."""
    if finding.person is not None:
        return finding.person
    return finding.household.head if finding.household is not None else None


def of(finding: Finding, *, on: date) -> Application:
    """The application for a due benefit on a day, in the language of the page."""
    words: Any = installed().section("benefits")
    said = {name: text.said(_language()) for name, text in words["application"].items()}
    given = _given(finding)
    own = words["papers"].get(finding.rule)
    needs = [said["needs"], own["needs"].said(_language())] if own else [said["needs"]]
    return Application(
        title=said["title"].format(**given),
        to=said["to"].format(**given),
        body=said["body"].format(**given),
        ask=said["ask"],
        facts=tuple(_facts(finding, given)),
        needs=_("Papers: %(needs)s") % {"needs": "、".join(needs)},
        signed=(
            _("Applicant (signature):") + BLANK,
            _("Village (opinion and seal):") + BLANK,
            iso(on),
        ),
    )


def _language() -> str:
    return get_language() or "zh"


def _given(finding: Finding) -> dict[str, str]:
    unit = installed().section("units").get(finding.owner)
    return {
        "policy": dues.title(finding),
        "unit": unit["name"].said(_language()) if unit else finding.owner,
        "person": finding.name,
        "head": finding.head_name,
        "place": _place(finding.household) if finding.household else areas.full_name(finding.area_code),
        "reason": dues.reason(finding),
        "document": document(finding),
        "as_of": iso(_day(finding)),
    }


def document(finding: Finding) -> str:
    """The document on which the policy stands, by name."""
    known = editions.book(_day(finding)).documents.get(finding.document)
    return str(known.words.said(_language())) if known else finding.document


def _day(finding: Finding) -> date:
    """The day of the run that speaks of it; posts below the county do not see runs themselves."""
    return dues.day_of(finding.area_code) or day_of(finding.found_at)


def _place(household: Household) -> str:
    names = areas.names([household.town_code, household.area_code])
    parts = [names.get(household.town_code, ""), short(names.get(household.area_code, ""))]
    group = _("group %(n)s") % {"n": household.group_no} if household.group_no else ""
    return "".join(filter(None, (*parts, group)))


def _facts(finding: Finding, given: dict[str, str]) -> list[tuple[str, str]]:
    home = finding.household
    rows = [
        (_("Applicant"), given["person"]),
        (_("Identity number"), BLANK),
        (_("Head of the household"), given["head"]),
        (_("Address"), given["place"]),
        (_("Number of the household"), home.number if home else ""),
        (_("Members"), str(home.member_count) if home else ""),
        (_("Policy"), given["policy"]),
        (_("Amount by the rules, yuan"), yuan(finding.amount_fen) if finding.amount_fen is not None else ""),
        (_("Bank account"), BLANK),
        (_("Telephone"), BLANK),
    ]
    return [(name, value) for name, value in rows if value]
