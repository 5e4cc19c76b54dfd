"""Months of supervision laid quickly: households checked, problems listed and assigned, months frozen."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mingbai.kit.scope import ActingPost
from mingbai.oversight.actions import freezing, problems, sheets
from mingbai.oversight.models import Exposure, FrozenPeriod, Period, Problem
from tests.factories.county import VILLAGE
from tests.oversight import scene

NEIGHBOUR = "411726102203"
HOMES = 12
SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YEAR = datetime(2021, 1, 15, 9, 0, tzinfo=SHANGHAI)
QUARTER = (date(2020, 10, 1), date(2020, 11, 1), date(2020, 12, 1))


def checked(office: ActingPost, month: date, *subjects: tuple[str, str, str, str], n: int = HOMES) -> None:
    """So many households of each (kind, number, area, kind of post) were checked in a month."""
    with scene.act(office):
        Exposure.objects.bulk_create(
            Exposure(
                area_code=area, subject=kind, subject_no=no, post_kind=post_kind, month=month,
                inspected=month.year * 10_000 + month.month * 100 + each,
            )
            for kind, no, area, post_kind in subjects
            for each in range(n)
        )  # fmt: skip


def villages(office: ActingPost, months: tuple[date, ...] = QUARTER) -> None:
    """Two villages of two townships were checked in each of the months."""
    for month in months:
        checked(office, month, *(("village", code, code, "") for code in (VILLAGE, NEIGHBOUR)))


def problem(
    office: ActingPost, day: date, severity: str = "moderate", area: str = VILLAGE, **more: str
) -> Problem:
    """Found on a day by the third party, assigned that day."""
    at = datetime.combine(day, datetime.min.time(), SHANGHAI) + timedelta(hours=9)
    wanted = problems.Wanted(
        **{"name": "户", "title": "样例", **more}, area_code=area, source="third_party", category="policy",
        severity=severity, fact="样例事实", found_on=day,
    )  # fmt: skip
    with scene.act(office):
        found = problems.enlist(wanted=wanted, by=office, at=at)
        sheets.issue(by=office, at=at)
        found.refresh_from_db()
        return found


def freeze(by: ActingPost, *names: str, at: datetime = NEW_YEAR) -> FrozenPeriod:
    """Freeze periods one after another; the last."""
    with scene.act(by):
        return [freezing.freeze(period=_read(name), by=by, at=at) for name in names][-1]


def _read(name: str) -> Period:
    found = Period.read(name)
    assert found is not None
    return found
