"""What-ifs: asked, worked out by the queue, saved with a reason, given up. No finding is touched."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.compare.memory import given_back
from mingbai.kit.files import store
from mingbai.kit.jobs import asking
from mingbai.kit.pack import installed
from mingbai.kit.refusal import Refused
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.queries.machine import machine
from mingbai.packs.problems import PackError
from mingbai.packs.text import Text
from mingbai.rulebook.book import Book
from mingbai.rulebook.plan import NoValue
from mingbai.rulebook.simulating import touched
from mingbai.rulebook.tables import BadTable
from mingbai.screening import permits
from mingbai.screening.actions import laying
from mingbai.screening.actions.sent import Sent
from mingbai.screening.actions.workroom import AnotherRuns, workroom
from mingbai.screening.models import Run, WhatIf
from mingbai.screening.queries import editions, facts, touching, what_if, what_if_sums
from mingbai.screening.queries.what_if import Loaded, Setting
from mingbai.screening.states import WhatIfState as State

WORK_OUT = "screening.what_if"
PURPOSE = "what if"
STEPS = 3
GONE = Text(
    zh="这次比对的事实已过保存期，已经清除；请重新比对后再测算。",
    en="The facts of this comparison were kept for their time and are gone: compare again, then ask.",
)
ANOTHER = Text(
    zh="另一次比对正在进行；请等它结束后再测算。",
    en="A comparison is under way: ask again when it is over.",
)
KEYS = ("keys_person", "keys_household")
PREFIX = "mingbai-what-if-"
Tell = Callable[[int, int], None]


class MayNotAsk(Refused):
    """The post asks no what-ifs."""

    code = "may_not_ask"
    status = 403


class BadQuestion(Refused):
    """Nothing is changed, nothing is touched, or there is no comparison to ask it on."""

    code = "bad_question"
    status = 400


class Fresh(Refused):
    """Only what is worked out can be saved."""

    code = "not_worked_out"


@transaction.atomic
def ask(
    *,
    settings: Sequence[Setting],
    by: ActingPost,
    at: datetime,
    everybody: bool = False,
    request_id: UUID | None = None,
) -> WhatIf:
    """Ask the newest comparison's tables, or the whole ledger of its day. Raises MayNotAsk, BadQuestion."""
    if not permits.asks_what_if(by) or (everybody and not permits.asks_of_everybody(by)):
        raise MayNotAsk(permits.what_if_asker.sentence())
    run = facts.newest()
    if run is None:
        raise BadQuestion(_("There has been no comparison yet: its tables are what a what-if is asked on."))
    if not settings:
        raise BadQuestion(_("Nothing is changed: type another value."))
    book = editions.book(run.as_of)
    row = WhatIf(
        area_code=by.area_code, run=run, as_of=run.as_of, edition=book.edition,
        everybody=everybody, settings=[asdict(one) for one in settings], rules=_rules(book, settings, by),
        said={
            tongue: [what_if_sums.said(book, asdict(one), tongue) for one in settings]
            for tongue in ("zh", "en")
        },
        user_id=by.user_id, asked_by=by.label[:120], asked_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    job = asking.defer(WORK_OUT, by=by, at=at, purpose=PURPOSE, request_id=request_id, what_if=row.pk)
    row.job = job.code
    row.save(update_fields=["job"])
    return row


def _rules(book: Book, settings: Sequence[Setting], by: ActingPost) -> list[str]:
    """The rules that it touches; of a department's question only its own."""
    parameters = [one.code for one in settings if one.kind == "parameter"]
    found = [*touched(book, book, parameters), *(one.code for one in settings if one.kind == "condition")]
    own = [code for code in dict.fromkeys(found) if permits.of_line(by, touching.lines_of(book, [code]))]
    if not own:
        raise BadQuestion(_("No rule is touched by this change, or none of your department's."))
    return own


def work_out(*, row: WhatIf, sent: Sent, by: ActingPost, at: datetime, told: Tell) -> bool:
    """Work it out, once; whether it could be. Numbers stay with the row, names in a sealed file.

    ``sent``: what departments sent, for a question about everybody.
    """
    if row.state == State.DONE:
        return True
    try:
        found = _told(row, by, at, told, sent)
    except (BadTable, NoValue) as wrong:
        return _failed(row, wrong.words, at)
    except PackError as wrong:
        return _failed(row, Text(zh=wrong.problems[0].said("zh"), en=wrong.problems[0].said("en")), at)
    except store.Gone:
        return _failed(row, GONE, at)
    except AnotherRuns:
        return _failed(row, ANOTHER, at)
    _done(row, found, by, at)
    return True


def _told(row: WhatIf, by: ActingPost, at: datetime, told: Tell, sent: Sent) -> what_if.Told:
    run = row.run
    if run is None:
        raise store.Gone(row.pk)
    settings = [Setting(**one) for one in row.settings]
    laid = editions.of_era(run.era)
    book = what_if.changed_book(laid, settings, editions.papers(laid.book))
    most = installed().get("editions.what_if.most_names") if permits.sees_names(by) else 0
    told(1, STEPS)
    began = time.perf_counter()
    with _opened(row, run, laid.book, at, sent) as tables, TemporaryDirectory(prefix=PREFIX) as spill:
        opened = round(time.perf_counter() - began, 3)
        told(2, STEPS)
        loaded = Loaded.of(laid.book, tables, Path(spill))
        changed = what_if.changed_values(laid.book, settings)
        found = loaded.ask(book=book, changed=changed, as_of=row.as_of, rules=row.rules, names=most)
        loaded.close()
    return replace(found, seconds={"open": opened, **found.seconds})


@contextmanager
def _opened(row: WhatIf, run: Run, book: Book, at: datetime, sent: Sent) -> Iterator[dict[str, Path]]:
    """The kept facts of the comparison; for everybody, its day laid open anew and gone when it is answered.

    Names are told of those alone whose facts are kept: of the others the law leaves us counts (PIPL 6, 19).
    """
    with facts.opened(run) as kept:
        if not row.everybody:
            yield kept
            return
        by = machine()
        with workroom() as folder, ExitStack() as open_:
            with entered(by):
                laid = laying.laid(folder, book, sent=sent, as_of=row.as_of, by=by, at=at)
                tables = open_.enter_context(laid)
            given_back()
            yield {**tables.paths, **{name: kept[name] for name in KEYS}}


@transaction.atomic
def _done(row: WhatIf, found: what_if.Told, by: ActingPost, at: datetime) -> None:
    row.effects, row.seconds, row.counted = found.effects, found.seconds, found.counted
    row.names = _sealed(found.moved, by, at) if found.moved else None
    row.state, row.ended_at = State.DONE, at
    row.save()


def _sealed(moved: Mapping[str, Any], by: ActingPost, at: datetime) -> UUID:
    hours = installed().get("editions.what_if.names_hours")
    kept = store.keep(
        [json.dumps(moved).encode()], title="names.json", media_type="application/json", purpose=PURPOSE,
        by=by, at=at, expires_at=at + timedelta(hours=hours),
    )  # fmt: skip
    return kept.code


def _failed(row: WhatIf, words: Text, at: datetime) -> bool:
    WhatIf.objects.filter(pk=row.pk).update(
        state=State.FAILED, trouble={"zh": words.zh, "en": words.en}, ended_at=at
    )
    return False


@transaction.atomic
def keep(*, row: WhatIf, name: str, reason: str, by: ActingPost, at: datetime) -> None:
    """Keep it under a name, with the reason for asking. Raises MayNotAsk, Fresh, BadQuestion."""
    _demand_own(row, by)
    if row.state != State.DONE:
        raise Fresh(_("It is not worked out yet."))
    if not name.strip() or not reason.strip():
        raise BadQuestion(_("Please give a name and a reason."))
    WhatIf.objects.filter(pk=row.pk).update(name=name.strip()[:80], reason=reason.strip()[:500])


@transaction.atomic
def give_up(*, row: WhatIf, by: ActingPost, at: datetime) -> None:
    """Take one's own what-if away, with the names behind it. Raises MayNotAsk."""
    _demand_own(row, by)
    _erase(row, at)


def _erase(row: WhatIf, at: datetime) -> None:
    if row.names:
        store.StoredFile.objects.filter(code=row.names).update(expires_at=at)
    row.delete()


def _demand_own(row: WhatIf, by: ActingPost) -> None:
    if by.user_id is None or row.user_id != by.user_id:
        raise MayNotAsk(_("Only the person who asked may do this."))


@transaction.atomic
def clear(*, by: ActingPost, at: datetime) -> int:
    """Take away what nobody saved within the pack's days; how many."""
    before = at - timedelta(days=installed().get("editions.what_if.unsaved_days"))
    old = list(WhatIf.objects.filter(name="", asked_at__lt=before)[:500])
    for row in old:
        _erase(row, at)
    return len(old)
