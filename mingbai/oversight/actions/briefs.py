"""每周专报: issued once a week and frozen; read by an address that the office makes and withdraws."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mingbai.kit import steps
from mingbai.kit.calendar import monday
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of, iso
from mingbai.oversight import permits
from mingbai.oversight.actions.refusal import BriefIssued, LinkOver, MayNotList, NoLink
from mingbai.oversight.models import Brief, BriefLink
from mingbai.oversight.queries import briefs, naming

TOKEN_BYTES = 32  # 256 bits: nobody guesses one, so that looking its hash up needs no throttle
ISSUED = "issued"


@transaction.atomic
def issue(*, by: ActingPost, at: datetime) -> Brief:
    """Freeze what this week's brief says. Raises MayNotList, BriefIssued.

    Once a week and never again: two pages with one number would contradict each other in the chats they are
    passed on in. What was wrong is mended in the ledger, and the next week's page tells it.
    """
    _office_only(by)
    week = monday(day_of(at))
    _not_yet(week_of=briefs.of_week(by, week))
    says = briefs.now(by, at)
    brief = Brief(
        area_code=naming.county(), week=week, year=day_of(at).year, number=_next(day_of(at).year), says=says,
        digest=briefs.digest(says), issued_at=at, issued_by=by.label[:120],
    )  # fmt: skip
    try:
        with transaction.atomic():
            brief.save(force_insert=True)
    except IntegrityError:  # somebody else pressed the button at the same moment
        _not_yet(week_of=briefs.of_week(by, week))
        raise
    steps.record(subject=brief, move="issue", source="", target=ISSUED, by=by, at=at, note=brief.digest)
    return brief


def _not_yet(*, week_of: Brief | None) -> None:
    if week_of is not None:
        said = _("This week's brief went out on %(day)s. What has changed since is told in the next one.")
        raise BriefIssued(said % {"day": iso(week_of.issued_at)}, subject=week_of)


def _next(year: int) -> int:
    last = Brief.objects.filter(year=year).order_by("number").values_list("number", flat=True).last()
    return (last or 0) + 1


@transaction.atomic
def give_link(*, brief: Brief, by: ActingPost, at: datetime) -> str:
    """Make an address; those made before end. Returns its token, which is kept nowhere. Raises MayNotList."""
    _office_only(by)
    _end(brief, by, at)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    BriefLink.objects.create(
        area_code=brief.area_code, brief=brief, token_hash=hashed(token), made_at=at, made_by=by.label[:120],
        expires_at=at + timedelta(days=installed().get("oversight.brief.link_days")),
    )  # fmt: skip
    steps.record(subject=brief, move="give_link", source=ISSUED, target=ISSUED, by=by, at=at)
    return token


@transaction.atomic
def withdraw_link(*, brief: Brief, by: ActingPost, at: datetime) -> None:
    """From now on nobody reads it without signing in. Raises MayNotList, NoLink."""
    _office_only(by)
    if not _end(brief, by, at):
        raise NoLink(_("There is no address to withdraw."))
    steps.record(subject=brief, move="withdraw_link", source=ISSUED, target=ISSUED, by=by, at=at)


def _end(brief: Brief, by: ActingPost, at: datetime) -> int:
    live = BriefLink.objects.filter(brief=brief, withdrawn_at=None)
    return live.update(withdrawn_at=at, withdrawn_by=by.label[:120])


@transaction.atomic
def open_link(*, token: str, at: datetime, counts: bool = True) -> Brief:
    """The brief of an address. Raises NoLink, LinkOver.

    Only the hash is looked up, so that the time it takes tells nothing of a token. ``counts``: the opening
    is counted; nothing is noted of whose it was.
    """
    link = BriefLink.objects.select_related("brief").filter(token_hash=hashed(token)).first()
    if link is None:
        raise NoLink(_("No brief is read at this address. Ask the county office to send it again."))
    if link.withdrawn_at is not None or link.expires_at <= at:
        raise LinkOver(_("This address can no longer be opened. Ask the county office for a new one."))
    if counts:
        BriefLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1, opened_at=at)
    return link.brief


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _office_only(by: ActingPost) -> None:
    if not permits.issues_brief(by, None):
        raise MayNotList(permits.issues_brief.sentence())
