"""交办单 as a file: PDF to sign and post, DOCX to edit, from the same words (handbook O.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from mingbai.kit import papers
from mingbai.kit.papers.official import Paper
from mingbai.kit.shown import iso
from mingbai.oversight.models import Problem, Sheet
from mingbai.oversight.queries import words

TEMPLATE = Path(__file__).resolve().parent.parent / "papers/sheet.typ"
WIDTHS = (12, 30, 66, 20, 32)  # mm


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a sheet."""

    title: str
    number: str
    to: str
    body: list[str]
    heads: list[str]
    rows: list[list[str]]
    signed: list[str]

    def text(self) -> str:
        """Everything, to look for characters that no font here has."""
        return "".join([self.title, self.to, *self.body, *(cell for row in self.rows for cell in row)])


def written(sheet: Sheet, problems: Sequence[Problem]) -> Written:
    """The sheet with the problems that its reader may see."""
    asked = _(
        "The following %(n)d problems are handed over. Mend each by its deadline and hand in the proof."
    )
    rest = _("Each is closed after village, township, team and county office have signed.")
    return Written(
        title=_("Assignment sheet for supervised rectification"),
        number=sheet.number,
        to=f"{sheet.addressee}：",
        body=[asked % {"n": len(problems)} + rest],
        heads=[_("No."), _("About"), _("Facts found"), _("How grave"), _("Deadline")],
        rows=[_row(number, one) for number, one in enumerate(problems, start=1)],
        signed=[words.office(sheet.issued_by), iso(sheet.issued_at)],
    )


def _row(number: int, one: Problem) -> list[str]:
    fact = f"{one.title}：{one.fact}"
    return [str(number), one.name or "—", fact, words.word("severities", one.severity), iso(one.deadline)]


def pdf(paper: Written, *, at: datetime) -> bytes:
    """To print, sign and post."""
    facts = {name: getattr(paper, name) for name in Written.__dataclass_fields__}
    return papers.typeset(TEMPLATE, {**facts, "missing": papers.by_hand(paper.text())}, at=at)


def docx(paper: Written) -> bytes:
    """To edit."""
    made = Paper()
    made.title(paper.title)
    made.line(paper.number)
    made.line(paper.to)
    for text in paper.body:
        made.line(f"　　{text}")
    made.table([paper.heads, *paper.rows], WIDTHS)
    made.line("")
    for line in paper.signed:
        made.line(line)
    return made.content()
