"""Carries a run out, step by step, in pieces that a killed worker leaves no trace of."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from mingbai.compare.matching.answers import Answers
from mingbai.kit.events import emit
from mingbai.kit.pack import installed
from mingbai.kit.refusal import Refused
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions.importing.checking import Plain, Steps
from mingbai.rulebook.book import Book
from mingbai.screening.actions import incoming, keeping, upserting
from mingbai.screening.actions.comparing import Compared, compared
from mingbai.screening.actions.ledger import Ledger, taken
from mingbai.screening.actions.sent import Laid, Sent
from mingbai.screening.actions.workroom import workroom
from mingbai.screening.events import RunDone
from mingbai.screening.models import Run
from mingbai.screening.queries import editions
from mingbai.screening.queries.periods import period_of
from mingbai.screening.states import RunState
from mingbai.tables.declaring import shipped

WORDS = {
    "ledger": gettext_noop("Taking the ledger as it stands"),
    "files": gettext_noop("Opening what departments sent"),
    "tables": gettext_noop("Leading rows to people and households"),
    "rules": gettext_noop("Asking the rules"),
    "findings": gettext_noop("Putting findings into words"),
    "agreement": gettext_noop("Comparing the systems with each other"),
    "writing": gettext_noop("Writing findings"),
}
STEPS = tuple(WORDS)


class CalledOff(Refused):
    """Somebody called the run off while it was at work."""

    code = "called_off"


@dataclass
class Progress:
    """Tells of each step and remembers how long it took."""

    steps: Steps
    times: dict[str, float] = field(default_factory=dict)
    name: str = ""
    since: float = 0.0

    def begin(self, name: str) -> None:
        """The step before has ended."""
        self.end()
        self.name, self.since = name, time.perf_counter()
        self.steps.progress(STEPS.index(name), len(STEPS), what=WORDS[name])

    def end(self) -> None:
        """Nothing is under way."""
        if self.name:
            self.times[self.name] = round(time.perf_counter() - self.since, 3)
            self.name = ""


def carry_out(*, run: Run, sent: Sent, by: ActingPost, at: datetime, steps: Steps | None = None) -> Run:
    """Run it, wholly or not at all; nothing for a run that is over. Raises CalledOff, AnotherRuns.

    What this county's ledger, files and rule book said is compared anew; when all of them are the same as
    the last time, nothing is.
    """
    going = steps or Plain()
    with workroom() as folder:
        with going.step():
            if not _begun(run, at=at):
                return run
        return _carried(run, folder, sent, Progress(going), by=by, at=at)


def _begun(run: Run, *, at: datetime) -> bool:
    row = Run.objects.select_for_update().get(pk=run.pk)
    if row.state not in (RunState.ASKED, RunState.RUNNING):
        return False
    row.state, row.started_at = RunState.RUNNING, row.started_at or at
    row.save(update_fields=["state", "started_at"])
    return True


def _carried(run: Run, folder: Path, sent: Sent, told: Progress, *, by: ActingPost, at: datetime) -> Run:
    book = editions.book(run.as_of)
    told.begin("ledger")
    with told.steps.step():
        ledger = taken(folder / "ledger", as_of=run.as_of)
    told.begin("files")
    with told.steps.step():
        laid = sent.lay(folder=folder / "sent", as_of=run.as_of, by=by, at=at)
        answers = ledger.numbered(sent.answers())
        held = upserting.held()
    digest = inputs_hash(run, book, ledger, laid, answers)
    with told.steps.step():
        last = Run.objects.filter(state=RunState.DONE).order_by("-ended_at", "-id").first()
        if last is not None and last.inputs_hash == digest:
            return _same(run, last, told, at=at)
    found = compared(
        book=book, as_of=run.as_of, ledger=ledger, laid=laid, answers=answers, held=held, folder=folder,
        step=told.begin,
    )  # fmt: skip
    told.begin("writing")
    with told.steps.step():
        row = _locked(run)
        rows = incoming.rows(found, as_of=run.as_of)
        judged = [id_ for id_ in _judged(book, held, run) if id_ not in found.unknown]
        written = upserting.upserted(row, rows, judged=judged, by=by, at=at)
        sent.ask(ledger.identified(found.tables.reached), by=by, at=at)
        row.facts = keeping.kept(row, found, by=by, at=at)
        row.edition, row.inputs_hash = book.edition, digest
        row.inputs = [*_ledger_inputs(ledger), *laid.inputs]
        row.counts = {**_counts(found, laid), "written": written}
        return _done(row, told, at=at)


def _locked(run: Run) -> Run:
    row: Run = Run.objects.select_for_update().get(pk=run.pk)
    if row.state != RunState.RUNNING:
        raise CalledOff(_("This comparison was called off."))
    return row


def _same(run: Run, last: Run, told: Progress, *, at: datetime) -> Run:
    """Nothing has changed since the last run: it says what this one would say."""
    row = _locked(run)
    row.edition, row.inputs, row.inputs_hash, row.facts = (
        last.edition, last.inputs, last.inputs_hash, last.facts,
    )  # fmt: skip
    row.counts = {**last.counts, "written": {}, "same_as": str(last.counts.get("same_as") or last.key)}
    return _done(row, told, at=at, changed=False)


def _done(row: Run, told: Progress, *, at: datetime, changed: bool = True) -> Run:
    told.end()
    row.state, row.times, row.trouble = RunState.DONE, told.times, {}
    row.ended_at, row.version = at, row.version + 1
    row.save()
    if changed:
        emit(RunDone(run=row.pk, at=at))
    return row


def _judged(book: Book, held: Any, run: Run) -> list[int]:
    """What this run may say no longer holds: findings of its own periods, and of rules that are no more."""
    return [
        id_
        for id_, rule, kind, period in held.select("id", "rule", "kind", "period").iter_rows()
        if rule not in book.rules or period_of(book.rules[rule], kind, run.as_of) == period
    ]


def inputs_hash(run: Run, book: Book, ledger: Ledger, laid: Laid, answers: Answers) -> str:
    """SHA-256 of everything that the findings follow from."""
    said = {
        "as_of": run.as_of.isoformat(),
        "book": book.edition,
        "datasets": shipped().edition,
        "runs": repr(installed().section("runs")),
        "matching": repr(installed().section("matching")),
        "ledger": ledger.digest,
        "sent": laid.digest(),
        "answers": answers.given.sort("mark", "person").rows(),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _ledger_inputs(ledger: Ledger) -> list[dict[str, Any]]:
    return [
        {"dataset": f"ledger:{table}", "owner": "", "period": "", "rows": rows, "sha256": ""}
        for table, rows in ledger.rows.items()
    ]


def _counts(found: Compared, laid: Laid) -> dict[str, Any]:
    here = {*laid.parts, *found.tables.paths}
    rules: Mapping[str, Any] = {
        row["rule"]: {
            "kind": row["kind"],
            "holds": row["holds"],
            "unknown": row["unknown"],
            "told": row["told"],
        }
        for row in found.told.counts.iter_rows(named=True)
    }
    return {
        "kinds": dict(found.told.kinds),
        "rules": rules,
        "persons": found.tables.persons,
        "households": found.tables.households,
        "unmatched": found.tables.unmatched,
        "without_number": {code: one.counts() for code, one in found.tables.reached.items()},
        "absent": sorted(
            code for code, one in shipped().datasets.items() if one.number and code not in here
            and code not in ("national_person", "national_household")
        ),
    }  # fmt: skip
