"""Whom a token acts as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from mingbai.exchange.models import ApiToken
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, entered, rows
from mingbai.kit.vault import seal
from mingbai.org.queries import seats

KIND = "api_token"
FIND = "SELECT id, user_id, post_id FROM exchange_token(%s, %s)"


@dataclass(frozen=True, slots=True)
class Bearer:
    """A token in force, and the post that it acts as."""

    token_id: int
    acting: ActingPost


def rules() -> Mapping[str, int]:
    """``token_days`` a token lives, ``most_tokens`` of one person."""
    found: Mapping[str, int] = installed().get("exchange.api")
    return found


def digest(text: str) -> bytes:
    """What is kept of a token."""
    return seal.token(KIND, text)


def bearer(text: str, at: datetime) -> Bearer | None:
    """Whom a token acts as now; None if it is unknown, over, revoked, or its maker has left the post."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, [digest(text), at])
        found = cursor.fetchone()
    if found is None:
        return None
    token_id, user_id, post_id = found
    with entered(seats.postless(user_id=user_id)):
        acting = seats.acting_of(post_id=post_id, user_id=user_id, at=at)
    return Bearer(token_id, acting) if acting else None


def of(acting: ActingPost) -> QuerySet[ApiToken]:
    """The tokens that a post sees, newest first."""
    found: QuerySet[ApiToken] = rows(ApiToken, acting)
    return found.order_by("-made_at", "-id")
