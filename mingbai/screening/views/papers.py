"""Papers of findings."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingbai.screening import permits
from mingbai.screening.actions import checklist

PDF = "application/pdf"


@require_GET
def check_list(request: HttpRequest, village: str) -> HttpResponse:
    """The check list of a village as PDF."""
    if not permits.sees_any(request.acting):
        raise PermissionDenied(permits.sees.sentence())
    if not request.acting.covers(village):
        raise Http404(village)
    made = checklist.make(village=village, by=request.acting, at=request.at)
    answer = HttpResponse(made, content_type=PDF)
    title = f"{_('Check list of findings')}-{village}.pdf"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=title) or ""
    return answer
