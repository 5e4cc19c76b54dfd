"""委托比对: the list is drawn up, approved by another, opened and handed out, its answer taken in."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from mingbai.exchange import permits
from mingbai.exchange.actions import moves, opening, receiving
from mingbai.exchange.actions.refusal import Refused
from mingbai.exchange.events import DeliveryAccepted
from mingbai.exchange.flow.entrusting import entrusting as flow
from mingbai.exchange.models import Delivery, EntrustedLine, EntrustedRequest
from mingbai.exchange.queries import entrusted, periods
from mingbai.exchange.states import Channel, DeliveryState, Group
from mingbai.kit import vault
from mingbai.kit.files import store, uploads
from mingbai.kit.files.types import XLSX
from mingbai.kit.files.uploads import Upload
from mingbai.kit.scope import ActingPost, require
from mingbai.org.queries import units
from mingbai.tables.declaring import shipped
from mingbai.tables.workbook import Page, write

ANSWER = "entrusted_answer"
BATCH = 5_000
SELECTED = {
    Group.REGISTERED: "h.registered",
    Group.MONITORED: """EXISTS (SELECT FROM registry_householdstate s WHERE s.household_id = h.id
                         AND s.monitor <> 'none' AND s.valid_from <= %(on)s
                         AND (s.valid_to IS NULL OR s.valid_to > %(on)s))""",
}
PEOPLE = """
SELECT p.id, NULL::bigint, p.name, p.id_vault, p.id_token FROM registry_person p
  JOIN registry_household h ON h.id = p.household_id
 WHERE p.id_vault IS NOT NULL AND p.id_fault = '' AND p.died_on IS NULL AND {which}
 ORDER BY p.area_code, p.id LIMIT %(most)s
"""
AUTHORISED = """
SELECT NULL::bigint, a.id, a.name, a.id_vault, a.id_token FROM exchange_authorisation a
 WHERE a.signed_on <= %(on)s AND a.valid_until >= %(on)s
   AND (a.withdrawn_on IS NULL OR a.withdrawn_on > %(on)s)
 ORDER BY a.id LIMIT %(most)s
"""


class BadRequest(Refused):
    """A post that entrusts nothing, a group that is too large, an answer that answers another letter."""

    code = "bad_entrusted"
    status = 400


class NotEntrusting(Refused):
    """Only the county office entrusts; recorded as a refused attempt."""

    code = "not_entrusting"
    status = 403


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of whom about whom, and why. ``matter`` and ``use`` are codes of the pack."""

    number: str
    matter: str
    whom: str
    use: str
    why: str
    group: str


