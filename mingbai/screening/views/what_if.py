"""政策测算: asking, saving, comparing, printing, taking along, and who is behind the numbers."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingbai.kit import sight
from mingbai.kit.export import Mark, write_xlsx
from mingbai.kit.files import store
from mingbai.kit.papers import typeset
from mingbai.kit.refusal import Refused
from mingbai.kit.shown import day_of
from mingbai.rulebook.book import Book
from mingbai.screening import permits
from mingbai.screening.actions import what_if as actions
from mingbai.screening.forms.what_if import AskForm, SaveForm
from mingbai.screening.models import WhatIf
from mingbai.screening.queries import editions, facts, library, what_if
from mingbai.screening.queries import what_if_told as telling
from mingbai.screening.queries.what_if import Knob
from mingbai.screening.states import WhatIfState

INCOMPLETE, ATTEMPT, MOST_BESIDE = 422, 403, 4
PAPER = Path(__file__).parents[1] / "papers" / "what_if.typ"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PURPOSE = "what if"


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Choose a value or a rule, turn it, and have it worked out."""
    _may(request)
    run = facts.newest()
    on = run.as_of if run else day_of(request.at)
    book = editions.book(on)
    asked = request.POST if request.method == "POST" else request.GET
    knobs = _knobs(book, asked, on)
    sent = request.POST if request.method == "POST" else None
    whole = permits.asks_of_everybody(request.acting)
    form = AskForm(sent, book=book, knobs=knobs, whole=whole) if knobs else None
    if sent is not None and form is not None and form.is_valid():
        try:
            row = actions.ask(
                settings=form.settings, everybody=form.everybody, by=request.acting, at=request.at
            )
            return redirect("screening:what_ifs-one", key=row.key)
        except Refused as bad:
            if bad.status == ATTEMPT:
                raise
            form.add_error(None, str(bad))
    status = INCOMPLETE if form is not None and form.errors else 200
    return render(request, "screening/what_if.html", _asking(request, book, form, run), status=status)


def _asking(request: HttpRequest, book: Book, form: AskForm | None, run: Any) -> dict[str, Any]:
    asked = request.POST if request.method == "POST" else request.GET
    turnable = [each for each in book.parameters.values() if each.type.kind not in ("table", "codes")]
    return {
        "form": form, "run": run, "parameter": asked.get("parameter", ""), "rule": asked.get("rule", ""),
        "parameters": sorted((library.text(one.words), one.code) for one in turnable),
        "rules": [(one.code, library.text(one.title)) for one in library.listed(book, library.Wish())],
    }  # fmt: skip


def _knobs(book: Book, asked: Any, on: Any) -> list[Knob]:
    parameter, rule = asked.get("parameter", ""), asked.get("rule", "")
    if parameter in book.parameters:
        return what_if.of_parameter(book, parameter, on)
    return what_if.of_rule(book, rule, on) if rule in book.rules else []


