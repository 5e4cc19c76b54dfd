"""交办单: what is on the list goes out weekly, a sheet for each township and department."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import monday
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.versions import change
from mingbai.org.models import Area
from mingbai.oversight import permits
from mingbai.oversight.actions import problems
from mingbai.oversight.actions.refusal import MayNotList, NothingToAssign
from mingbai.oversight.models import Problem, Sheet
from mingbai.oversight.states import ProblemState


@transaction.atomic
def issue(*, by: ActingPost, at: datetime, area: str = "") -> list[Sheet]:
    """Assign everything on the list (below an area), sheet by sheet. Raises MayNotList, NothingToAssign."""
    listed = Problem.objects.filter(state=ProblemState.LISTED, area_code__startswith=area)
    waiting = sorted(listed.select_for_update(), key=_addressee)
    if not waiting:
        raise NothingToAssign(_("Nothing on the list waits to be assigned."))
    return [_issued(key, list(rows), by, at) for key, rows in groupby(waiting, key=_addressee)]


def _addressee(problem: Problem) -> tuple[str, str]:
    """The township; a problem that lies in no township goes to the department that owns it."""
    if permits.in_county(problem.area_code):
        return problem.area_code, problem.owner
    return problem.area_code[:9] + "000", ""


def _issued(key: tuple[str, str], rows: list[Problem], by: ActingPost, at: datetime) -> Sheet:
    area, unit = key
    if not all(permits.office(by, one) for one in rows):
        raise MayNotList(permits.office.sentence())
    week = monday(at.date())
    sheet = Sheet(
        area_code=area,
        unit=unit,
        addressee=_name(area, unit),
        week=week,
        number=_number(area, unit, at),
        issued_at=at,
        issued_by=by.label[:120],
    )
    sheet.save(force_insert=True)
    for one in rows:
        problems.assign(problem=one, sheet=sheet, by=by, at=at)
    return sheet


def _number(area: str, unit: str, at: datetime) -> str:
    """JB-, the day, to whom, and the how manieth that day."""
    stem = f"JB-{at:%Y%m%d}-{unit or area[6:9]}"
    return f"{stem}-{Sheet.objects.filter(number__startswith=stem).count() + 1}"


def _name(area: str, unit: str) -> str:
    if unit:
        return str(installed().section("units")[unit]["name"].zh)
    return Area.objects.get(code=area).name


@transaction.atomic
def acknowledge(*, sheet: Sheet, by: ActingPost, at: datetime, version: int) -> None:
    """The township or department has received it. Raises MayNotList, StaleVersion."""
    if sheet.acknowledged_at is not None or not permits.addressed(by, sheet):
        raise MayNotList(_("The township or department it is addressed to acknowledges it, once."))
    change(sheet, version=version, values={"acknowledged_at": at, "acknowledged_by": by.label[:120]})
