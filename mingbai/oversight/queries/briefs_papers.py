"""专报 as a file of one page: PDF to pass on, DOCX to edit, both from the words of ``briefs_words``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from django.utils.translation import gettext as _

from mingbai.kit import papers
from mingbai.kit.papers.official import Paper
from mingbai.oversight.queries.briefs_words import Matter, Written

FOLDER = Path(__file__).resolve().parent.parent / "papers"
TEMPLATE, PICTURES = FOLDER / "brief.typ", FOLDER / "brief_pictures.typ"
DOTS = 220  # per inch
WIDTHS = (8, 72, 30, 22, 48)  # mm
PICTURE_WIDTHS = (90, 178, 86)  # mm, as brief_pictures.typ draws them
# In widths of a Latin character, two of which are one of Chinese. The page has no room for more.
TITLE, PLACE, NAME, STEP = 108, 36, 22, 40


def cut(text: str, most: int) -> str:
    """A text that takes at most so much room, with an ellipsis where something is left out."""
    left = most
    for at, char in enumerate(text):
        left -= room(char)
        if left < 0:
            return f"{text[: max(0, at - 1)]}…"
    return text


def room(text: str) -> int:
    """How much room a text takes."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def pdf(brief: Written, *, at: datetime) -> bytes:
    """One page A4."""
    foot = " · ".join(filter(None, [brief.rule, _by_hand(brief)]))
    facts = {
        **{name: getattr(brief, name) for name in ("title", "number", "until")},
        "figures": [asdict(one) for one in brief.figures],
        "stuck": _("Stuck matters"), "none": _("Nothing is stuck."), "heads": heads(),
        "matters": [_row(place, one) for place, one in enumerate(brief.matters, start=1)],
        "foot": foot, **_charts(brief),
    }  # fmt: skip
    return papers.typeset(TEMPLATE, facts, at=at)


def docx(brief: Written) -> bytes:
    """One page A4, its charts as pictures with words for those who do not see them."""
    weeks, towns, kinds = papers.pages(PICTURES, _charts(brief), dots=DOTS)
    made = Paper(line=14, margins=(13, 15, 11, 15), size=10)
    made.title(brief.title)
    made.line(f"{brief.number}　　{brief.until}".strip())
    made.line("　　".join(f"{one.name} {one.value}" for one in brief.figures))
    said = [one.said() for one in brief.charts]
    made.pictures([(weeks, PICTURE_WIDTHS[0], said[0]), (kinds, PICTURE_WIDTHS[2], said[2])])
    made.pictures([(towns, PICTURE_WIDTHS[1], said[1])])
    made.heading(_("Stuck matters"))
    if brief.matters:
        made.table([heads(), *(_row(n, one) for n, one in enumerate(brief.matters, start=1))], WIDTHS)
    else:
        made.line(_("Nothing is stuck."))
    made.line(brief.rule)
    return made.content()


def heads() -> list[str]:
    """The columns of the stuck matters."""
    return [_("No."), _("The matter"), _("With whom"), _("Overdue"), _("Last step; whose move it is")]


def _row(place: int, one: Matter) -> list[str]:
    raised = f"【{_('Raised')}】" if one.raised else ""
    step = "；".join(filter(None, [cut(one.last, STEP), cut(one.move, STEP)]))
    return [str(place), raised + cut(one.title, TITLE), cut(one.place, PLACE), one.days, step]


def _charts(brief: Written) -> dict[str, Any]:
    charts = [
        {
            "title": one.title,
            "heads": one.heads,
            "lines": [(cut(name, NAME), a, b) for name, a, b in one.lines],
        }
        for one in brief.charts
    ]
    return {"charts": charts, "said": [one.said() for one in brief.charts]}


def _by_hand(brief: Written) -> str:
    text = "".join([*(one.title for one in brief.matters), *(one.said() for one in brief.charts)])
    return papers.by_hand(text)
