"""Another team has looked where a problem was closed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mingbai.kit.scope import rows
from mingbai.oversight.actions import rechecking
from mingbai.oversight.actions.refusal import BadProblem
from mingbai.oversight.forms.rechecks import LookForm
from mingbai.oversight.models import Recheck


@require_POST
def look(request: HttpRequest, key: UUID) -> HttpResponse:
    """It holds, or the problem is reopened."""
    found = rows(Recheck, request.acting).filter(key=key).first()
    if found is None:
        raise Http404(key)
    form = LookForm(request.POST)
    if not form.is_valid():
        raise BadProblem(_("Please say once what was seen there, in whose presence."))
    rechecking.look(recheck=found, **form.cleaned_data, by=request.acting, at=request.at)
    messages.success(request, _("Noted."))
    return redirect("oversight:rechecks-one", key=found.key)
