"""Putting values in, looking them up, revealing, moving and erasing them."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils.translation import gettext as _

from mingbai.kit import audit
from mingbai.kit.db import names
from mingbai.kit.scope import ActingPost, require
from mingbai.kit.scoped import Realm
from mingbai.kit.vault import seal

SHOWN = 4
PUT = """
INSERT INTO kit_vault (id, realm, area_code, kind, sole, key_id, sealed, token)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::boolean[],
                         %s::text[], %s::bytea[], %s::bytea[])
"""
Standing = Literal["free", "mine", "elsewhere"]
names.register("kit_vault", "kit_reveal", "kit_vault_find", "kit_vault_standing")
names.register("kit_vault_erase", "kit_vault_move")


class Taken(Exception):
    """A value that may be held once only is held already, here or elsewhere in the county."""


class RevealRefused(Exception):
    """A post may not open what it asked for; the message is for the person. The attempt has been recorded."""


@dataclass(frozen=True, slots=True)
class New:
    """A value to be put in. ``sole`` values (an identity number) are held once in the whole county."""

    kind: str
    value: str
    area_code: str
    sole: bool = False
    realm: str = Realm.LEDGER


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a row keeps of a value: the vault's id, the keyed token, the last four characters."""

    vault_id: int
    last4: str
    token: bytes


def put(
    *,
    kind: str,
    value: str,
    area_code: str,
    by: ActingPost,
    sole: bool = False,
    realm: str = Realm.LEDGER,
) -> Sealed:
    """Put one value in; raises Taken, and ProgrammingError for an area beyond the post's range."""
    return put_all([New(kind, value, area_code, sole, realm)], by=by)[0]


def put_all(values: Sequence[New], *, by: ActingPost) -> list[Sealed]:
    """Put many values in with one statement; what comes back is in the same order. Raises Taken."""
    _acting(by)
    rows = [_row(id_, new) for id_, new in zip(_new_ids(len(values)), values, strict=True)]
    columns = [list(column) for column in zip(*rows, strict=True)]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(PUT, columns)
    except IntegrityError as error:
        raise Taken(_("This number is already in the ledger.")) from error
    last = (normal(new.value)[-SHOWN:] for new in values)
    return [Sealed(row[0], shown, row[-1]) for row, shown in zip(rows, last, strict=True)]


def find(kind: str, value: str) -> list[int]:
    """The vault ids under which a value is held in the acting post's range."""
    return find_all(kind, [value])[value]


def find_all(kind: str, values: Iterable[str]) -> dict[str, list[int]]:
    """The same for many values with one statement."""
    tokens = {value: seal.token(kind, normal(value)) for value in values}
    found: dict[bytes, list[int]] = {token: [] for token in tokens.values()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM kit_vault_find(%s, %s::bytea[])", [kind, list(found)])
        for token, id_ in cursor.fetchall():
            found[bytes(token)].append(id_)
    return {value: sorted(found[token]) for value, token in tokens.items()}


def standing(kind: str, value: str) -> Standing:
    """Whether a value is free, mine (in the acting post's range) or elsewhere in the county."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kit_vault_standing(%s, %s)", [kind, seal.token(kind, normal(value))])
        answer: Standing = cursor.fetchone()[0]
        return answer


def reveal(ids: Sequence[int], *, purpose: str, by: ActingPost, at: datetime) -> dict[int, str]:
    """The values themselves, all or none; the same statement writes down who looked.

    Raises RevealRefused: without the ability "reveal", without a purpose, or beyond the post's range.
    """
    _acting(by)
    if "reveal" not in by.abilities:
        raise _refused(by, at, ids, "ability")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM kit_reveal(%s, %s, %s)", [list(ids), purpose, at])
            rows = cursor.fetchall()
    except ProgrammingError as error:
        raise _refused(by, at, ids, str(error).splitlines()[0]) from error
    return {id_: _open(id_, kind, key_id, sealed) for id_, kind, key_id, sealed in rows}


def erase(ids: Sequence[int], *, by: ActingPost, at: datetime) -> None:
    """Forget values for good: what is left says only that something was held, and until when."""
    _acting(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT kit_vault_erase(%s, %s)", [list(ids), at])


def move(ids: Sequence[int], *, area_code: str, by: ActingPost) -> None:
    """Values follow their person to another area, under a post that covers both."""
    _acting(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT kit_vault_move(%s, %s)", [list(ids), area_code])


def normal(value: str) -> str:
    """The form in which values are compared: narrow capitals without spaces and hyphens."""
    narrow = unicodedata.normalize("NFKC", value).upper()
    return "".join(letter for letter in narrow if letter.isalnum())


def _open(id_: int, kind: str, key_id: str, sealed: Any) -> str:
    return seal.open_(seal.Closed(key_id, bytes(sealed)), place=place(id_, kind)).decode()


def _refused(by: ActingPost, at: datetime, ids: Sequence[int], why: str) -> RevealRefused:
    audit.refused("vault.reveal", by=by, at=at, vault_ids=list(ids)[:100], why=why)
    return RevealRefused(_("These numbers cannot be shown: the post you act as may not open them."))


def _acting(by: ActingPost) -> None:
    if by != require():
        raise ValueError("The post given is not the one that acts.")


def _new_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('kit_vault_id_seq') FROM generate_series(1, %s)", [count])
        return [id_ for (id_,) in cursor.fetchall()]


def _row(id_: int, new: New) -> tuple[Any, ...]:
    """One row in the order of PUT."""
    closed = seal.close(new.value.strip().encode(), place=place(id_, new.kind))
    token = seal.token(new.kind, normal(new.value))
    return id_, new.realm, new.area_code, new.kind, new.sole, closed.key_id, closed.sealed, token


def place(id_: int, kind: str) -> str:
    """What a sealed value is bound to."""
    return f"vault:{id_}:{kind}"
