"""核查清单: what a village has to answer, on paper, without identity numbers, telephones or accounts."""

from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from mingbai.kit import papers
from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.shown import iso
from mingbai.org.queries import areas
from mingbai.screening.models import Finding
from mingbai.screening.queries import rules, words
from mingbai.screening.states import FindingState

TEMPLATE = Path(__file__).parent.parent / "papers" / "checklist.typ"


def waiting(acting: ActingPost, village: str) -> QuerySet[Finding]:
    """What waits for an answer in a village, as far as the post sees it, household by household."""
    found = rows(Finding, acting).filter(area_code=village, state=FindingState.SENT)
    most = rules.section("list")["most_rows"]
    ordered = found.select_related("household").order_by(
        F("household__group_no").asc(nulls_last=True),
        F("household__head_sort").asc(nulls_last=True),
        "due",
        "id",
    )
    return ordered[:most]


def facts(found: list[Finding], *, village: str, day: date, printed_by: str) -> dict[str, Any]:
    """What the template reads."""
    lines = [_line(number, row) for number, row in enumerate(found, 1)]
    text = "".join(line["reason"] + line["name"] + line["head"] for line in lines)
    return {
        "title": _("Check list of findings"),
        "place": areas.full_name(village),
        "made": _("%(day)s, %(n)d findings, printed by %(who)s")
        % {"day": iso(day), "n": len(lines), "who": printed_by},
        "heads": [
            _("No."),
            _("Group"),
            _("Head"),
            _("About"),
            _("What is doubted"),
            _("By"),
            _("Outcome of the check"),
        ],
        "boxes": [_("True"), _("Not true"), _("Nobody reached")],
        "found": _("What was found:"),
        "signed": _(
            "Checked by (signature):            Date:            Household (signature where present):"
        ),
        "warning": _("For the verifiers of the village only. Keep it closed; destroy it when it is entered."),
        "missing": _missing(text),
        "lines": lines,
    }


def _line(number: int, row: Finding) -> dict[str, str]:
    home = row.household
    return {
        "no": str(number),
        "group": str(home.group_no or "") if home else "",
        "head": row.head_name,
        "name": row.name,
        "title": words.title(row),
        "reason": words.reason(row),
        "due": f"{row.due:%m-%d}" if row.due else "",
    }


def _missing(text: str) -> str:
    lost = papers.missing(text)
    return _("Characters to be written by hand, which no font here has:") + "".join(lost) if lost else ""
