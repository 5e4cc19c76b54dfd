"""What one does with a due benefit: say whose move it is, fetch the prepared application."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingbai.kit import vault
from mingbai.kit.scope import require
from mingbai.kit.views import papers
from mingbai.screening import permits
from mingbai.screening.actions import applications, dues
from mingbai.screening.actions import undue as stopping
from mingbai.screening.forms.dues import NumberForm, RecordForm
from mingbai.screening.models import Finding
from mingbai.screening.queries import dues as queries
from mingbai.screening.queries import undue

INCOMPLETE = 422


@require_POST
def due_record(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say whose move it is."""
    finding = _finding(key)
    form = RecordForm(request.POST)
    if not form.is_valid():
        raise dues.BadRecord(_("Please choose whose move it is, and a day that is not to come."))
    dues.record(finding=finding, **form.cleaned_data, by=request.acting, at=request.at)
    messages.success(request, _("Recorded. It is cleared when the payment data show the money."))
    return redirect("screening:due-one", key=str(key))


@require_GET
def due_application(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """The application, with a blank line where the number stands."""
    return _made(request, _finding(key), kind, "")


@require_http_methods(["GET", "HEAD", "POST"])
def due_number(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The application with the applicant's number in it, for a reason that is recorded."""
    finding = _finding(key)
    if "reveal" not in request.acting.abilities or not permits.records(request.acting, finding):
        raise PermissionDenied(permits.records.sentence())
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _made(request, finding, "docx", form.cleaned_data["reason"])
        except vault.RevealRefused as refused:
            raise PermissionDenied(str(refused)) from refused
    found = {"finding": finding, "form": form, "title": queries.title(finding)}
    return render(request, "screening/due_number.html", found, status=INCOMPLETE if form.errors else 200)


def _made(request: HttpRequest, finding: Finding, kind: str, why: str) -> HttpResponse:
    if kind not in papers.PRINTED:
        raise Http404(kind)
    made = applications.make(finding=finding, kind=kind, by=request.acting, at=request.at, why=why)
    name = f"{_('Application')}-{queries.title(finding)}-{finding.name}.{kind}"
    return papers.sent(made, name, inline=kind == "pdf")


def _finding(key: uuid.UUID) -> Finding:
    found = queries.listed(require()).filter(key=key).first()
    if found is None:
        raise Http404(str(key))
    return found


@require_POST
def undue_propose(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Put a verified doubt to the paying department."""
    if not permits.sees_undue(request.acting, None):
        raise PermissionDenied(permits.sees_undue.sentence())
    found = undue.listed(request.acting).filter(key=key).first()
    if found is None:
        raise Http404(str(key))
    stopping.propose(finding=found, by=request.acting, at=request.at)
    messages.success(request, _("The department has been asked: notice, hearing and decision follow there."))
    return redirect("screening:undue-one", key=str(key))
