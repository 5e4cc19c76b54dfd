"""Papers of findings."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingbai.kit.views import papers
from mingbai.screening import permits
from mingbai.screening.actions import checklist


@require_GET
def check_list(request: HttpRequest, village: str) -> HttpResponse:
    """The check list of a village as PDF."""
    if not permits.sees_any(request.acting):
        raise PermissionDenied(permits.sees.sentence())
    if not request.acting.covers(village):
        raise Http404(village)
    made = checklist.make(village=village, by=request.acting, at=request.at)
    return papers.sent(made, f"{_('Check list of findings')}-{village}.pdf", inline=True)
