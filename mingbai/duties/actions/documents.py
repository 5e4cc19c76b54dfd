"""文件登记: a paper is entered, put right, and replaced by a later one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.duties import permits
from mingbai.duties.actions.refusal import BadDocument, MayNot
from mingbai.duties.models import Document
from mingbai.duties.queries import documents as known
from mingbai.duties.queries import lists, words
from mingbai.kit import steps
from mingbai.kit.scope import ActingPost
from mingbai.kit.versions import change

STATE = "registered"


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper is; ``duties`` and ``policies`` are codes, ``replaces`` the earlier papers it replaces."""

    number: str
    title: str
    issuer: str
    issued_on: date
    level: str
    digest: str
    duties: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    replaces: tuple[Document, ...] = ()


@transaction.atomic
def register(*, paper: Paper, by: ActingPost, at: datetime) -> Document:
    """Enter a paper. Raises MayNot, BadDocument."""
    _check(paper, by, at)
    found = Document(area_code=by.area_code, registered_by=by.label[:120], registered_at=at, **_values(paper))
    found.save(force_insert=True)
    steps.record(subject=found, move="register", source="", target=STATE, by=by, at=at)
    _replace(found, paper, by, at)
    return found


@transaction.atomic
def amend(*, document: Document, paper: Paper, by: ActingPost, at: datetime, version: int) -> None:
    """Put an entry right. Raises MayNot, BadDocument, StaleVersion."""
    _check(paper, by, at, own=document.pk)
    change(document, version=version, values=_values(paper))
    steps.record(subject=document, move="amend", source=STATE, target=STATE, by=by, at=at)
    _replace(document, paper, by, at)


def _check(paper: Paper, by: ActingPost, at: datetime, own: int | None = None) -> None:
    if not permits.keeper(by, None):
        raise MayNot(permits.keeper.sentence())
    given = (paper.number, paper.title, paper.issuer, paper.digest)
    if not all(text.strip() for text in given) or paper.level not in words.section("register.levels"):
        raise BadDocument(_("Please give number, title, issuer, level and a digest."))
    if paper.issued_on > at.date():
        raise BadDocument(_("A paper is entered on its day or later."))
    if known.same(paper.number.strip(), paper.issuer.strip()).exclude(pk=own or 0).exists():
        raise BadDocument(_("A paper of this number and issuer is in the register already."))
    duties = {duty.code for duty in lists.every(at.date())}
    if not set(paper.duties) <= duties or not set(paper.policies) <= known.policy_codes():
        raise BadDocument(_("A duty or policy that it names is on no list of the county."))
    if any(one.pk == own or one.issued_on > paper.issued_on for one in paper.replaces):
        raise BadDocument(_("A paper replaces earlier ones only."))


def _values(paper: Paper) -> dict[str, object]:
    texts = ("number", "title", "issuer", "digest", "level")
    return {
        **{name: getattr(paper, name).strip() for name in texts},
        "issued_on": paper.issued_on,
        "duties": sorted(set(paper.duties)),
        "policies": sorted(set(paper.policies)),
    }


def _replace(later: Document, paper: Paper, by: ActingPost, at: datetime) -> None:
    """What it replaces from now on; what it no longer names stands again."""
    wanted = {one.pk for one in paper.replaces}
    for earlier in Document.objects.filter(superseded_by=later).exclude(pk__in=wanted):
        change(earlier, version=earlier.version, values={"superseded_by": None})
    for earlier in paper.replaces:
        if earlier.superseded_by_id != later.pk:
            change(earlier, version=earlier.version, values={"superseded_by": later})
            steps.record(subject=earlier, move="supersede", source=STATE, target=STATE, by=by, at=at)
