"""The register of papers, and the policies that a paper may stand behind."""

from __future__ import annotations

from django.db.models import QuerySet

from mingbai.duties.models import Document
from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.wording import said
from mingbai.screening.queries import editions

MOST = 50


def same(number: str, issuer: str) -> QuerySet[Document]:
    """Papers of a number and issuer."""
    return Document.objects.filter(number=number, issuer=issuer)


def standing(acting: ActingPost) -> QuerySet[Document]:
    """Papers that nothing has replaced, newest first."""
    return rows(Document, acting).filter(superseded_by=None).order_by("-issued_on", "-id")


def behind_duty(acting: ActingPost, code: str) -> list[Document]:
    """Papers on which a duty stands, newest first; at most MOST."""
    found = rows(Document, acting).filter(duties__contains=[code])
    return list(found.order_by("-issued_on", "-id")[:MOST])


def policies() -> dict[str, str]:
    """The rule book's policies as it stands: code and title in the reader's language."""
    book = editions.current()
    return {code: said(rule.title) for code, rule in book.rules.items() if rule.kind == "policy"}


def policy_codes() -> set[str]:
    """Their codes."""
    return set(policies())


def owners() -> dict[str, str]:
    """The unit that owns each policy, by the policy's code."""
    book = editions.current()
    return {code: rule.owner for code, rule in book.rules.items() if rule.kind == "policy"}