@transaction.atomic
def draft(*, wish: Wish, by: ActingPost, at: datetime) -> EntrustedRequest:
    """Draw up the list; nothing is opened yet. Raises NotEntrusting, BadRequest."""
    if not permits.entrusts(by):
        raise NotEntrusting(permits.entruster.sentence())
    if EntrustedRequest.objects.filter(number=wish.number.strip()).exists():
        raise BadRequest(_("There is a request with this number already."))
    people = _people(wish.group, at)
    request = EntrustedRequest.objects.create(
        area_code=by.area_code, number=wish.number.strip(), matter=wish.matter, whom=wish.whom.strip(),
        use=wish.use, why=wish.why.strip(), group=Group(wish.group), people=len(people), user_id=by.user_id,
        asker=by.label, asked_at=at,
    )  # fmt: skip
    EntrustedLine.objects.bulk_create(
        (
            EntrustedLine(
                area_code=by.area_code, request=request, line_no=at_line, person_id=person,
                authorisation_id=paper, name=name, id_vault=place, id_token=token,
            )
            for at_line, (person, paper, name, place, token) in enumerate(people, start=1)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    flow.begin(subject=request, by=by, at=at)
    return request


def _people(group: str, at: datetime) -> Sequence[tuple[int | None, int | None, str, int, bytes]]:
    most = entrusted.rules()["most_people"]
    sql = AUTHORISED if group == Group.AUTHORISED else PEOPLE.format(which=SELECTED[Group(group)])
    with connection.cursor() as cursor:
        cursor.execute(sql, {"on": at.date(), "most": most + 1})
        found: list[tuple[int | None, int | None, str, int, bytes]] = cursor.fetchall()
    if len(found) > most:
        raise BadRequest(_("More than %(n)s people: choose a smaller group.") % {"n": most})
    return found


def ask(*, request: EntrustedRequest, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Ask for approval. Raises MoveRefused."""
    flow.take(subject=request, move="ask", by=by, at=at, version=version)


def approve(*, request: EntrustedRequest, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Another person approves. Raises MoveRefused."""
    also = {"approver_id": by.user_id, "approver": by.label}
    flow.take(subject=request, move="approve", by=by, at=at, version=version, also=also)


def send_back(
    *, request: EntrustedRequest, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Not so. Raises MoveRefused."""
    flow.take(subject=request, move="send_back", by=by, at=at, version=version, evidence={"reason": reason})


def withdraw(*, request: EntrustedRequest, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """It is not asked after all. Raises MoveRefused."""
    flow.take(subject=request, move="withdraw", by=by, at=at, version=version)


@transaction.atomic
def hand_out(*, request: EntrustedRequest, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Open the numbers into a sealed workbook; each look is recorded. Raises MoveRefused, RevealRefused."""
    flow.check(subject=request, move="hand_out", by=by, version=version)
    lines = list(request.lines.order_by("line_no"))
    purpose = f"{request.number} {entrusted.matter_name(request.matter)}"
    numbers = vault.reveal([line.id_vault for line in lines], purpose=purpose, by=by, at=at)
    with tempfile.TemporaryDirectory(prefix="mingbai-entrusted-") as folder:
        path = Path(folder) / "list.xlsx"
        _write(path, request, lines, numbers)
        kept = store.keep(
            uploads.pieces(path), title=f"委托比对名单-{request.number}.xlsx", media_type=XLSX,
            purpose=purpose, by=by, at=at,
            expires_at=at + timedelta(days=entrusted.rules()["list_days"]), subject=request,
        )  # fmt: skip
    flow.take(subject=request, move="hand_out", by=by, at=at, version=version, also={"listed": kept.code})


def _write(
    path: Path, request: EntrustedRequest, lines: list[EntrustedLine], numbers: dict[int, str]
) -> None:
    """The columns of the answer's dataset, the last one empty."""
    titles = {column.name: column.title.zh for column in shipped().datasets[ANSWER].columns}
    frame = pl.DataFrame(
        {
            titles["request_no"]: [request.number] * len(lines),
            titles["line_no"]: [str(line.line_no) for line in lines],
            titles["id_no"]: [numbers[line.id_vault] for line in lines],
            titles["name"]: [line.name for line in lines],
            titles["hit"]: [None] * len(lines),
        },
        schema=dict.fromkeys(titles.values(), pl.String),
    )
    write(path, [Page(shipped().datasets[ANSWER].name.zh, frame)])


@transaction.atomic
def take_answer(
    *, request: EntrustedRequest, files: Sequence[Upload], by: ActingPost, at: datetime
) -> Delivery:
    """The answered list becomes a delivery, checked and accepted like any other. Raises MoveRefused, Bad…"""
    flow.check(subject=request, move="answer", by=by)
    unit = units.of_post(by)
    if unit is None:
        raise BadRequest(_("Only the county office takes answers in."))
    period = periods.of(at.date(), shipped().datasets[ANSWER].period)
    delivery = receiving.receive(
        dataset=ANSWER, period=period, unit=unit, files=files, channel=Channel.BROWSER, by=by, at=at
    )
    request.delivery = delivery
    request.save(update_fields=["delivery"])
    moves.ask_for_check(delivery=delivery, by=by, at=at)
    return delivery


@transaction.atomic
def read_answer(*, delivery: Delivery, by: ActingPost, at: datetime) -> None:
    """What an accepted answer says, put beside the lines that it answers; lines of other letters are not."""
    if delivery.dataset != ANSWER:
        return
    for request in EntrustedRequest.objects.filter(delivery=delivery):
        said = _said(delivery, request.number, by, at)
        lines = list(request.lines.all())
        for line in lines:
            line.hit = said.get((line.line_no, bytes(line.id_token).hex()), line.hit)
        EntrustedLine.objects.bulk_update(lines, ["hit"], batch_size=BATCH)
        also = {
            "answered": sum(line.hit is not None for line in lines),
            "hits": sum(line.hit is True for line in lines),
        }
        flow.take(subject=request, move="answer", by=by, at=at, also=also)


def _said(delivery: Delivery, number: str, by: ActingPost, at: datetime) -> dict[tuple[int, str], bool]:
    """By line and token. A line whose number is not the one that left answers nothing."""
    with tempfile.TemporaryDirectory(prefix="mingbai-answer-") as folder:
        paths = opening.whole(deliveries=[delivery], folder=Path(folder))
        parts = [pl.read_parquet(path) for path in paths.get(ANSWER, [])]
    if not parts:
        return {}
    rows = pl.concat(parts).filter(pl.col("request_no") == number)
    return {(line, token): hit for line, token, hit in rows.select("line_no", "id_no", "hit").iter_rows()}


def on_accepted(event: DeliveryAccepted) -> None:
    """Heard of every delivery that was accepted or rolled back: an answer is read when it is in force."""
    delivery = Delivery.objects.filter(
        pk=event.delivery, state=DeliveryState.ACCEPTED, dataset=ANSWER
    ).first()
    if delivery is not None:
        read_answer(delivery=delivery, by=require(), at=event.at)
