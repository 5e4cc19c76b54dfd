"""What the county office asks of its rule book: two what-ifs side by side, and a change begun."""

from datetime import date, datetime, timedelta

from django.db import transaction

from mingbai.demo import errands
from mingbai.kit import scope
from mingbai.kit.scope import ActingPost
from mingbai.screening.actions import book, what_if
from mingbai.screening.actions.sent import Exchange
from mingbai.screening.models import BookChange, WhatIf
from mingbai.screening.queries import editions
from mingbai.screening.queries import what_if as asking
from mingbai.screening.queries.what_if import Setting
from mingbai.screening.states import BookChangeKind

ASKER = "clerk"
AWARD = "industry_award"
REASON = "县领导小组会议要求测算产业奖补提标的资金需求"
ASKED = (("产业奖补提到 3500 元", "3500"), ("产业奖补提到 4000 元", "4000"))


def load(*, at: datetime) -> None:
    """Ask once; the change is a draft, whose check is the clerk's next step."""
    by = errands.acting(ASKER, at)
    with transaction.atomic(), scope.entered(by):
        if WhatIf.objects.exists() or BookChange.objects.exists():
            return
        for name, typed in ASKED:
            _asked(name, typed, by, at)
        book.draft(facts=_proposed(at.date()), by=by, at=at)


def _asked(name: str, typed: str, by: ActingPost, at: datetime) -> None:
    row = what_if.ask(settings=[_setting(typed, at.date())], by=by, at=at)
    if what_if.work_out(row=row, sent=Exchange(), by=by, at=at, told=lambda _done, _total: None):
        what_if.keep(row=row, name=name, reason=REASON, by=by, at=at)


def _proposed(today: date) -> book.Proposal:
    """From next month on, by a paper of four days ago."""
    return book.Proposal(
        BookChangeKind.VALUE,
        AWARD,
        (today.replace(day=1) + timedelta(days=31)).replace(day=1),
        "3500",
        paper_number=f"泌扶组办〔{today.year}〕（演示）号",
        paper_title="关于提高产业奖补标准的通知（演示）",
        paper_on=today - timedelta(days=4),
        reason="按测算结果，拟从下月起提到 3500 元",
    )


def _setting(typed: str, on: date) -> Setting:
    """The award of another amount."""
    book_ = editions.book(on)
    (knob,) = asking.of_parameter(book_, AWARD, on)
    found = asking.turned(book_, knob, typed)
    if found is None:
        raise ValueError(f"{AWARD} is {typed} yuan already")
    return found
