"""Pages of runs: asking for one, calling it off, and why a rule holds for somebody or why not."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mingbai.kit.requests import asks_only
from mingbai.rulebook.explaining import ANSWERS, TRUTHS, Explanation
from mingbai.screening import permits
from mingbai.screening.actions import runs, sent, why
from mingbai.screening.forms.runs import AskRun, AskWhy
from mingbai.screening.queries import runs as queries
from mingbai.screening.states import RunOccasion

INCOMPLETE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The county office has a comparison run."""
    if not permits.runs(request.acting, None):
        raise PermissionDenied(permits.runs.sentence())
    form = AskRun(request.POST or None, initial={"as_of": request.at.date()})
    if request.method == "POST" and form.is_valid():
        try:
            run = runs.ask(
                occasion=RunOccasion.HAND, as_of=form.cleaned_data["as_of"], by=request.acting, at=request.at
            )
        except (runs.DayAhead, runs.RunsAlready) as refusal:
            form.add_error("as_of", str(refusal.sentence))
        else:
            messages.success(request, _("The comparison waits for its turn; this page follows it."))
            return redirect("screening:runs-one", run.key)
    status = INCOMPLETE if form.errors else 200
    return render(request, "screening/run_ask.html", {"form": form}, status=status)


@require_POST
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Call a run off."""
    if not permits.runs(request.acting, None):
        raise PermissionDenied(permits.runs.sentence())
    run = queries.found(request.acting, key)
    if run is None:
        raise Http404(key)
    try:
        runs.cancel(run=run, by=request.acting, at=request.at)
    except runs.Over as over:
        messages.info(request, str(over.sentence))
    return redirect("screening:runs-one", run.key)


@asks_only
@require_http_methods(["GET", "HEAD", "POST"])
def ask_why(request: HttpRequest) -> HttpResponse:
    """A rule and a household or person: each condition with its values and documents."""
    asked = why.codes(request.acting, request.at.date())
    if not asked:
        raise PermissionDenied(permits.sees.sentence())
    form = AskWhy(request.POST or None, as_of=request.at.date(), codes=asked)
    found = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            found = why.explain(
                rule=given["rule"], number=given["number"].strip(), purpose=given["purpose"],
                sent=sent.Exchange(), by=request.acting, at=request.at,
            )  # fmt: skip
        except why.Nobody as nobody:
            form.add_error("number", str(nobody.sentence))
    told = _told(found) if found else None
    context = {"form": form, "told": told}
    return render(request, "screening/run_why.html", context, status=INCOMPLETE if form.errors else 200)


def _told(one: Explanation) -> dict[str, object]:
    language = get_language() or "zh-hans"
    return {
        "title": one.title.said(language), "sentence": one.sentence(language),
        "answer": ANSWERS[one.answer].said(language),
        "reasons": [
            {
                "truth": TRUTHS[reason.truth].said(language), "words": reason.words.said(language),
                "values": [
                    {
                        "words": value.words.said(language), "value": value.value.said(language),
                        "document": value.document.said(language) if value.document else "",
                        "open": value.verified is False,
                    }
                    for value in reason.values
                ],
            }
            for reason in one.reasons
        ],
    }  # fmt: skip
