"""Panels of a list's page and of a row's: the next step, the grid, what ledger and earlier lists say."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from mingbai.exchange import permits
from mingbai.exchange.models import HandedList, HandedRow
from mingbai.exchange.queries import handed as queries
from mingbai.exchange.queries import handed_sheets
from mingbai.exchange.states import HandedRowState, HandedState, HandedVerdict
from mingbai.kit.files import store
from mingbai.kit.jobs import Job
from mingbai.kit.scope import rows
from mingbai.kit.shown import day_of


def _address(row: HandedList, **asked: str) -> str:
    return f"{reverse('exchange:handed_rows')}?{urlencode({'list': str(row.key), **asked})}"


def next_step(row: HandedList, request: HttpRequest) -> dict[str, Any] | None:
    """The one thing that waits for the county office, and every number with the list behind it."""
    counts = queries.counts(row)
    job = rows(Job, request.acting).filter(pk=row.job_id).first() if row.job_id else None
    working = job is not None and job.state != "done"
    return {
        "counts": counts, "job": job if working else None, "working": job is not None and not job.over,
        "sheets": [sheet for sheet in handed_sheets.kept(row) if sheet.used],
        "to_aside": reverse("exchange:handed_aside", args=[row.key]),
        "to_known": _address(row, state=HandedRowState.READY, known="1"),
        "to_against": _address(row, state=HandedRowState.CONTRADICTS),
        "to_ready": _address(row, state=HandedRowState.READY),
        "to_sent": _address(row, state=HandedRowState.SENT),
        "to_answered": _address(row, state=HandedRowState.ANSWERED),
    }  # fmt: skip


def grid(row: HandedList, request: HttpRequest) -> dict[str, Any] | None:
    """Township by state; every number opens the list behind it."""
    if row.state in (HandedState.RECEIVED, HandedState.COLUMNS, HandedState.WITHDRAWN):
        return None
    today = day_of(request.at)
    lines = queries.grid(row, today)
    if not lines:
        return None
    there = {state for line in lines for state in line.counts}
    columns = [(str(state), HandedRowState(state).label) for state in queries.SHOWN if state in there]
    return {
        "columns": [label for _state, label in columns],
        "lines": [_line(row, line, columns, today) for line in lines],
        "totals": [sum(line.counts.get(state, 0) for line in lines) for state, _label in columns],
        "late": sum(line.counts.get(queries.LATE, 0) for line in lines),
        "total": sum(line.total for line in lines),
    }


def _line(
    row: HandedList, line: queries.GridRow, columns: list[tuple[str, Any]], today: date
) -> dict[str, Any]:
    return {
        "name": line.name,
        "cells": [
            (label, line.counts.get(state, 0), _address(row, state=state, area=line.code))
            for state, label in columns
        ],
        "late": line.counts.get(queries.LATE, 0),
        "late_url": _address(
            row, state=HandedRowState.SENT, area=line.code, due_to=(today - timedelta(days=1)).isoformat()
        ),
        "total": line.total,
        "url": _address(row, area=line.code),
    }


def subject(row: HandedRow, request: HttpRequest) -> dict[str, Any] | None:
    """The person and household in the ledger, or the way to find them."""
    may = permits.handles(request.acting, row) and row.state in (
        HandedRowState.ASIDE, HandedRowState.READY, HandedRowState.NOT_OURS,
    )  # fmt: skip
    if row.person is None and row.household is None and not may:
        return None
    people = [row.person] if row.person else []
    return {
        "person": row.person, "household": row.household, "match": may,
        "where": queries.places(people).get(row.person_id or 0, ""),
    }  # fmt: skip


def against(row: HandedRow, _request: HttpRequest) -> dict[str, Any] | None:
    """Fact by fact: what the answer says, what the ledger says."""
    if not row.contradicts:
        return None
    language = get_language() or "zh"
    return {
        "lines": [
            {"fact": queries.fact_words(one["fact"], language), "says": one["says"], "ledger": one["ledger"]}
            for one in row.contradicts
        ]
    }


def known(row: HandedRow, _request: HttpRequest) -> dict[str, Any] | None:
    """The earlier answer with its proof."""
    if not row.known:
        return None
    return {
        "verdict": HandedVerdict(row.known["verdict"]).label, "known": row.known,
        "files": _files(row.known["files"]),
    }  # fmt: skip


def said(row: HandedRow, _request: HttpRequest) -> dict[str, Any] | None:
    """The sender's other columns."""
    return {"facts": [(label, text) for label, text in row.facts]}


def proof(row: HandedRow, _request: HttpRequest) -> dict[str, Any] | None:
    """The files that prove the answer."""
    return {"files": _files(row.files)} if row.files else None


def _files(codes: list[str]) -> list[Any]:
    return [file for code in codes if (file := store.kept(code)) is not None]
