"""Issuing the week's sheets, and acknowledging one."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingbai.kit.scope import rows
from mingbai.kit.views import papers
from mingbai.oversight import permits
from mingbai.oversight.actions import sheets
from mingbai.oversight.models import Sheet
from mingbai.oversight.queries import sheets as asked
from mingbai.oversight.queries import sheets_papers


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest) -> HttpResponse:
    """Say to whom how much goes; then send it."""
    if request.acting.kind not in permits.kinds("approve"):
        raise PermissionDenied(permits.office.sentence())
    if request.method == "POST":
        made = sheets.issue(by=request.acting, at=request.at)
        said = ngettext("%(n)d sheet was issued.", "%(n)d sheets were issued.", len(made))
        messages.success(request, said % {"n": len(made)})
        return redirect("oversight:sheets")
    return render(request, "oversight/issue.html", {"found": asked.preview(request.acting)})


@require_GET
def paper(request: HttpRequest, key: UUID, kind: str) -> HttpResponse:
    """The sheet as PDF or DOCX, with the problems that the post may see."""
    sheet = rows(Sheet, request.acting).filter(key=key).first()
    if sheet is None or kind not in papers.PRINTED:
        raise Http404(key)
    words = sheets_papers.written(sheet, asked.problems(request.acting, sheet))
    made = sheets_papers.pdf(words, at=request.at) if kind == "pdf" else sheets_papers.docx(words)
    return papers.sent(made, f"{sheet.number}.{kind}")


@require_POST
def acknowledge(request: HttpRequest, key: UUID) -> HttpResponse:
    """The addressee has received it."""
    sheet = rows(Sheet, request.acting).filter(key=key).first()
    if sheet is None:
        raise Http404(key)
    sheets.acknowledge(sheet=sheet, by=request.acting, at=request.at, version=sheet.version)
    messages.success(request, _("Acknowledged."))
    return redirect("oversight:sheets-one", key=sheet.key)
