"""Putting a problem on the list, adding papers, asking for time, appealing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mingbai.kit.scope import rows
from mingbai.kit.views.forms import GET_POST, answered
from mingbai.oversight import permits
from mingbai.oversight.actions import asking, papers, problems
from mingbai.oversight.actions.refusal import BadProblem
from mingbai.oversight.forms.asking import AppealForm, PaperForm, TimeForm
from mingbai.oversight.forms.problems import EnlistForm
from mingbai.oversight.models import Problem
from mingbai.oversight.states import ProblemAbout

VILLAGE_DIGITS = "000"


def found(request: HttpRequest, key: UUID) -> Problem:
    """The problem, if the post may see it."""
    one: Problem | None = rows(Problem, request.acting).filter(key=key).first()
    if one is None:
        raise Http404(key)
    return one


@GET_POST
def enlist(request: HttpRequest) -> HttpResponse:
    """拉单挂账: one form; village and township report their own."""
    if not permits.lister(request.acting, None):
        raise PermissionDenied(permits.lister.sentence())
    own_only = request.acting.kind not in (*permits.kinds("approve"), "third_party")
    area = request.acting.area_code
    about = ProblemAbout.POLICY if area.endswith(VILLAGE_DIGITS) else ProblemAbout.VILLAGE
    initial = {"found_on": request.at.date(), "area_code": area, "about": about}
    form = EnlistForm(request.POST or None, acting=request.acting, own_only=own_only, initial=initial)

    def save(given: dict[str, Any]) -> HttpResponse:
        wanted = problems.Wanted(**given)
        made = problems.enlist(wanted=wanted, by=request.acting, at=request.at)
        messages.success(request, _("The problem is on the list."))
        return redirect("oversight:problems-one", key=made.key)

    return answered(request, form, save, _("Put a problem on the list"))


@require_POST
def paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep a scan, a slip or a photograph with a problem."""
    problem = found(request, key)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        raise BadProblem(_("Please choose a photograph or PDF."))
    sent = form.cleaned_data["file"]
    papers.add(problem=problem, title=sent.name, pieces=sent.chunks(), by=request.acting, at=request.at)
    messages.success(request, _("The paper was added."))
    return redirect("oversight:problems-one", key=problem.key)


@GET_POST
def more_time(request: HttpRequest, key: UUID) -> HttpResponse:
    """延期申请."""
    problem = found(request, key)

    def save(given: dict[str, Any]) -> HttpResponse:
        asking.ask_time(problem=problem, **given, by=request.acting, at=request.at)
        messages.success(request, _("Asked. Another post decides in time."))
        return redirect("oversight:problems-one", key=problem.key)

    return answered(request, TimeForm(request.POST or None), save, _("Ask for more time"), problem.title)


@GET_POST
def appeal(request: HttpRequest, key: UUID) -> HttpResponse:
    """申诉."""
    problem = found(request, key)

    def save(given: dict[str, Any]) -> HttpResponse:
        asking.ask_appeal(problem=problem, **given, by=request.acting, at=request.at)
        messages.success(request, _("Asked. Another post decides in time."))
        return redirect("oversight:problems-one", key=problem.key)

    return answered(request, AppealForm(request.POST or None), save, _("Appeal"), problem.title)
