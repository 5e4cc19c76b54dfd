"""Runs as their pages show them: what was compared, what came of it, what differs from the run before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mingbai.compare.findings import KINDS
from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.text import Text
from mingbai.screening.models import Run
from mingbai.screening.queries import editions
from mingbai.screening.states import RunState
from mingbai.tables.declaring import shipped

LEDGER = "ledger:"
TABLES: dict[str, Text] = {
    "household": _("The ledger: households"),
    "person": _("The ledger: persons"),
    "village": _("The ledger: villages"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One rule's or kind's count; `before` is that of the run before, None where there was none."""

    code: str
    title: str
    told: int
    unknown: int
    before: int | None

    @property
    def more(self) -> int:
        """How many more than before."""
        return self.told - self.before if self.before is not None else 0


def found(acting: ActingPost, key: str) -> Run | None:
    """The run of this key, if the post reaches it."""
    one: Run | None = rows(Run, acting).filter(key=key).first()
    return one


def before(run: Run) -> Run | None:
    """The run that was done before this one."""
    if run.ended_at is None:
        return None
    done = Run.objects.filter(state=RunState.DONE, ended_at__lt=run.ended_at).exclude(pk=run.pk)
    return done.order_by("-ended_at", "-id").first()


def same_as(run: Run) -> Run | None:
    """The earlier run that said all that this one would have said."""
    key = run.counts.get("same_as")
    return Run.objects.filter(key=key).first() if key else None


def kinds(run: Run, last: Run | None) -> list[Line]:
    """How many are told of each kind."""
    counted, then = run.counts.get("kinds", {}), last.counts.get("kinds", {}) if last else None
    return [
        Line(
            code,
            words.said(_language()),
            counted.get(code, 0),
            0,
            then.get(code, 0) if then is not None else None,
        )
        for code, words in KINDS.items()
    ]


def rules(run: Run, last: Run | None) -> list[Line]:
    """Every rule that is told of anybody, is unknown for anybody, or was told of in the run before."""
    titles = {code: rule.title.said(_language()) for code, rule in editions.book(run.as_of).rules.items()}
    counted: dict[str, Any] = run.counts.get("rules", {})
    then: dict[str, Any] = last.counts.get("rules", {}) if last else {}
    lines = [
        Line(
            code,
            titles.get(code, ""),
            one["told"],
            one["unknown"],
            then.get(code, {}).get("told", 0) if last else None,
        )
        for code, one in sorted(counted.items(), key=lambda pair: (pair[1]["kind"], pair[0]))
    ]
    return [line for line in lines if line.told or line.unknown or line.before]


def inputs(run: Run) -> list[dict[str, Any]]:
    """What was compared: name, owner, period, rows, the first characters of the hash."""
    return [{**one, "name": dataset(one["dataset"]), "hash": one["sha256"][:12]} for one in run.inputs]


def absent(run: Run) -> list[str]:
    """Datasets that had not come: what rests on them is unknown."""
    return [dataset(code) for code in run.counts.get("absent", ())]


def unmatched(run: Run) -> list[tuple[str, int]]:
    """Rows that led to nobody, by dataset; many first."""
    counted = sorted(run.counts.get("unmatched", {}).items(), key=lambda pair: (-pair[1], pair[0]))
    return [(dataset(code), rows_) for code, rows_ in counted if rows_]


def dataset(code: str) -> str:
    """A dataset's name in the reader's language."""
    if code.startswith(LEDGER):
        return str(TABLES.get(code.removeprefix(LEDGER), code))
    one = shipped().datasets.get(code)
    return one.name.said(_language()) if one else code


def _language() -> str:
    return get_language() or "zh-hans"
