"""The ways of bench.exporting, on a list of people such as a county hands over."""

from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import xlsxwriter
from django.db import connections, transaction
from django.db.models import Q

from mingbai.kit import clock, slots
from mingbai.kit.files import store
from mingbai.kit.jobs.execute import acting_for, execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.ledger import Column, Filter, Ledger
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.actions import exports
from mingbai.org.models import ExportRequest
from mingbai.org.queries.exports import EXPORTABLE
from mingbai.registry.models import Person
from tests.factories import county, population

BASE = 10_000_000
COPY = """
    COPY (SELECT p.number, p.name, p.sex, p.birth_date, p.id_last4, p.phone_last4, p.relation, h.number,
                 h.head_name, p.area_code, h.category, p.changed_at
            FROM registry_person p LEFT JOIN registry_household h ON h.id = p.household_id
           WHERE p.id <= {} ORDER BY p.name_sort, p.id) TO STDOUT (FORMAT csv)"""


@dataclass(frozen=True, slots=True)
class First(Filter):
    """The first so many people."""

    def condition(self, value: str, acting: ActingPost) -> Q:
        return Q(pk__lte=BASE + int(value))


people = Ledger(
    name="bench:people",
    title="人口台账",
    model=Person,
    order="name_sort",
    select=("household",),
    columns=[
        Column("number", "人编号"),
        Column("name", "姓名", sort="name_sort"),
        Column("sex", "性别"),
        Column("birth_date", "出生日期", kind="day"),
        Column("id_last4", "证件末四位"),
        Column("phone_last4", "电话末四位"),
        Column("relation", "与户主关系"),
        Column("household", "户编号", "household.number"),
        Column("head", "户主", "household.head_name"),
        Column("area_code", "区划代码"),
        Column("category", "户类型", "household.category"),
        Column("changed_at", "最近变更", kind="minute"),
    ],
    filters=[First("first", "前")],
)
slots.fill({**{name: slots.filled(name) for name in slots.declared()}, EXPORTABLE: [people]})


def lay(size: int) -> None:
    """The county's areas and posts by the program's own verbs; households and people by set-based statements."""
    county.load()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT code FROM org_area WHERE level = 'village' AND NOT statistical ORDER BY code")
        villages = [code for (code,) in cursor.fetchall()]
        with transaction.atomic(using="owner"):
            population.lay(
                cursor,
                people=size,
                villages=villages,
                base=BASE,
                statements=(population.HOUSEHOLDS, population.PERSONS),
            )
        cursor.execute("VACUUM ANALYZE registry_person, registry_household")


@cache
def _people() -> tuple[county.Person, county.Person]:
    """Who asks, and who approves."""
    return (
        county.person("county_office_officer", unit="lead_office"),
        county.person("county_office_head", unit="lead_office"),
    )


def asked(kind: str, rows: int) -> int:
    """Ask as one post, approve as another person's; the number of the job that waits."""
    clerk, head = _people()
    with entered(clerk.acting), transaction.atomic():
        export = exports.ask(
            ledger=people.name, filters={"first": str(rows)}, rows=rows, purpose="report_up", reason="全县人口台账上报",
            kind=kind, by=clerk.acting, at=clock.read(),
        )  # fmt: skip
    with entered(head.acting), transaction.atomic():
        waiting = ExportRequest.objects.get(pk=export.pk)
        exports.approve(export=waiting, by=head.acting, at=clock.read())
        return int(waiting.job_id)


def ours(rows: int, _path: Path, job: int) -> tuple[int, int]:
    """The job as the worker runs it, watched; its rows, and the bytes of the file."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT user_id, post_id FROM kit_job WHERE id = %s", [job])
        user, post = cursor.fetchone()
    execute(job, user=user, post=post)
    with entered(acting_for(user=user, post=post)), transaction.atomic():
        done = Job.objects.get(pk=job)
        assert done.result == {"rows": rows}, (done.state, done.error)
        file = store.kept(ExportRequest.objects.get(job_id=job).file_id)
    return rows, file.size


def copied(rows: int, path: Path, _job: int) -> tuple[int, int]:
    """PostgreSQL's own way, as the owner."""
    with (
        transaction.atomic(using="owner"),
        connections["owner"].cursor() as cursor,
        path.open("wb") as file,
        cursor.copy(COPY.format(BASE + rows)) as copy,
    ):
        for data in copy:
            file.write(data)
    with path.open("rb") as file:
        return sum(1 for _line in file), path.stat().st_size


def naive(rows: int, path: Path, _job: int) -> tuple[int, int]:
    """What one would write at first: fetch all, fill a workbook, close it."""
    with transaction.atomic(using="owner"):
        found = list(
            Person.objects.using("owner")
            .select_related("household")
            .filter(pk__lte=BASE + rows)
            .order_by("name_sort", "id")
        )
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [str(column.title) for column in people.columns])
    for at, person in zip(count(1), found, strict=False):
        sheet.write_row(at, 0, [str(column.read(person)) for column in people.columns])
    book.close()
    return len(found), path.stat().st_size
