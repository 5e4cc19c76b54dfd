"""What is due and has not come: the list, a household's own, and the words for it."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language

from mingbai.kit import steps
from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import Area
from mingbai.registry.models import Household, Person
from mingbai.screening.models import Cell, DueCase, Finding
from mingbai.screening.models.walls import seen_by
from mingbai.screening.states import Board, FindingKind, FindingSource, Standing


def listed(acting: ActingPost) -> QuerySet[Finding]:
    """Findings 应享未享, held and cleared ones, with the name of their village."""
    village = Area.objects.filter(code=OuterRef("area_code")).values("name")[:1]
    due = rows(Finding, acting).filter(kind=FindingKind.DUE, source=FindingSource.RULE)
    found: QuerySet[Finding] = due.select_related("due_case").annotate(village=Subquery(village))
    return found


def case(finding: Finding) -> DueCase | None:
    """What is being done about it."""
    return DueCase.objects.filter(finding=finding).first()


def title(finding: Finding) -> str:
    """The policy's name in the language of the page."""
    return _said(finding.title, finding.title_en)


def reason(finding: Finding) -> str:
    """Why it is due, in a sentence."""
    return _said(finding.reason, finding.reason_en)


def grounds(finding: Finding) -> list[str]:
    """The conditions that held, in words."""
    told = [(each["words"].get("zh", ""), each["words"].get("en", "")) for each in finding.grounds]
    return [_said(*words) for words in told]


def _said(zh: str, en: str) -> str:
    return zh if (get_language() or "zh").startswith("zh") or not en else en


def history(case_: DueCase) -> list[steps.Step]:
    """What was recorded of it, newest first."""
    return list(steps.of(case_))[::-1]


@dataclass(frozen=True, slots=True)
class Enjoyed:
    """A policy with which somebody of a household stands as received, or as due without data of receipt."""

    policy: str
    standing: str
    as_of: date


def enjoyed(acting: ActingPost, household: Household) -> list[Enjoyed]:
    """Policies that a household and its people receive or are due, by the newest run.

    Asked of the village's cells for this one household, so helpers read it too.
    """
    people = Person.objects.filter(household=household).order_by().values("pk")
    who = Q(subject="person", subjects__overlap=ArraySubquery(people)) | Q(
        subject="household", subjects__contains=[household.pk]
    )
    found = Cell.objects.filter(who, seen_by(acting), area_code=household.area_code, board=Board.BENEFITS)
    kept = found.filter(standing__in=[Standing.RECEIVED, Standing.UNSEEN]).order_by("item")
    return [Enjoyed(*row) for row in kept.values_list("item", "standing", "as_of")]


def day_of(village: str) -> date | None:
    """The day of the run that a village's figures are from."""
    found: date | None = Cell.objects.filter(area_code=village).values_list("as_of", flat=True).first()
    return found
