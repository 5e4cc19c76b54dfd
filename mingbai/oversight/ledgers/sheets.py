"""交办单: what went to whom in which week, and whether it was acknowledged."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Column, Ledger, Panel, by_slot
from mingbai.org.queries.areas import to_choose
from mingbai.oversight import permits
from mingbai.oversight.models import Sheet
from mingbai.oversight.queries import sheets as asked
from mingbai.oversight.queries import words


def _content(row: Sheet, request: HttpRequest) -> dict[str, Any]:
    found = asked.problems(request.acting, row)
    return {
        "problems": [(one, words.word("severities", one.severity)) for one in found],
        "acknowledges": row.acknowledged_at is None and permits.addressed(request.acting, row),
    }


sheets = Ledger(
    name="oversight:sheets",
    title=_("Assignment sheets"),
    intro=_("Weekly, one for each township and department; received, mended by the deadline, closed."),
    model=Sheet,
    order="-issued_at",
    heading=lambda row: f"{row.number} · {row.addressee}",
    columns=[
        Column("number", _("Number")),
        Column("addressee", _("To")),
        Column("week", _("Week from"), kind="day", spare=True),
        Column("issued_at", _("Issued"), kind="minute", sort="issued_at"),
        Column("acknowledged_at", _("Acknowledged"), kind="minute"),
    ],
    facts=[Column("issued_by", _("Issued by")), Column("acknowledged_by", _("Acknowledged by"))],
    panels=[Panel("content", _("What is to be mended"), "oversight/panels/sheet.html", _content)],
    filters=[Area("area", _("Area"), "area_code", to_choose)],
    empty=(_("No sheets yet"), _("The county office issues them weekly from the problem ledger.")),
    export=by_slot,
    may_export=permits.takes_out,
)
