"""The demo's ledger: the county on disk brought in as a newcomer would, after five years of history.

Everything goes through the registry's own verbs: the opening of 2016 by the real import, what has happened
since by the bulk actions at their own days, the files of November 2020 by the import again.
"""

import shutil
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

import polars as pl
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from mingbai.demo import changes, desk, errands, pairings
from mingbai.demo.files.beside import Files
from mingbai.demo.mark import HalfMade
from mingbai.demo.past import halves, incomes, opening
from mingbai.demo.past.halves import Half
from mingbai.demo.past.story import told
from mingbai.demo.together import Together, in_turn
from mingbai.kit import scope
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import circumstances, circumstances_bulk, freezing, importing, incomes_bulk
from mingbai.registry.models import Household, ImportBatch, Membership
from mingbai.registry.states import Category, FreezeKind
from mingbai.tables.declaring import shipped

SENDER, MERGER = "clerk", "office"
TODAYS = ("国家系统户信息.xlsx", "国家系统人员信息.xlsx")
SHEET = "行政村基本情况表.xlsx"
ROSTER, BORN_SINCE = "农户花名册.csv", "农户花名册补报.csv"
MONITORED = "国家系统监测对象信息"
GROUP_COLUMNS = {
    incomes.WAGE: "whole_wage",
    incomes.BUSINESS: "whole_business",
    incomes.EXPENSE: "whole_business_expense",
    "财产性收入": "whole_property",
    "转移性收入": "whole_transfer",
}
Say = Callable[[str], None]


def load(home: Path, *, files: Files, at: datetime, say: Say, together: Together) -> None:
    """Build the ledger of the county's files once; ``at`` is the demo's now. Raises HalfMade."""
    with transaction.atomic(), scope.entered(errands.acting(MERGER, at)):
        begun, done = Household.objects.exists() or ImportBatch.objects.exists(), desk.laid()
    if done:
        return
    if begun:
        raise HalfMade
    with_past(files.people(say), home / "county-2016", at=at, say=say, together=together)


def with_past(county: Path, folder: Path, *, at: datetime, say: Say, together: Together = in_turn) -> None:
    """The opening, the years since, the files of today; both halves of the county at once."""
    shutil.rmtree(folder, ignore_errors=True)
    people, began = county / "people", told()["opening"]
    past = opening.write(people, folder)
    both = halves.of(past, people)
    say(str(began.year))
    opened = partial(bring, as_of=began, at=_at(began, days=20), now=at, category=Category.POOR)
    together([partial(opened, half.files) for half in both])
    for year in range(began.year, at.year + 1):
        say(str(year))
        stated = opening.stated(people, year)
        together([partial(_year, year, half, stated, at) for half in both])
        _freeze(year, at)
    _watch(people / f"{MONITORED}.xlsx", at)
    today = partial(bring, as_of=at.date(), at=_earlier(at), now=at, category=Category.GRADUATED)
    national, rosters = [people / name for name in (*TODAYS, SHEET)], [_born_since(people, folder)]
    together([partial(today, files) for files in (national, rosters)])
    pairings.load(at=at)
    desk.load(at=at)


def _born_since(people: Path, folder: Path) -> Path:
    """The townships' supplement to their rosters: ordinary people who were not there at the opening."""
    at_opening = pl.read_csv(folder / f"{opening.ROSTER}.csv", infer_schema=False)["人口编号"]
    today = pl.read_csv(people / ROSTER, infer_schema=False)
    path = folder / BORN_SINCE
    today.filter(~pl.col("人口编号").is_in(at_opening.implode())).write_csv(path, include_bom=True)
    return path


def bring(files: Sequence[Path], *, as_of: date, at: datetime, now: datetime, category: str) -> ImportBatch:
    """Files into the ledger at a time of the past: sent by one of today's posts, merged by another."""
    sender, merger = errands.acting(SENDER, now), errands.acting(MERGER, now)
    uploads = [importing.Upload.of(path) for path in files]
    with transaction.atomic(), scope.entered(sender):
        batch = importing.stage(files=uploads, as_of=as_of, by=sender, at=at, category=category)
        importing.check(batch=batch, by=sender, at=at)
        importing.ask(batch=batch, by=sender, at=at)
    with transaction.atomic(), scope.entered(merger):
        return importing.merge_now(batch=batch, by=merger, at=at)


def _year(year: int, half: Half, stated: dict[str, dict[str, str]], now: datetime) -> None:
    """What has happened in a year, what was earned, who graduated.

    `stated`: the year's own sheet, where the county still has it, by household.
    """
    closing = min(date(year, 12, 31), now.date())
    happened = [one for one in half.happened if one.on.year == year and one.on <= closing]
    changes.record(happened, now=now)
    if year in told()["way"]:
        by = errands.acting(MERGER, now)
        with transaction.atomic(), scope.entered(by):
            _count(year, half.rows, stated, by)
            _graduate(year, half.rows, by)


