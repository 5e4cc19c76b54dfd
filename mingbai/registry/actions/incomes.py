"""逐户算账: a family's income and expense is counted, once; a newer count replaces an older, which stays."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import parcels
from mingbai.kit.files import store
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import yuan
from mingbai.registry import permits
from mingbai.registry.actions import today
from mingbai.registry.actions.refusal import BadDay, OutsideArea, Refused
from mingbai.registry.actions.telling import tell
from mingbai.registry.models import Household, IncomeStatement
from mingbai.registry.queries import incomes, incomes_lines, incomes_reckoning
from mingbai.registry.states import Occasion

COUNTED = "counted"
LARGEST_SIGNATURE = 200 * 1024  # bytes


class BadAmounts(Refused):
    """The amounts cannot be added up."""

    code = "bad_amounts"
    status = 400


class OtherStatement(Refused):
    """The key that the device made is another statement's."""

    code = "other_statement"


class NotAgreed(Refused):
    """A count needs the name of who agreed to it."""

    code = "not_agreed"
    status = 400


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted at the table. Amounts in fen.

    ``key`` is made by the device: the same key twice is one statement. ``base`` is the key of the statement
    that the counter had seen, None if there was none. ``wholes`` are groups given without detail.
    """

    key: UUID
    year: int
    counted_on: date
    lines: Mapping[str, int]
    wholes: Mapping[str, int] = field(default_factory=dict)
    occasion: str = Occasion.YEAR
    base: UUID | None = None
    agreed_by: str = ""
    signature: bytes = b""


@transaction.atomic
def count(*, household: Household, facts: Count, by: ActingPost, at: datetime) -> IncomeStatement:
    """Keep what was counted; an older statement of the year and occasion is replaced.

    Raises OutsideArea, BadDay, BadAmounts, NotAgreed, OtherStatement, and parcels.Parted if somebody else has
    counted since ``base``: nothing is written then.
    """
    if not permits.counts_for(by, household.pk, household.area_code):
        raise OutsideArea(_("This post does not count this family's income."), subject=household)
    _demand_sense(facts, at)
    # Two devices at once: the second waits here, and then sees the first one's statement.
    Household.objects.select_for_update().get(pk=household.pk)
    known = IncomeStatement.objects.filter(key=facts.key).first()
    if known is not None:
        return _same(known, household, facts)
    lines = _lines(facts)
    standing = incomes.current(household, year=facts.year, occasion=facts.occasion)
    _demand_seen(household, facts, lines, standing)
    if standing is not None:
        _replace(standing, facts.counted_on)
    statement = _write(household, facts, lines, by)
    _sign(statement, facts, by, at)
    today.refresh(households=[household.pk], at=at)
    tell(
        household, move="count_income", by=by, at=at,
        year=facts.year, net_per_capita=statement.net_per_capita, agreed_by=facts.agreed_by,
    )  # fmt: skip
    return statement


def _demand_sense(facts: Count, at: datetime) -> None:
    if facts.counted_on > at.date():
        raise BadDay(_("The day lies in the future."))
    if facts.year > facts.counted_on.year:
        raise BadDay(_("The year has not begun."))
    if not facts.agreed_by.strip():
        raise NotAgreed(_("Write who of the household agreed to these figures."))


def _lines(facts: Count) -> dict[str, int]:
    try:
        lines = incomes_reckoning.whole(facts.lines, facts.wholes)
        incomes_reckoning.reckon(lines, members=1)
    except incomes_reckoning.Unreckonable as bad:
        raise BadAmounts(bad.sentence) from bad
    return lines


def _same(known: IncomeStatement, household: Household, facts: Count) -> IncomeStatement:
    """The same parcel again, perhaps days later; another one under its key is refused."""
    if known.household_id != household.pk or known.lines != _lines(facts):
        raise OtherStatement(_("This count was sent before with other figures. Open the page again."))
    return known


def _demand_seen(
    household: Household, facts: Count, lines: Mapping[str, int], standing: IncomeStatement | None
) -> None:
    """Raise Parted if what stands is not what the counter had seen."""
    seen = standing.key if standing else None
    if seen == facts.base:
        return
    known = IncomeStatement.objects.filter(household=household)
    base = known.filter(key=facts.base).first() if facts.base else None
    now = standing.lines if standing else {}
    raise parcels.Parted(
        _("Somebody else has counted this family since. Look at both and say which figure is right."),
        differences=_differences(base.lines if base else {}, now, lines),
        base=str(seen or ""),
        subject=household,
    )


def _differences(
    base: Mapping[str, int], now: Mapping[str, int], sent: Mapping[str, int]
) -> list[parcels.Difference]:
    known = incomes_lines.lines()
    return [
        parcels.Difference(
            f"line-{code}",
            known[code].name,
            yuan(base.get(code, 0)),
            yuan(now.get(code, 0)),
            yuan(sent.get(code, 0)),
        )
        for code in incomes_reckoning.differences(now, sent)
    ]


def _replace(standing: IncomeStatement, on: date) -> None:
    standing.replaced_on = max(on, standing.counted_on)
    standing.version += 1
    standing.save(update_fields=["replaced_on", "version"])


def _write(household: Household, facts: Count, lines: dict[str, int], by: ActingPost) -> IncomeStatement:
    members = incomes.members_on(household, incomes.reference_day(facts.year, facts.counted_on))
    return IncomeStatement.objects.create(
        key=facts.key,
        household=household,
        area_code=household.area_code,
        year=facts.year,
        occasion=facts.occasion,
        counted_on=facts.counted_on,
        members=members,
        lines=lines,
        **asdict(incomes_reckoning.reckon(lines, members=members)),
        origin=COUNTED,
        counted_by=by.label[:200],
        agreed_by=facts.agreed_by.strip(),
    )


def _sign(statement: IncomeStatement, facts: Count, by: ActingPost, at: datetime) -> None:
    """Keep the drawn signature beside the statement, if there is one."""
    if facts.signature:
        try:
            store.take_in(
                iter([facts.signature]), title="signature.png", allowed=frozenset({".png"}),
                limit=LARGEST_SIGNATURE, purpose="signature", by=by, at=at, expires_at=None,
                subject=statement,
            )  # fmt: skip
        except store.Refused as refused:
            raise BadAmounts(_("The signature could not be read. Draw it again.")) from refused
