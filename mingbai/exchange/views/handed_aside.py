"""What lies aside: who may be meant, matched by one tap or by search, or given back as not ours."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mingbai.exchange import permits
from mingbai.exchange.actions import handed as actions
from mingbai.exchange.forms.handed import GiveBack, Whom
from mingbai.exchange.models import HandedRow
from mingbai.exchange.queries import handed as queries
from mingbai.exchange.views.handed import done, listed
from mingbai.kit.scope import rows
from mingbai.registry.actions import looks
from mingbai.registry.models import Person
from mingbai.registry.queries import finding

INCOMPLETE, PAGE = 422, 50


@require_http_methods(["GET", "HEAD", "POST"])
def aside(request: HttpRequest, key: Any) -> HttpResponse:
    """A page of rows that nobody is matched to; picked ones are given back with one reason."""
    made = listed(request, key)
    form = GiveBack(request.POST or None)
    if request.method == "POST" and form.is_valid():
        picked = list(queries.aside(made).filter(key__in=_keys(request)))
        count = actions.not_ours_all(
            picked=picked, reason=form.cleaned_data["reason"], by=request.acting, at=request.at
        )
        done(request, ngettext("%(n)d row goes back.", "%(n)d rows go back.", count) % {"n": count})
        return redirect("exchange:handed_aside", made.key)
    after = request.GET.get("after", "")
    waiting = queries.aside(made)
    start = int(after) if after.isascii() and after.isdecimal() and len(after) < 9 else 0  # noqa: PLR2004 - rows of a list
    shown = list(waiting[start : start + PAGE + 1])
    context = {
        "handed": made, "form": form, "lines": _lines(request, shown[:PAGE]), "total": waiting.count(),
        "after": start + PAGE if len(shown) > PAGE else 0,
    }  # fmt: skip
    return render(request, "exchange/handed_aside.html", context, status=INCOMPLETE if form.errors else 200)


def _keys(request: HttpRequest) -> list[str]:
    return [key for key in request.POST.getlist("pick") if len(key) == 36][:PAGE]  # noqa: PLR2004 - a UUID's length


def _lines(request: HttpRequest, found: list[HandedRow]) -> list[dict[str, Any]]:
    meant = queries.meant(request.acting, found)
    where = queries.places({person for many in meant.values() for person in many})
    return [{"row": row, "meant": [(person, where[person.pk]) for person in meant[row.pk]]} for row in found]


@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest, key: Any) -> HttpResponse:
    """Look for the person whom a row means, or take the one that was pressed."""
    row = queries.row(request.acting, str(key))
    if row is None:
        raise Http404(key)
    if not permits.handles(request.acting, row):
        raise PermissionDenied(permits.handles.sentence())
    if request.method == "POST" and request.POST.get("person"):
        return _matched(request, row)
    form = Whom(request.POST or None, initial={"words": row.name})
    people = (
        _people(request, form)
        if request.method == "POST" and form.is_valid()
        else queries.meant(request.acting, [row])[row.pk]
    )
    where = queries.places(people)
    context = {
        "row": row,
        "form": form,
        "people": [(person, where[person.pk]) for person in people],
        "asked": form.is_bound,
    }
    return render(request, "exchange/handed_match.html", context, status=INCOMPLETE if form.errors else 200)


def _people(request: HttpRequest, form: Whom) -> list[Person]:
    """Whoever fits the words; a look by a whole number is recorded."""
    found = finding.find(request.acting, form.cleaned_data["words"], request.at)
    if found.by_number:
        looks.looked_up(persons=found.persons, by=request.acting, at=request.at)
    heads = [home.head for home in found.households if home.head]
    return [*found.persons, *(head for head in heads if head not in found.persons)]


def _matched(request: HttpRequest, row: HandedRow) -> HttpResponse:
    key = request.POST["person"]
    person = rows(Person, request.acting).filter(key=key).first() if len(key) == 36 else None  # noqa: PLR2004 - a UUID's length
    if person is None:
        raise Http404(key)
    version = request.POST.get("version", "")
    actions.match(
        row=row, person=person, by=request.acting, at=request.at,
        version=int(version) if version.isdecimal() else None,
    )  # fmt: skip
    done(request, _("Matched: %(name)s") % {"name": person.name})
    return redirect("exchange:handed_aside", row.handed_list.key)
