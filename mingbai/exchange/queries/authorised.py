"""Whose assets may be looked at: people of the registry, and who has allowed it in writing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection

from mingbai.exchange.models import Authorisation
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, rows

# Members of registered and of monitored households; others only with an authorisation of that day.
AMONG = """
SELECT encode(p.id_token, 'hex') FROM registry_person p JOIN registry_household h ON h.id = p.household_id
 WHERE p.id_token = ANY (%(tokens)s) AND (h.registered OR EXISTS (
       SELECT FROM registry_householdstate s WHERE s.household_id = h.id AND s.monitor <> 'none'
          AND s.valid_from <= %(on)s AND (s.valid_to IS NULL OR s.valid_to > %(on)s)))
UNION
SELECT encode(a.id_token, 'hex') FROM exchange_authorisation a
 WHERE a.id_token = ANY (%(tokens)s) AND a.signed_on <= %(on)s AND a.valid_until >= %(on)s
   AND (a.withdrawn_on IS NULL OR a.withdrawn_on > %(on)s)
"""


def among(tokens: Iterable[str], *, on: date) -> set[str]:
    """Of these tokens (hex) those whose assets may be looked at on a day, within the acting post's reach."""
    asked = [bytes.fromhex(token) for token in tokens]
    with connection.cursor() as cursor:
        cursor.execute(AMONG, {"tokens": asked, "on": on})
        return {token for (token,) in cursor.fetchall()}


def months() -> int:
    """How long an authorisation holds, by the pack."""
    found: int = installed().get("exchange.authorisation.valid_months")
    return found


def found(acting: ActingPost, key: str) -> Authorisation | None:
    """The authorisation of this key, if the post reaches it."""
    one: Authorisation | None = rows(Authorisation, acting).filter(key=key).first()
    return one
