"""A good practice is put forward."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mingbai.kit.files.uploads import Upload
from mingbai.kit.views.forms import GET_POST, answered
from mingbai.oversight.actions import practices
from mingbai.oversight.forms.practices import PracticeForm
from mingbai.oversight.views import office


@GET_POST
def propose(request: HttpRequest) -> HttpResponse:
    """By the county office; another person of it decides."""
    office.demand(request)
    form = PracticeForm(request.POST or None, request.FILES or None)

    def save(given: dict[str, Any]) -> HttpResponse:
        sent = given["scan"]
        scan = Upload(sent.name, sent.chunks()) if sent else None
        made = practices.propose(**form.given(), scan=scan, by=request.acting, at=request.at)
        messages.success(request, _("Put forward. Another person of the county office decides."))
        return redirect("oversight:practices-one", key=made.key)

    return answered(request, form, save, _("Put a good practice forward"))
