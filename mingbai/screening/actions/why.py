"""Why a rule holds for somebody, or why not: worked out when somebody with a right asks, kept by nobody.

Of registered and monitored people from the newest run's facts; of others from what there is today, for them
alone (handbook O.1). The look is recorded with its purpose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import sight
from mingbai.kit.files import store
from mingbai.kit.pack import installed
from mingbai.kit.refusal import Refused
from mingbai.kit.scope import ActingPost, rows
from mingbai.registry.models import Household, Person
from mingbai.rulebook.book import Book, Rule
from mingbai.rulebook.explaining import Explanation
from mingbai.rulebook.on_duckdb import Session
from mingbai.screening import permits
from mingbai.screening.actions import alone
from mingbai.screening.actions.incoming import restricted
from mingbai.screening.actions.sent import Sent
from mingbai.screening.queries import editions, facts

ASKED = ("household", "person")


class MayNotAsk(Refused):
    """Not this post, or not of this rule."""

    code = "may_not_ask"
    status = 403


class Nobody(Refused):
    """No such household or person within reach."""

    code = "nobody"
    status = 400


def codes(acting: ActingPost, on: date) -> list[str]:
    """The rules that a post may ask about: of its lines, and of assets only for whom the pack names."""
    book = editions.book(on)
    return [code for code, rule in book.rules.items() if rule.subject in ASKED and _may(acting, book, rule)]


def _may(acting: ActingPost, book: Book, rule: Rule) -> bool:
    if not permits.sees(acting, None) or acting.households is not None:
        return False
    few = installed().section("screening")["sight"]
    unit = installed().section("units").get(rule.owner)
    lines = unit["lines"] if unit else ()
    own = not acting.lines or acting.kind in few["every_line"] or bool(acting.lines & set(lines))
    kind = "undue" if rule.kind == "policy" else rule.kind
    return own and (acting.kind in few["restricted"] or not restricted(book, rule, kind))


@transaction.atomic
def explain(*, rule: str, number: str, purpose: str, sent: Sent, by: ActingPost, at: datetime) -> Explanation:
    """The answer about one household or person by the nation's number. Raises MayNotAsk, Nobody."""
    day = at.date()
    book = editions.book(day)
    if rule not in book.rules or not _may(by, book, book.rules[rule]):
        raise MayNotAsk(_("Your post does not ask about this rule."))
    home, key = _subject(book.rules[rule], number, by)
    sight.note(
        subject=home, area_code=home.area_code, act=sight.Act.SEEN,
        purpose=f"{rule} {book.rules[rule].title.zh}：{purpose}"[:200], by=by, at=at,
    )  # fmt: skip
    with _tables(home, sent, by=by, at=at) as (tables, as_of):
        session = Session(book, tables)
        try:
            found = session.run(as_of=as_of, rules=[rule]).explain(rule, key)
        finally:
            session.connection.close()
    if found is None:
        raise Nobody(_("The comparison knows nobody of this number."))
    return found


def _subject(rule: Rule, number: str, by: ActingPost) -> tuple[Household, str]:
    if rule.subject == "household":
        home = rows(Household, by).filter(number=number).first()
        if home is not None:
            return home, number
        raise Nobody(_("There is no household of this number within your reach."))
    person = rows(Person, by).filter(number=number).select_related("household").first()
    if person is None or person.household is None:
        raise Nobody(_("There is no person of this number within your reach."))
    return person.household, number


@contextmanager
def _tables(
    home: Household, sent: Sent, *, by: ActingPost, at: datetime
) -> Iterator[tuple[Mapping[str, Path], date]]:
    """The newest run's tables where they hold the household, else tables of it alone."""
    run = facts.newest()
    if run is not None and run.facts is not None:
        try:
            with facts.opened(run) as kept:
                keys = pl.read_parquet(kept["keys_household"], columns=["household_id"])
                if home.pk in keys["household_id"]:
                    known = {one.dataset for one in editions.book(run.as_of).entities.values()}
                    yield {name: path for name, path in kept.items() if name in known}, run.as_of
                    return
        except store.Gone:
            pass  # its time is over: worked out from what there is today
    with alone.laid(home.pk, editions.book(at.date()), sent=sent, by=by, at=at) as tables:
        yield tables.paths, at.date()
