"""One statement: every line, every formula, who counted and who agreed."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mingbai.kit import scope
from mingbai.registry import permits
from mingbai.registry.models import IncomeStatement
from mingbai.registry.queries import incomes


@require_GET
def statement(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The statement with what it replaced; of a family beyond the post's reach there is none."""
    acting = scope.require()
    found = scope.rows(IncomeStatement, acting).select_related("household").filter(key=key).first()
    if found is None:
        raise Http404(key)
    household = found.household
    shown = {
        "statement": found,
        "household": household,
        "groups": incomes.shown(
            found, incomes.before(household, year=found.year), incomes.known(household, found.year)
        ),
        "formulas": incomes.formulas(found),
        "older": incomes.replaced(found),
        "signatures": incomes.signatures(found),
        "may_count": permits.counts_for(acting, household.pk, household.area_code),
    }
    return render(request, "registry/statement.html", shown)
