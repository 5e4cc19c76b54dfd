"""核实: a verifier's list, and one finding with three buttons, on a phone, also without a signal."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingbai.kit import parcels, vault
from mingbai.kit.refusal import Refused
from mingbai.kit.views.offline import worker as kept_by
from mingbai.org.queries import areas
from mingbai.registry.actions import looks
from mingbai.registry.models import Household, Person
from mingbai.screening import permits
from mingbai.screening.actions import verifying
from mingbai.screening.flow import finding as flow
from mingbai.screening.forms.verifying import Verify, photos
from mingbai.screening.models import Finding
from mingbai.screening.queries import desk, own, rules, words
from mingbai.screening.states import FindingState, Verdict

INCOMPLETE = 422
ASSETS = ("screening/screening.css", "kit/js/by-hand.js", "screening/desk.js")


class MayNotReveal(Refused):
    """The post opens no sealed numbers."""

    code = "may_not_reveal"
    status = 403


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What the post has to answer, nearest deadline first, seven before "more"."""
    _demand(request)
    found = desk.of(request.acting, request.at)
    lines = [_line(row, found.places) for row in found.waiting]
    context = {
        "desk": found,
        "first": lines[: desk.FIRST],
        "more": lines[desk.FIRST :],
        "tried": [_line(row, found.places) for row in found.tried],
        "done": [(row, words.subject(row), words.title(row)) for row in found.done],
        "taken": desk.TAKEN,
        "village": _village(request),
    }
    return render(request, "screening/mine.html", context)


def _line(row: Finding, places: dict[str, str]) -> dict[str, Any]:
    return {
        "row": row,
        "subject": words.subject(row),
        "title": words.title(row),
        "place": _where(row) or places.get(row.area_code, ""),
    }


def _where(row: Finding) -> str:
    """Group and address, as far as known."""
    home = row.household
    if home is None:
        return ""
    group = _("group %(n)d") % {"n": home.group_no} if home.group_no else ""
    return " · ".join(filter(None, [group, home.address]))


def _village(request: HttpRequest) -> str:
    """The village of a village's post, whose check list can be printed; empty for others."""
    code: str = request.acting.area_code
    return "" if code.endswith(own.VILLAGE_END) else code


@require_GET
def worker(_request: HttpRequest) -> HttpResponse:
    """The worker of these pages: they also open without a network."""
    return kept_by(assets=ASSETS)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One finding with three buttons; a script sends it from its outbox, a plain browser as a form."""
    finding = _finding(request, key)
    if request.method != "POST":
        if finding.household is not None:
            looks.seen(subject=finding.household, by=request.acting, at=request.at, purpose=_("A finding"))
        return _page(request, finding, None)
    form = Verify(request.POST)
    if not form.is_valid():
        return _incomplete(request, finding, form)
    done = verifying.answer(finding=finding, given=form.answer(), by=request.acting, at=request.at)
    said = _("Noted: %(answer)s.") % {"answer": form.cleaned_data["verdict"].label}
    if parcels.is_parcel(request):
        # With the version: the list on the phone knows by it what this answer has settled.
        return parcels.arrived(f"{reverse('screening:verify', args=[key])}?v={done.version}", said)
    messages.success(request, said)
    return redirect("screening:mine")


def _incomplete(request: HttpRequest, finding: Finding, form: Verify) -> HttpResponse:
    if parcels.is_parcel(request):
        return parcels.incomplete({name: [str(one) for one in found] for name, found in form.errors.items()})
    return _page(request, finding, form)


def _page(
    request: HttpRequest, finding: Finding, form: Verify | None, numbers: list[tuple[str, str]] | None = None
) -> HttpResponse:
    limits, home = rules.section("answer"), finding.household
    context = {
        "finding": finding,
        "subject": words.subject(finding),
        "title": words.title(finding),
        "reason": words.reason(finding),
        "grounds": words.grounds(finding),
        "state": flow.state_of(finding),
        "place": areas.full_name(finding.area_code),
        "where": _where(finding),
        "home": home,
        "call": _call(request, finding),
        "numbers": numbers,
        "own": own.stands_in(request.acting, finding.household_id),
        "verdicts": Verdict,
        "open": finding.state == FindingState.SENT,
        "proof": rules.proof(rule=finding.rule, kind=finding.kind),
        "photos": photos(),
        "limits": limits,
        "form": form,
        "said": form.data.get("said", "") if form else "",
    }
    return render(request, "screening/verify.html", context, status=INCOMPLETE if form else 200)


def _call(request: HttpRequest, finding: Finding) -> str:
    """How to reach them: "open" for posts that open sealed numbers, else the last four; empty without any."""
    known = [row.phone_last4 for row in (finding.person, finding.household) if row and row.phone_last4]
    if not known:
        return ""
    return "open" if permits.reveals(request.acting, None) else known[0]


@require_POST
def call(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Open the telephone for this purpose; the look is recorded, the page is not kept."""
    finding = _finding(request, key)
    if not permits.reveals(request.acting, None):
        raise MayNotReveal(permits.reveals.sentence(), subject=finding)
    purpose = _("Verification of a finding: %(title)s") % {"title": words.title(finding)}
    found = []
    for row in _subjects(finding):
        try:
            opened = looks.reveal(
                subject=row, which=["phone"], purpose=purpose[:200], by=request.acting, at=request.at
            )
        except vault.RevealRefused as refused:
            raise MayNotReveal(str(refused), subject=finding) from refused
        name = row.name if isinstance(row, Person) else row.head_name
        found += [(name, number) for number in opened.values()]
    return _page(request, finding, None, numbers=found)


def _subjects(finding: Finding) -> Iterator[Person | Household]:
    """Whose telephones there may be."""
    if finding.person is not None:
        yield finding.person
    if finding.household is not None:
        yield finding.household


def _finding(request: HttpRequest, key: uuid.UUID) -> Finding:
    _demand(request)
    found = desk.one(request.acting, key)
    if found is None:
        raise Http404(key)
    return found


def _demand(request: HttpRequest) -> None:
    if not permits.sees_any(request.acting) or not rules.answered_kinds(request.acting):
        raise PermissionDenied(_("This post answers no findings."))