@require_POST
def save(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep it under a name."""
    row, form = _row(request, key), SaveForm(request.POST)
    if not form.is_valid():
        raise actions.BadQuestion(_("Please give a name and a reason."))
    actions.keep(row=row, **form.cleaned_data, by=request.acting, at=request.at)
    messages.success(request, _("Saved. Others who ask what-ifs find it in the list."))
    return redirect("screening:what_ifs-one", key=row.key)


@require_POST
def give_up(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take it away."""
    actions.give_up(row=_row(request, key), by=request.acting, at=request.at)
    messages.success(request, _("Taken away."))
    return redirect("screening:what_ifs")


@require_GET
def progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """The part of its page that asks for itself until it is worked out; then the page is asked anew."""
    row = _row(request, key)
    answer = render(request, "screening/panels/what_if_waiting.html", {"row": row})
    if row.state != WhatIfState.ASKED:
        answer["HX-Refresh"] = "true"
    return answer


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Several side by side."""
    _may(request)
    keys = request.GET.getlist("key")[:MOST_BESIDE]
    found = [_row(request, _uuid(key)) for key in dict.fromkeys(keys)]
    done = [row for row in found if row.state == WhatIfState.DONE]
    if not done:
        raise Http404("key")
    others = (
        telling.listed(request.acting).filter(state=WhatIfState.DONE).exclude(pk__in=[o.pk for o in done])
    )
    context = {
        "columns": [(row, telling.title(row), telling.change(row), telling.totals(row)) for row in done],
        "rows": telling.beside(done), "others": others[:30], "full": len(done) >= MOST_BESIDE,
    }  # fmt: skip
    return render(request, "screening/what_if_compare.html", context)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Http404(text) from wrong


@require_GET
def names(request: HttpRequest, key: UUID, rule: str) -> HttpResponse:
    """Who enters and leaves, to the person who asked, if the post may know; the look is noted."""
    row = _row(request, key)
    if not permits.sees_names(request.acting) or row.user_id != request.acting.user_id:
        raise PermissionDenied(_("Only the person who asked may do this."))
    book = editions.book(row.as_of)
    if rule not in book.rules or rule not in row.rules:
        raise Http404(rule)
    try:
        found = telling.moved(row, rule, request.acting)
    except store.Gone:
        return render(request, "screening/what_if_gone.html", {"row": row}, status=410)
    seen = [one["row"] for one in found]
    sight.note_all(subjects=seen, act=sight.Act.SEEN, purpose=PURPOSE, by=request.acting, at=request.at)
    context = {"row": row, "rule": rule, "title": library.text(book.rules[rule].title), "found": found}
    return render(request, "screening/what_if_names.html", context)


@require_GET
def paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """The answer on paper."""
    row = _done(request, key)
    answer = HttpResponse(typeset(PAPER, _paper(row, request.acting.label, request.at), at=request.at))
    answer["Content-Type"] = "application/pdf"
    answer["Content-Disposition"] = 'inline; filename="what-if.pdf"'
    return answer


def _paper(row: WhatIf, who: str, at: datetime) -> dict[str, Any]:
    titles, found = telling.table(row)
    told = telling.told(row)
    return {
        "title": _("What-if"), "name": telling.title(row), "reason": row.reason,
        "changes": [f"{words}：{before} → {after}" for words, before, after in told["changes"]],
        "about": _("Counted for %(day)s on the facts of the newest comparison: %(homes)s households.") % {
            "day": row.as_of.isoformat(), "homes": row.counted.get("household", 0)},
        "limits": telling.limits(row),
        "titles": [titles[0], *titles[2:]],
        "rows": [["" if cell is None else _cell(cell) for cell in [each[0], *each[2:]]] for each in found],
        "sums": [[one.name, f"{one.cost / 100:,.2f}"] for one in told["departments"]],
        "sums_title": _("What it costs more by the year, by department (yuan)"),
        "foot": f"{who} · {at:%Y-%m-%d %H:%M} · {row.edition[:12]}",
    }  # fmt: skip


def _cell(cell: Any) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else f"{cell:,}" if isinstance(cell, int) else str(cell)


@require_GET
def workbook(request: HttpRequest, key: UUID) -> HttpResponse:
    """The same as a workbook; numbers only."""
    row = _done(request, key)
    titles, found = telling.table(row)
    mark = Mark(str(row.key)[:8], request.acting.label, request.acting.label, _("What-if"), request.at)
    sink = BytesIO()
    write_xlsx(sink, title=_("What-if"), mark=mark, columns=titles, rows=found)
    answer = HttpResponse(sink.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="what-if.xlsx"'
    return answer


def _may(request: HttpRequest) -> None:
    if not permits.asks_what_if(request.acting):
        raise PermissionDenied(permits.what_if_asker.sentence())


def _row(request: HttpRequest, key: UUID) -> WhatIf:
    _may(request)
    found: WhatIf | None = telling.listed(request.acting).filter(key=key).first()
    if found is None:
        raise Http404(key)
    return found


def _done(request: HttpRequest, key: UUID) -> WhatIf:
    row = _row(request, key)
    if row.state != WhatIfState.DONE:
        raise Http404(key)
    return row
