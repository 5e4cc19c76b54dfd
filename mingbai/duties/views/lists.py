"""职责清单: who has which duties, to read and to print; one duty with its versions and papers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingbai.duties import permits
from mingbai.duties.forms.documents import owner
from mingbai.duties.queries import documents, lists, policies, texts
from mingbai.duties.queries.lists import Duty
from mingbai.duties.views.mine import tabs
from mingbai.kit.ledger.asked import BadQuestion
from mingbai.kit.shown import day_of


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """One owner's duties, or all of them to print."""
    every = lists.every(day_of(request.at))
    owners = _owners(every)
    chosen = _chosen(request, owners)
    shown = [(code, title, _of(every, code)) for code, title in owners.items() if chosen in ("all", code)]
    return render(
        request,
        "duties/list.html",
        {"tabs": tabs(request), "owners": owners, "chosen": chosen, "shown": shown, "total": len(every)},
    )


def _owners(every: list[Duty]) -> dict[str, str]:
    """Whoever has a list: kinds of officer, departments, teams, office; the pack's order."""
    return {one.unit or one.kind: owner(one) for one in every}


def _chosen(request: HttpRequest, owners: dict[str, str]) -> str:
    """`of=CODE` or `of=all`; left out, the acting post's own list, else the first. Raises BadQuestion."""
    given = request.GET.get("of", "")
    if given and given != "all" and given not in owners:
        raise BadQuestion(_("Nobody of the name “%(value)s” has a list of duties.") % {"value": given[:40]})
    own = lists.of_post(request.acting, day_of(request.at))
    first = (own[0].unit or own[0].kind) if own else next(iter(owners), "all")
    return given or first


def _of(every: list[Duty], code: str) -> list[Duty]:
    return [one for one in every if code in (one.unit or one.kind, "")]


@require_GET
def one(request: HttpRequest, code: str) -> HttpResponse:
    """A duty in full."""
    duty = lists.one(code, day_of(request.at))
    if duty is None:
        raise Http404(code)
    return render(request, "duties/duty.html", _shown(request, duty))


def _shown(request: HttpRequest, duty: Duty) -> dict[str, Any]:
    return {
        "duty": duty,
        "owner": owner(duty),
        "packed": lists.packed_words(duty.code),
        "versions": texts.of_duty(request.acting, duty.code),
        "papers": documents.behind_duty(request.acting, duty.code),
        "policies": policies.titles(duty.policies),
        "edits": permits.edits(request.acting),
    }
