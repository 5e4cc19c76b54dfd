"""What the room's queue does: making exports; the machine's rounds."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext_lazy as _

from mingbai.kit import sight, vault
from mingbai.kit.export import Mark, write_csv, write_pdf, write_xlsx
from mingbai.kit.export.csv import Sink
from mingbai.kit.files import store
from mingbai.kit.jobs import job
from mingbai.kit.jobs.run import JobFailed, Run
from mingbai.kit.ledger import Asked, Layout, Ledger, table_of
from mingbai.kit.pack import installed
from mingbai.kit.papers import NoFont
from mingbai.org.actions import exports
from mingbai.org.models import ExportRequest
from mingbai.org.queries.exports import exportable, number_of
from mingbai.org.queries.machine import machine
from mingbai.org.states import ExportState, FileKind

TOLD_EVERY = 500
NO_FONT = gettext_noop(
    "This server has no font with Chinese characters, so no PDF can be made. Take the workbook, or ask the"
    " system administrator to install one (fonts-noto-cjk)."
)
GROWN = gettext_noop(
    "Meanwhile the list has grown beyond the %(n)d rows of a PDF. Take the workbook, or narrow the list."
)
TOO_MANY = gettext_noop(
    "Meanwhile the list has grown beyond the %(n)d rows that may leave with full identities. Narrow the list."
)
NOT_OPENED = gettext_noop(
    "The numbers could not be opened: the post of the asker does not reach all of them any more."
)
MEDIA_TYPES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.PDF: "application/pdf",
}


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
        with override(request.language):
            return {"rows": _made(run, request, ledger)}


def _made(run: Run, request: ExportRequest, ledger: Ledger | Layout) -> int:
    """Make, seal and note the file; returns its number of rows."""
    counted: list[int] = []
    kept = store.make(
        lambda sink: counted.append(_write(sink, run, request, ledger)),
        title=f"{ledger.title}-{run.at:%Y%m%d}-{number_of(request)}.{request.kind}",
        media_type=MEDIA_TYPES[FileKind(request.kind)],
        purpose=request.purpose,
        by=run.acting,
        at=run.at,
        expires_at=exports.kept_until(run.at),
        subject=request,
    )
    _note(run, request)
    exports.finish(export=request, file_id=str(kept.code), by=machine(), at=run.at)
    return counted[0]


def _write(sink: Sink, run: Run, request: ExportRequest, ledger: Ledger | Layout) -> int:
    titles, rows = _table(run, request, ledger)
    mark = _mark(run, request)
    # Closed here whatever happens: the rows come from a cursor of the server.
    with closing(rows), closing(_followed(run, rows, request)) as followed:
        if request.kind == FileKind.CSV:
            return write_csv(sink, mark=mark, columns=titles, rows=followed)
        if request.kind == FileKind.XLSX:
            return write_xlsx(sink, title=str(ledger.title), mark=mark, columns=titles, rows=followed)
        return _on_paper(sink, str(ledger.title), mark, titles, followed)


def _table(
    run: Run, request: ExportRequest, ledger: Ledger | Layout
) -> tuple[list[str], Generator[list[Any], None, None]]:
    filters = dict(request.filters)
    asked = Asked(order=filters.pop("order", ""), filters=filters)
    if isinstance(ledger, Ledger):
        return table_of(ledger, run.acting, asked)

    def opened(ids: Sequence[int]) -> Mapping[int, str]:
        """The vault writes into 查阅记录, with the request's reason, whose numbers have left."""
        try:
            return vault.reveal(ids, purpose=request.reason, by=run.acting, at=run.at)
        except vault.RevealRefused:
            raise JobFailed(NOT_OPENED) from None

    return ledger.table(run.acting, asked, opened if request.identities else None)


def _on_paper(sink: Sink, title: str, mark: Mark, titles: list[str], rows: Iterable[list[Any]]) -> int:
    """A list that has grown since it was asked for is not cut in silence."""
    most = installed().get("exports.pdf.most_rows")
    held = list(islice(rows, most + 1))
    if len(held) > most:
        raise JobFailed(GROWN, n=most)
    try:
        return write_pdf(
            sink, title=title, mark=mark, columns=titles, rows=held, language=get_language() or "zh"
        )
    except NoFont:
        raise JobFailed(NO_FONT) from None


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


def _followed(
    run: Run, rows: Iterable[list[Any]], request: ExportRequest
) -> Generator[list[Any], None, None]:
    """The rows, telling their number now and then; stops when the job is called off, or opens too much."""
    most = installed().get("exports.identities.most_rows") if request.identities else None
    for number, row in enumerate(rows, 1):
        if most is not None and number > most:
            raise JobFailed(TOO_MANY, n=most)
        if number % TOLD_EVERY == 0:
            run.progress(number, request.rows)
        yield row


def _mark(run: Run, request: ExportRequest) -> Mark:
    person, _dot, post = request.asker.partition(" · ")
    rules, language = installed().section("exports"), request.language
    return Mark(
        number=number_of(request),
        person=person,
        post=post,
        purpose=rules["purposes"][request.purpose]["name"].said(language),
        at=timezone.localtime(run.at),
        words=rules["mark"].said(language),
        warning=rules["warning"].said(language),
    )
