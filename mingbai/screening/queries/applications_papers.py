"""The application as a file: PDF to sign, DOCX to edit, from the same words."""

from datetime import datetime
from pathlib import Path

from mingbai.kit import papers
from mingbai.kit.papers.official import Paper
from mingbai.screening.queries.applications import Application

TEMPLATE = Path(__file__).resolve().parent.parent / "papers/application.typ"
WIDTHS = (50, 106)  # mm, of the two columns of facts


def pdf(paper: Application, *, at: datetime) -> bytes:
    """To print and sign."""
    return papers.typeset(TEMPLATE, facts(paper), at=at)


def facts(paper: Application) -> dict[str, object]:
    """What the template reads."""
    return {
        "title": paper.title,
        "to": paper.to,
        "body": [paper.body, paper.ask],
        "facts": [list(fact) for fact in paper.facts],
        "needs": paper.needs,
        "signed": list(paper.signed),
        "missing": papers.by_hand(paper.text()),
    }


def docx(paper: Application) -> bytes:
    """To edit."""
    made = Paper()
    made.title(paper.title)
    made.line("")
    made.line(paper.to)
    for text in (paper.body, paper.ask):
        made.line(f"　　{text}")
    made.line("")
    made.table(paper.facts, WIDTHS)
    made.line("")
    made.line(paper.needs)
    for line in paper.signed:
        made.line(line)
    return made.content()