def _freeze(year: int, now: datetime) -> None:
    """The lists of a year as they stood."""
    by = errands.acting(MERGER, now)
    with transaction.atomic(), scope.entered(by):
        for day in _frozen_on(year, now.date()):
            freezing.freeze(kind=FreezeKind.MONTH_END, as_of=day, by=by, at=min(_at(day, days=1), now))


def _frozen_on(year: int, today: date) -> list[date]:
    """The last day of the year, in the last year those of its months: what a county could still show."""
    months = range(1, 13) if year == today.year else [12]
    ends = [date(year, month, monthrange(year, month)[1]) for month in months]
    return [day for day in ends if day < today]


def _watch(path: Path, at: datetime) -> None:
    by = errands.acting(MERGER, at)
    with transaction.atomic(), scope.entered(by):
        watched(path, by=by, at=at)


def watched(path: Path, *, by: ActingPost, at: datetime) -> None:
    """监测对象 as the national export lists them, each from the day of its newest identification."""
    listed = opening.sheet(path, key="监测编号").filter(风险是否已消除="否").sort("识别日期")
    named = Household.objects.filter(number__in=listed["户编号"].to_list())
    homes = {home.number: home for home in named}
    kinds = {choice.words.zh: choice.code for choice in shipped().lists["monitor_type"]}
    for row in listed.unique("户编号", keep="last", maintain_order=True).iter_rows(named=True):
        on = date.fromisoformat(row["识别日期"])
        if (home := homes.get(row["户编号"])) and row["监测对象类别"] in kinds and on <= at.date():
            values = {"monitor": kinds[row["监测对象类别"]]}
            circumstances.change_household(household=home, on=on, values=values, by=by, at=_at(on))


def _count(year: int, rows: list[dict[str, str]], stated: dict[str, dict[str, str]], by: ActingPost) -> None:
    """逐户算账 of the year, in December."""
    on = date(year, 12, 10)
    homes = _homes(rows)
    members = _members([home.pk for home in homes.values()], on)
    found = [
        {
            "household_id": homes[row["户编号"]].pk,
            "area_code": homes[row["户编号"]].area_code,
            "year": year,
            "counted_on": on,
            "members": members.get(homes[row["户编号"]].pk, 0),
            **_amounts(row, year),
            **stated_amounts(stated.get(row["户编号"])),
        }
        for row in rows
        if row["户编号"] in homes
    ]
    incomes_bulk.count_many(pl.DataFrame(found), counted_by=by.label, at=_at(on))


def _homes(rows: Sequence[dict[str, str]]) -> dict[str, Household]:
    numbers = [row["户编号"] for row in rows]
    return {home.number: home for home in Household.objects.filter(number__in=numbers, registered=True)}


def _members(homes: Sequence[int], on: date) -> dict[int, int]:
    there = Membership.objects.filter(valid_from__lte=on, household__in=homes).exclude(valid_to__lte=on)
    counted = there.order_by().values_list("household_id").annotate(members=Count("pk"))
    return dict(counted)


def stated_amounts(row: dict[str, str] | None) -> dict[str, int]:
    """What a year's own sheet says of a household, instead of what we make up."""
    return {**_of(incomes.scaled(row, 1.0)), "members": int(row["家庭人口数"])} if row else {}


def _amounts(row: dict[str, str], year: int) -> dict[str, int]:
    return _of(incomes.income_of(row, year))


def _of(fen: dict[str, int]) -> dict[str, int]:
    income = installed().section("income").items()
    lines = {line["column"]: code for code, line in income if line.get("column")}
    titles = {column.title.zh: column.name for column in shipped().datasets["national_household"].columns}
    detail = {lines[titles[name]]: fen[name] for name in (*incomes.PROPERTY, *incomes.TRANSFER)}
    return {**detail, **{column: fen[title] for title, column in GROUP_COLUMNS.items()}}


def _graduate(year: int, rows: list[dict[str, str]], by: ActingPost) -> None:
    """Households that the county found to have left poverty at the end of a year."""
    numbers = [row["户编号"] for row in rows if opening.graduation(row["户编号"]) == year]
    ids = list(Household.objects.filter(number__in=numbers, registered=True).values_list("pk", flat=True))
    on = date(year, 12, 31)
    values = {"category": Category.GRADUATED}
    circumstances_bulk.change_households(households=ids, on=on, values=values, by=by, at=_at(on))


def _at(day: date, *, days: int = 0) -> datetime:
    """Nine in the morning of a day, or some days later."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time(9)))


def _earlier(now: datetime) -> datetime:
    """Three hours ago, but on the same day: nobody sends a list of a day that has not begun."""
    return max(now - timedelta(hours=3), now.replace(hour=0, minute=0, second=0, microsecond=0))
