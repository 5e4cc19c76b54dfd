"""What is due when, from whom, and what has come; a template of each file."""

import io
import tempfile
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mingbai.exchange import permits
from mingbai.exchange.queries import calendar, due
from mingbai.kit.files.types import XLSX
from mingbai.tables.sampling import sample
from mingbai.tables.workbook import Page, write

ROWS = 3


@require_GET
def shown(request: HttpRequest) -> HttpResponse:
    """The calendar of the post's unit; for the county office that of every unit."""
    _demand(request)
    lines = due.lines(request.acting, request.at.date())
    late = [slot for line in lines for slot in line.slots if slot.late and slot == line.slots[1]]
    context = {"lines": lines, "late": len(late), "may_send": permits.may_send(request.acting)}
    return render(request, "exchange/calendar.html", context)


@require_GET
def template(request: HttpRequest, code: str) -> HttpResponseBase:
    """An empty form of a kind of file, with a few made-up rows that belong to nobody."""
    _demand(request)
    entry = calendar.entry(code)
    if entry is None:
        raise Http404(code)
    with tempfile.TemporaryDirectory(prefix="mingbai-template-") as folder:
        path = Path(folder) / "template.xlsx"
        write(path, [Page(entry.dataset.name.zh[:31], sample(entry.dataset, rows=ROWS))])
        content = io.BytesIO(path.read_bytes())
    name = f"{entry.dataset.name.zh}-模板.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def _demand(request: HttpRequest) -> None:
    if not permits.sees_deliveries(request.acting, None):
        raise PermissionDenied(permits.sees_deliveries.sentence())
