"""How often each rule was right: by rule, month and township; every figure opens the answers behind it."""

from calendar import monthrange
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingbai.kit.ledger import BadQuestion
from mingbai.kit.scope import range_of
from mingbai.kit.shown import day_of
from mingbai.org.queries import areas
from mingbai.screening import permits
from mingbai.screening.queries import rates, rules, words

YEAR = 12
PARAMS = {"rule", "town", "month"}


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """The last twelve months; ``?rule=``, ``?town=`` and ``?month=`` (YYYY-MM) narrow them."""
    if not permits.rates(request.acting, None):
        raise PermissionDenied(permits.rates.sentence())
    asked = _asked(request)
    since, until = _period(request, asked)
    tallies = rates.counted(
        request.acting, since=since, until=until, rule=asked.get("rule", ""), town=asked.get("town", "")
    )
    by_rule = rates.by_rule(tallies, english=words.english())
    by_town = rates.by_town(tallies)
    names = areas.names(rate.code for rate in by_town)
    span = (since, until)
    context = {
        "asked": asked,
        "since": since,
        "until": until,
        "rules": [_shown(rate, rate.title, asked, span, rule=rate.code) for rate in by_rule],
        "months": [_of_month(rate, asked) for rate in rates.by_month(tallies)],
        "towns": [
            _shown(rate, names.get(rate.code, rate.code), asked, span, town=rate.code) for rate in by_town
        ],
        "wrong": rules.section("wrong"),
        "narrowed": [(name, _name(name, value, by_rule, names)) for name, value in asked.items()],
        "mender": permits.mender(request.acting, None),
    }
    return render(request, "screening/rates.html", context)


def _asked(request: HttpRequest) -> dict[str, str]:
    found = {name: request.GET[name] for name in request.GET if request.GET[name]}
    if set(found) - PARAMS:
        raise BadQuestion(_("The address makes no sense. Open the page again."))
    try:
        if "town" in found:
            range_of(found["town"])
        if "month" in found:
            date.fromisoformat(f"{found['month']}-01")
    except ValueError as wrong:
        raise BadQuestion(_("The address makes no sense. Open the page again.")) from wrong
    return found


def _period(request: HttpRequest, asked: dict[str, str]) -> tuple[date, date]:
    """The month asked for, else the last twelve: their first days."""
    if "month" in asked:
        month = date.fromisoformat(f"{asked['month']}-01")
        return month, month
    today = day_of(request.at)
    return rates.months_before(today, YEAR - 1), today.replace(day=1)


def _of_month(rate: rates.Rate, asked: dict[str, str]) -> dict[str, Any]:
    month = date.fromisoformat(rate.code)
    return _shown(rate, f"{month:%Y-%m}", asked, (month, month), month=f"{month:%Y-%m}")


def _shown(
    rate: rates.Rate, title: str, asked: dict[str, str], span: tuple[date, date], **narrower: str
) -> dict[str, Any]:
    """A line: its figures, the way further in, and to the answers themselves."""
    here = {**asked, **narrower}
    limits = rules.section("wrong")
    wrong = (
        rate.answers >= limits["least_answers"]
        and rate.denied * 100 >= limits["wrong_percent"] * rate.answers
    )
    return {
        "rate": rate,
        "title": title,
        "url": f"{reverse('screening:rates')}?{urlencode(here)}",
        "confirmed_url": _list(here, span, "true"),
        "denied_url": _list(here, span, "false"),
        "wrong": wrong,
    }


def _list(here: dict[str, str], span: tuple[date, date], verdict: str) -> str:
    since, until = span
    last = until.replace(day=monthrange(until.year, until.month)[1])
    given = {
        "source": "rule", "verdict": verdict, "rule": here.get("rule", ""), "area": here.get("town", ""),
        "answered_from": since.isoformat(), "answered_to": last.isoformat(),
    }  # fmt: skip
    return (
        f"{reverse('screening:findings')}?{urlencode({name: text for name, text in given.items() if text})}"
    )


def _name(name: str, value: str, by_rule: list[rates.Rate], towns: dict[str, str]) -> str:
    if name == "rule":
        return next((rate.title for rate in by_rule if rate.code == value), value)
    return towns.get(value, value) if name == "town" else value
