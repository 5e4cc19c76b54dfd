"""A job's progress while it runs, calling it off, asking for it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingbai.kit import scope
from mingbai.kit.jobs import asking
from mingbai.kit.jobs.ledgers import jobs, panel
from mingbai.kit.jobs.models import Job


@require_GET
def progress(request: HttpRequest, code: UUID) -> HttpResponse:
    """The part of the job's page that asks for itself until the job is over."""
    row = _own(code)
    return render(request, "kit/jobs/progress.html", {"row": row, **panel(row, request)})


@require_POST
def cancel(request: HttpRequest, code: UUID) -> HttpResponse:
    """Call it off."""
    row = asking.cancel(job=_own(code), by=scope.require(), at=request.at)
    messages.info(request, _("Called off.") if row.over else _("It stops within a few seconds."))
    return HttpResponseRedirect(jobs.url("one", str(code)))


@require_POST
def again(request: HttpRequest, code: UUID) -> HttpResponse:
    """Ask for it again."""
    asking.again(job=_own(code), by=scope.require(), at=request.at)
    messages.success(request, _("It waits for its turn."))
    return HttpResponseRedirect(jobs.url("one", str(code)))


def _own(code: UUID) -> Job:
    row: Job = get_object_or_404(scope.rows(Job, scope.require()), code=code)
    return row
