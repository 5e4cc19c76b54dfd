"""What the ledger holds of a household, in a few words beside each question: nobody is asked twice."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mingbai.kit.shown import yuan
from mingbai.registry.models import Household
from mingbai.registry.queries import guarantees, incomes_threshold
from mingbai.registry.queries.asof import Then

# In the order in which `guarantees.of` gives its ticks.
TICKS = ("schooling", "medical", "house", "water")


def held(household: Household, then: Then) -> dict[str, str]:
    """Words by what a question shows; nothing where nothing is known."""
    found = {
        "income": _income(household),
        "members": "、".join(each.membership.person_name for each in then.members),
        "helper": then.pairing.helper_name if then.pairing else "",
        **_ticks(then),
    }
    return {name: words for name, words in found.items() if words}


def _income(household: Household) -> str:
    """The newest yearly statement's net income per head, and the line of that year."""
    if household.net_per_capita is None or household.net_year is None:
        return ""
    line = incomes_threshold.of_year(household.net_year)
    said = _("%(year)s: %(amount)s yuan a head") % {
        "year": household.net_year, "amount": yuan(household.net_per_capita),
    }  # fmt: skip
    return said if line.fen is None else f"{said}（{line.words} {yuan(line.fen)}）"


def _ticks(then: Then) -> dict[str, str]:
    called = {"yes": _("in order by the ledger"), "no": _("wanting by the ledger"), "unknown": ""}
    return {
        name: " ".join(filter(None, [called[one.tick], one.why]))
        for name, one in zip(TICKS, guarantees.of(then), strict=True)
    }
