"""Beginning, typing and mending a natural change, and its papers."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingbai.kit.scope import rows
from mingbai.registry.actions import changes as actions
from mingbai.registry.actions import memberships, persons
from mingbai.registry.actions.refusal import BadDay
from mingbai.registry.forms.changes import ChangeForm
from mingbai.registry.models import Household, NaturalChange
from mingbai.registry.queries import changes_asking as asking
from mingbai.registry.queries import changes_kinds as kinds
from mingbai.registry.queries.changes_details import read
from mingbai.registry.states import ChangeKind

INCOMPLETE = 422
GET_POST = ["GET", "HEAD", "POST"]
NEW_HOMES = (ChangeKind.MOVE_IN, ChangeKind.LATE_ENTRY, ChangeKind.RELEASED, ChangeKind.FOUND)
MENDABLE = (
    actions.NothingToApply, BadDay, persons.BadNumber, persons.NumberTaken, memberships.BadRelation,
)  # fmt: skip


@require_GET
def begin(request: HttpRequest, household: UUID) -> HttpResponse:
    """What happened in this household? One large answer each."""
    home = _home(request, household)
    kept = [kind for kind in ChangeKind if home.ended_on is None]
    links = [(reverse("registry:change_new", args=[home.key, kind]), kind.label, "") for kind in kept]
    return _choose(request, _("What happened?"), _of(home), links)


@require_http_methods(GET_POST)
def new(request: HttpRequest, household: UUID, kind: str) -> HttpResponse:
    """Ask what has to be asked, then the form; what is sent becomes a draft."""
    home = _home(request, household)
    if kind not in ChangeKind.values or home.ended_on is not None:
        raise Http404(kind)
    answers = asking.answered(kind, home, _given(request.GET), request.acting)
    title = str(ChangeKind(kind).label)
    if answers.ask:
        return _ask(request, answers.ask, f"{title} · {_of(home)}")
    form = ChangeForm(request.POST or None, kind=kind, answers=answers, at=request.at)
    facts = {"kind": ChangeKind(kind), "area_code": home.area_code, "household": home}
    if answers.person:
        facts["person"] = answers.person.person
    return _typed(request, form, facts, {"title": title, "detail": _about(answers, home)})


@require_http_methods(GET_POST)
def new_home(request: HttpRequest) -> HttpResponse:
    """Somebody founds a household in the post's village: moves in, comes back, is entered late."""
    kind = request.GET.get("kind", "")
    if kind not in NEW_HOMES:
        links = [(f"?{urlencode({'kind': each})}", each.label, "") for each in NEW_HOMES]
        return _choose(
            request, _("How do they come?"), _("The first person entered becomes the head."), links
        )
    form = ChangeForm(request.POST or None, kind=kind, answers=None, at=request.at, new_home=True)
    facts = {"kind": ChangeKind(kind), "area_code": request.acting.area_code}
    found = {"title": ChangeKind(kind).label, "detail": _("A new household of this village")}
    return _typed(request, form, facts, found)


def _typed(
    request: HttpRequest, form: ChangeForm, facts: dict[str, Any], found: dict[str, Any]
) -> HttpResponse:
    _demand_enters(request)
    if request.method == "POST" and form.is_valid():
        try:
            change = actions.draft(facts=_facts(form, facts), by=request.acting, at=request.at)
        except MENDABLE as bad:
            form.add_error(None, bad.sentence)
        else:
            messages.success(request, _("Kept as a draft. Add the papers, then submit it."))
            return redirect("registry:changes-one", key=change.key)
    return _form(request, form, {**found, "back": reverse("registry:changes")})


def _demand_enters(request: HttpRequest) -> None:
    if not kinds.may("enter", request.acting):
        raise actions.NotYours(_("Only posts of village and township enter natural changes."))


def _facts(form: ChangeForm, facts: dict[str, Any]) -> actions.NewChange:
    given = form.cleaned_data
    return actions.NewChange(
        happened_on=given["happened_on"],
        relation=given.get("relation", ""),
        id_no=given.get("id_no", ""),
        details=form.details(),
        note=given["note"],
        **facts,
    )


