"""What tests of imports do again and again."""

from datetime import date, datetime

from mingbai.kit.scope import ActingPost, entered
from mingbai.registry.actions import importing
from mingbai.registry.models import ImportBatch
from tests.factories import sheets
from tests.factories.county import AT

AS_OF = date(2020, 10, 31)


def checked(
    uploads: list[importing.Upload], by: ActingPost, *, as_of: date = AS_OF, at: datetime = AT
) -> ImportBatch:
    """Files staged and checked."""
    batch = importing.stage(files=uploads, as_of=as_of, by=by, at=at)
    return importing.check(batch=batch, by=by, at=at)


def merged(batch: ImportBatch, by: ActingPost, merger: ActingPost, *, at: datetime = AT) -> ImportBatch:
    """Asked for by one post and merged by the other."""
    importing.ask(batch=batch, by=by, at=at)
    with entered(merger):
        return importing.merge_now(batch=batch, by=merger, at=at)


def township(folder, families: list[list[sheets.Row]], **home) -> list[importing.Upload]:
    """The two national workbooks of some families."""
    rows = [row for family in families for row in family]
    return [
        sheets.person_sheet(folder / f"persons-{len(rows)}.xlsx", rows),
        sheets.household_sheet(
            folder / f"homes-{len(rows)}.xlsx", [sheets.home(family, **home) for family in families]
        ),
    ]
