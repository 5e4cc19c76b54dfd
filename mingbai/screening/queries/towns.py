"""Findings by township: how many wait to be sent, to be answered, and are late."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from mingbai.kit.scope import ActingPost, rows
from mingbai.org.queries import areas
from mingbai.registry.queries import households
from mingbai.screening.models import Finding
from mingbai.screening.queries.findings import late
from mingbai.screening.states import FindingState

NEW = Q(state=FindingState.NEW, holds=True)
SENT = Q(state=FindingState.SENT)
OPEN = (FindingState.NEW, FindingState.SENT)


@dataclass(frozen=True, slots=True)
class Town:
    """One township's figures; ``unsent`` under the question asked."""

    code: str
    name: str
    unsent: int
    waiting: int
    late: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Which new findings are meant; empty: whichever."""

    kind: str = ""
    rule: str = ""
    severity: str = ""
    towns: tuple[str, ...] = ()

    def condition(self) -> Q:
        """Those among the new ones, whatever the township."""
        given = {"kind": self.kind, "rule": self.rule, "severity": self.severity}
        return NEW & Q(**{name: value for name, value in given.items() if value})

    def params(self) -> dict[str, Any]:
        """As the parameters of a job."""
        return {"kind": self.kind, "rule": self.rule, "severity": self.severity, "towns": list(self.towns)}


def of_towns(acting: ActingPost, asked: Asked, *, today: date) -> list[Town]:
    """Every township with something open, in order of their codes."""
    found = _open(acting).order_by().values("town_code")
    counts = found.annotate(
        unsent=Count("pk", filter=asked.condition()),
        waiting=Count("pk", filter=SENT),
        late=Count("pk", filter=late(today)),
    )
    rows_ = sorted(counts, key=lambda row: row["town_code"])
    names = areas.names(row["town_code"] for row in rows_)
    return [
        Town(row["town_code"], names.get(row["town_code"], ""), row["unsent"], row["waiting"], row["late"])
        for row in rows_
    ]


def unsent(acting: ActingPost, asked: Asked) -> QuerySet[Finding]:
    """The new findings that the question means, of its townships."""
    return _open(acting).filter(asked.condition(), town_code__in=asked.towns)


def overdue(acting: ActingPost, towns: tuple[str, ...], *, today: date) -> QuerySet[Finding]:
    """What is late in some townships."""
    return _open(acting).filter(late(today), town_code__in=towns)


def to_send(acting: ActingPost) -> tuple[int, date | None]:
    """How many new findings wait to be sent, and the nearest deadline for it."""
    found = _open(acting).filter(NEW).aggregate(n=Count("pk"), due=Min("due"))
    return found["n"], found["due"]


def are_late(acting: ActingPost, *, today: date) -> int:
    """How many are late within reach."""
    return _open(acting).filter(late(today)).count()


def rules_unsent(acting: ActingPost, *, english: bool) -> list[tuple[str, str]]:
    """Rules with new findings: code and title, to choose from."""
    title = "title_en" if english else "title"
    found = _open(acting).filter(NEW).order_by("rule").values_list("rule", title).distinct()
    return list(dict(found).items())


def _open(acting: ActingPost) -> QuerySet[Finding]:
    return rows(Finding, acting).filter(households.within(acting), state__in=OPEN)
