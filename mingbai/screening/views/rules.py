"""The rule book as pages: the library, a rule, values, documents, what waits to be confirmed, differences."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingbai.kit.shown import day_of
from mingbai.kit.views.paging import paged
from mingbai.rulebook.book import Book, Parameter
from mingbai.screening import permits
from mingbai.screening.queries import book as deciding
from mingbai.screening.queries import decisions, editions, library, overlay, rates, touching, unverified
from mingbai.screening.queries.library import Wish

PAGE = 40


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule, searched and filtered by kind and department."""
    book = editions.current()
    asked = request.GET
    wish = Wish(
        asked.get("kind", ""), asked.get("owner", ""), asked.get("q", "")[:60], asked.get("open") == "1"
    )
    found = library.listed(book, wish)
    pages = paged(request, found, PAGE)
    context = {
        "wish": wish, **pages, "found": len(found), "kinds": library.kinds(),
        "owners": library.owners(book),
        "rows": [{"rule": rule, **library.told(book, rule)} for rule in pages["page_of"]],
        "edition": _edition(book), "counts": _counts(book),
    }  # fmt: skip
    return render(request, "screening/rules.html", context)


def _counts(book: Book) -> dict[str, int]:
    confirmed, whole = unverified.progress(book)
    return {"rules": len(book.rules), "parameters": len(book.parameters), "open": whole - confirmed}


def _edition(book: Book) -> dict[str, Any]:
    return {"hash": book.edition[:12], "number": editions.numbers([book.edition]).get(book.edition)}


@require_GET
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule: to be read aloud above, for the auditor below."""
    book, on = editions.current(), day_of(request.at)
    found = book.rules.get(code)
    if found is None:
        raise Http404(code)
    may = permits.edits_book(request.acting) and permits.of_line(
        request.acting, touching.lines_of(book, [code])
    )
    context = {
        "rule": found, "title": library.text(found.title), "note": library.text(found.note),
        "never_unknown": library.text(found.never_unknown),
        **library.told(book, found), "combined": library.combined(found),
        "sentences": library.sentences(book, found, on), "benefit": _benefit(book, found, on),
        "parameters": library.parameters(book, found, on, deciding.decided_here()),
        "examples": library.examples(book, found), "edition": _edition(book),
        "findings": deciding.findings_of(request.acting, code),
        "rate": rates.of_rule(request.acting, code, on=on), "may_confirm": may and not found.verified,
        "may_ask": permits.asks_what_if(request.acting),
        "url": book.documents[found.document].url,
    }  # fmt: skip
    return render(request, "screening/rule.html", context)


def _benefit(book: Book, found: Any, on: Any) -> dict[str, Any] | None:
    told = library.benefit(book, found, on)
    if told is None:
        return None
    return {**told, "others": [(each.code, library.text(each.title)) for each in told["others"]]}


@require_GET
def parameters(request: HttpRequest) -> HttpResponse:
    """Every parameter with its value of today."""
    book, on, words = editions.current(), day_of(request.at), request.GET.get("q", "")[:60]
    own = deciding.decided_here()
    fitting = [each for each in book.parameters.values() if _named(each, words)]
    pages = paged(request, fitting, PAGE)
    context = {
        "q": words, **pages, "found": len(fitting),
        "rows": [library.valued(book, each, each.on(on), own) for each in pages["page_of"]],
    }  # fmt: skip
    return render(request, "screening/parameters.html", context)


def _named(parameter: Parameter, words: str) -> bool:
    whole = f"{parameter.code} {parameter.words.zh} {parameter.words.en}".lower()
    return all(word in whole for word in words.lower().split())


@require_GET
def parameter(request: HttpRequest, code: str) -> HttpResponse:
    """One parameter: every value with its day and document, and the rules that it leads to."""
    book, on = editions.current(), day_of(request.at)
    found = book.parameters.get(code)
    if found is None:
        raise Http404(code)
    used = touching.by_parameter(book)[code]
    may = permits.edits_book(request.acting) and permits.of_line(
        request.acting, touching.lines_of(book, used)
    )
    own = deciding.decided_here()
    context = {
        "parameter": found, "title": library.text(found.words), "may_edit": may,
        "may_ask": permits.asks_what_if(request.acting) and found.type.kind not in ("table", "codes"),
        "rows": [
            {"value": library.valued(book, found, dated, own), "now": found.on(on) is dated, "dated": dated}
            for dated in reversed(found.values)
        ],
        "rules": [(each, library.text(book.rules[each].title)) for each in used],
        "changes": deciding.changes(request.acting).filter(code=code).exclude(kind="rule")[:20],
    }  # fmt: skip
    return render(request, "screening/parameter.html", context)


@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """The documents register: what every value and rule stands on."""
    book = editions.current()
    words = request.GET.get("q", "")[:60]
    fitting = [one for one in library.papers(book) if words.lower() in f"{one.code} {one.words}".lower()]
    pages = paged(request, fitting, PAGE)
    rows = [
        {
            "paper": one,
            "rules": [(each.code, library.text(each.title)) for each in one.rules],
            "parameters": [(each.code, library.text(each.words)) for each in one.parameters],
        }
        for one in pages["page_of"]
    ]
    context = {"q": words, **pages, "found": len(fitting), "rows": rows}
    return render(request, "screening/documents.html", context)


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Values and rules that nobody has confirmed."""
    if not permits.of_county(request.acting):
        raise PermissionDenied(permits.county_post.sentence())
    book, of = editions.current(), request.GET.get("of", "values")
    if of not in ("values", "rules"):
        raise Http404(of)
    found = unverified.waiting(book, on=day_of(request.at), of=of)
    pages = paged(request, found, PAGE)
    confirmed, whole = unverified.progress(book)
    edits = permits.edits_book(request.acting)
    rows = [
        {"one": one, "may": edits and permits.of_line(request.acting, one.lines)} for one in pages["page_of"]
    ]
    context = {
        "rows": rows, **pages, "found": len(found), "of": of,
        "confirmed": confirmed, "whole": whole,
        "tabs": [("?of=values", _("Values")), ("?of=rules", _("Rules"))],
    }  # fmt: skip
    return render(request, "screening/unverified.html", context)


@require_GET
def differences(request: HttpRequest) -> HttpResponse:
    """What differs between two editions."""
    if not permits.of_county(request.acting):
        raise PermissionDenied(permits.county_post.sentence())
    before, after = (_kept(request, request.GET.get(name, "")) for name in ("from", "to"))
    found = deciding.differences(editions.kept(before), editions.kept(after))
    context = {
        "before": before, "after": after, "rows": found,
        "all": deciding.kept(request.acting)[:50],
    }  # fmt: skip
    return render(request, "screening/differences.html", context)


def _kept(request: HttpRequest, number: str) -> Any:
    found = deciding.edition(request.acting, int(number)) if number.isdecimal() and len(number) < 9 else None  # noqa: PLR2004 - digits of an int
    if found is None:
        raise Http404(number)
    return found


@require_GET
def own_file(request: HttpRequest) -> HttpResponse:
    """The county's decisions as the pack that headless commands read with --packs, packed as a folder."""
    if not permits.of_county(request.acting):
        raise PermissionDenied(permits.county_post.sentence())
    answer = HttpResponse(overlay.folder(decisions.in_force()), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="county-pack.zip"'
    return answer