@require_http_methods(GET_POST)
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Mend a draft, or what was sent back; who it is about stays. Another person is another change."""
    change = change_of(request, key)
    details = read(change.details)
    answers = _answers_of(change, request)
    form = ChangeForm(
        request.POST or None, kind=change.kind, answers=answers, at=request.at, new_home=details.new_home,
        initial=_initial(change),
    )  # fmt: skip
    if "id_no" in form.fields and change.id_last4:
        form.fields["id_no"].help_text = _("Kept: …%(last)s. Type it again only to change it.") % {
            "last": change.id_last4
        }
    if request.method == "POST" and form.is_valid():
        facts = {
            "kind": ChangeKind(change.kind), "area_code": change.area_code, "household": change.household,
            "person": change.person,
        }  # fmt: skip
        try:
            actions.amend(
                change=change, facts=_facts(form, facts), by=request.acting, at=request.at,
                version=int(request.POST.get("version") or 0),
            )  # fmt: skip
        except MENDABLE as bad:
            form.add_error(None, bad.sentence)
        else:
            messages.success(request, _("Kept."))
            return redirect("registry:changes-one", key=change.key)
    found = {"title": change.get_kind_display(), "detail": change.person_name, "version": change.version}
    return _form(request, form, {**found, "back": reverse("registry:changes-one", args=[change.key])})


def _answers_of(change: NaturalChange, request: HttpRequest) -> asking.Answers | None:
    """The answers again, from what was kept."""
    if change.household is None:
        return None
    details = read(change.details)
    members = change.household.memberships.filter(valid_to=None).select_related("person")
    keys = {member.person_id: str(member.person.key) for member in members}
    kept = {
        "person": [keys.get(change.person_id or 0, "")],
        "head": [keys.get(details.head or 0, "")],
        "members": [keys[id_] for id_ in details.members if id_ in keys],
        "stay_head": [keys.get(details.stay_head or 0, "")],
        "into": [details.into],
        "town": [details.area_code],
        "area": [details.area_code],
        "left": [details.left],
    }
    return asking.answered(change.kind, change.household, kept, request.acting)


def _initial(change: NaturalChange) -> dict[str, Any]:
    details = read(change.details)
    said = {f"rel_{id_}": relation for id_, relation in details.relations.items()}
    stay = {f"stay_{id_}": relation for id_, relation in details.stay_relations.items()}
    return {
        "happened_on": change.happened_on, "name": details.name, "sex": details.sex,
        "birth_date": details.birth_date, "relation": change.relation, "group_no": details.group_no or None,
        "address": details.address, "note": change.note, **said, **stay,
    }  # fmt: skip


def _home(request: HttpRequest, key: UUID) -> Household:
    found: Household | None = rows(Household, request.acting).filter(key=key).first()
    if found is None:
        raise Http404(key)
    return found


def change_of(request: HttpRequest, key: UUID) -> NaturalChange:
    """A change within the post's reach, or Http404."""
    found: NaturalChange | None = rows(NaturalChange, request.acting).filter(key=key).first()
    if found is None:
        raise Http404(key)
    return found


def _given(query: QueryDict) -> dict[str, Sequence[str]]:
    return {name: query.getlist(name) for name in query}


def _of(home: Household) -> str:
    return _("Household of %(name)s") % {"name": home.head_name}


def _about(answers: asking.Answers, home: Household) -> str:
    return f"{answers.person.person_name} · {_of(home)}" if answers.person else _of(home)


def _ask(request: HttpRequest, question: asking.Question, detail: str) -> HttpResponse:
    kept = [(name, value) for name in request.GET for value in request.GET.getlist(name)]
    links = [
        (f"?{urlencode([*kept, (question.name, value)])}", words, more)
        for value, words, more in question.options
    ]
    found = {"many": question.many, "name": question.name, "options": question.options, "kept": kept}
    return _choose(request, question.title, detail, links, **found)


def _choose(
    request: HttpRequest, title: str, detail: str, links: list[tuple[str, Any, str]], **more: Any
) -> HttpResponse:
    _demand_enters(request)
    return render(
        request, "registry/change_choose.html", {"title": title, "detail": detail, "links": links, **more}
    )


def _form(request: HttpRequest, form: ChangeForm, found: dict[str, Any]) -> HttpResponse:
    answers = form.answers
    names = [m.person_name for m in (answers.head, answers.stay_head) if m] if answers else []
    heads = _("New head: %(names)s. Please check every relation below.") % {"names": "、".join(names)}
    status = INCOMPLETE if form.errors else 200
    context = {**found, "form": form, "heads": heads if names else ""}
    return render(request, "registry/change_form.html", context, status=status)
