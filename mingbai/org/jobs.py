"""What the room's queue does: making exports; the machine's rounds."""

from collections.abc import Generator, Iterable
from contextlib import closing
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.kit import sight
from mingbai.kit.export import Mark, write_xlsx
from mingbai.kit.files import store
from mingbai.kit.jobs import job
from mingbai.kit.jobs.run import Run
from mingbai.kit.ledger import Asked, Ledger, table_of
from mingbai.kit.pack import installed
from mingbai.org.actions import exports
from mingbai.org.models import ExportRequest
from mingbai.org.queries.exports import exportable
from mingbai.org.queries.machine import machine
from mingbai.org.states import ExportState

TOLD_EVERY = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@job("org.exports.make", title=_("Export"))
def make_export(run: Run, *, export: str) -> dict[str, Any]:
    """Write the list as the asker's post sees it now; nothing for a request that is made already."""
    with run.step():
        request = ExportRequest.objects.select_for_update().get(key=export)
        ledger = exportable(request.ledger)
        if request.state != ExportState.MAKING:
            return {}
        if ledger is None or not ledger.who(run.acting, None):
            exports.fail(export=request, by=machine(), at=run.at)
            return {}
        return {"rows": _write(run, request, ledger)}


def _write(run: Run, request: ExportRequest, ledger: Ledger) -> int:
    titles, rows = table_of(ledger, run.acting, Asked(request.filters))
    counted: list[int] = []
    # Closed here whatever happens: the rows come from a cursor of the server.
    with closing(rows), closing(_followed(run, rows, request.rows)) as followed:
        kept = store.make(
            lambda sink: counted.append(
                write_xlsx(
                    sink, title=str(ledger.title), mark=_mark(run, request), columns=titles, rows=followed
                )
            ),
            title=f"{ledger.title}-{run.at:%Y%m%d}-{request.pk}.xlsx",
            media_type=XLSX,
            purpose=request.purpose,
            by=run.acting,
            at=run.at,
            expires_at=exports.kept_until(run.at),
            subject=request,
        )
    _note(run, request)
    exports.finish(export=request, file_id=str(kept.code), by=machine(), at=run.at)
    return counted[0]


def _note(run: Run, request: ExportRequest) -> None:
    """查阅记录: the list has left."""
    sight.note(
        subject=request,
        area_code=request.area_code,
        act=sight.Act.EXPORTED,
        purpose=request.reason,
        by=run.acting,
        at=run.at,
    )


def _followed(run: Run, rows: Iterable[list[Any]], total: int) -> Generator[list[Any], None, None]:
    """The rows, telling their number now and then; stops when the job is called off."""
    for number, row in enumerate(rows, 1):
        if number % TOLD_EVERY == 0:
            run.progress(number, total)
        yield row


def _mark(run: Run, request: ExportRequest) -> Mark:
    person, _dot, post = request.asker.partition(" · ")
    rules = installed().section("exports")
    return Mark(
        number=f"E{request.pk:06d}",
        person=person,
        post=post,
        purpose=str(rules["purposes"][request.purpose]["name"]),
        at=run.at,
        words=str(rules["mark"]),
        warning=str(rules["warning"]),
    )
