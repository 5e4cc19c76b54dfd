"""Keeping, giving out and erasing sealed files."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_noop

from mingbai.kit import scope
from mingbai.kit.files import sealed
from mingbai.kit.files.models import StoredFile
from mingbai.kit.files.types import MEGABYTE, Refused, type_of
from mingbai.kit.redact import masked
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import Realm, ScopedModel, realm_of

LIMIT = 20 * MEGABYTE
TOO_LARGE = gettext_noop("This file is too large. Split it, or take the pictures smaller.")
# What a rolled-back transaction or a killed process left on the disk is cleared away after this long.
STRAY_AFTER = timedelta(days=1)
BEGINNING = 4096


class Gone(LookupError):
    """The file has expired and was erased."""


def keep(
    pieces: Iterable[bytes],
    *,
    title: str,
    media_type: str,
    purpose: str,
    by: ActingPost,
    at: datetime,
    expires_at: datetime | None,
    subject: ScopedModel | None = None,
    limit: int | None = None,
) -> StoredFile:
    """Seal `pieces` into a new file, in constant memory; with `subject` it is an attachment of that row.

    `limit` is in bytes. Raises Refused when there is more. OSError when the disk is full: nothing is left.
    """

    def fill(writer: sealed.Writer) -> None:
        for piece in pieces:
            writer.write(piece)
            if limit is not None and writer.size > limit:
                raise Refused(TOO_LARGE)

    return make(
        fill, title=title, media_type=media_type, purpose=purpose, by=by, at=at, expires_at=expires_at,
        subject=subject,
    )  # fmt: skip


def make(
    fill: Callable[[sealed.Writer], None],
    *,
    title: str,
    media_type: str,
    purpose: str,
    by: ActingPost,
    at: datetime,
    expires_at: datetime | None,
    subject: ScopedModel | None = None,
) -> StoredFile:
    """Like `keep`, for content that is written piece by piece into the writer that `fill` is given."""
    name = secrets.token_hex(16)
    with sealed.Writer(path_of(name), _key()) as writer:
        fill(writer)
    return StoredFile.objects.create(
        area_code=subject.area_code if subject else by.area_code,
        realm=_realm(subject, by),
        user_id=by.user_id, post_id=by.post_id,
        subject_type=subject._meta.label_lower if subject else "", subject_id=subject.pk if subject else None,
        purpose=purpose, title=masked(title), media_type=media_type, size=writer.size, place=name,
        made_at=at, expires_at=expires_at,
    )  # fmt: skip


def take_in(
    pieces: Iterator[bytes], *, title: str, allowed: frozenset[str], limit: int = LIMIT, **kept: Any
) -> StoredFile:
    """Keep what somebody sends if its kind is in `allowed` (suffixes) and it is small enough, or Refused."""
    first = next(pieces, b"")
    kind = type_of(title, first[:BEGINNING], allowed=allowed)

    def whole() -> Iterator[bytes]:
        yield first
        yield from pieces

    return keep(whole(), title=title, media_type=kind.media_type, limit=limit, **kept)


def content(file: StoredFile) -> Iterator[bytes]:
    """Yield the bytes of a file. Raises Gone, sealed.Damaged. Whether one may read it is asked before."""
    if file.erased_at is not None or not path_of(file.place).exists():
        raise Gone(file.pk)
    return sealed.read(path_of(file.place), _key())


def found(code: UUID, acting: ActingPost) -> StoredFile | None:
    """Return the file if this post may have it: its own, or an attachment of a row that it may see.

    Only models that say so (`gives_files = True`) give their attachments to whoever sees the row; other
    rooms give theirs out on pages of their own, after asking more.
    """
    file: StoredFile | None = scope.rows(StoredFile, acting).filter(code=code).first()
    if file is None or not file.subject_type:
        return file
    parent: type[models.Model] = apps.get_model(file.subject_type)
    if not issubclass(parent, ScopedModel) or not parent.gives_files:
        return None
    return file if scope.rows(parent, acting).filter(pk=file.subject_id).exists() else None


def kept(code: str) -> StoredFile | None:
    """The file of this code, for a page that has asked for itself whether it may be given out."""
    return StoredFile.objects.filter(code=code).first()


def erase_expired(*, at: datetime) -> int:
    """Erase the content of every file in reach whose time is over; the row stays and says so."""
    with transaction.atomic():
        over = StoredFile.objects.select_for_update(skip_locked=True).filter(
            expires_at__lte=at, erased_at=None
        )
        names = list(over.values_list("place", flat=True))
        for name in names:
            path_of(name).unlink(missing_ok=True)
        StoredFile.objects.filter(place__in=names).update(erased_at=at)
    return len(names)


def clear_strays(*, now: float) -> int:
    """Remove files that no row knows and that are older than a day. `now` is in seconds, as the disk counts.

    Needs a post that reaches every row: what it cannot see counts as unknown.
    """
    old = [path for path in _root().glob("*/*") if now - path.stat().st_mtime > STRAY_AFTER.total_seconds()]
    with transaction.atomic():
        known = set(
            StoredFile.objects.filter(place__in=[path.stem for path in old]).values_list("place", flat=True)
        )
    strays = [path for path in old if path.stem not in known or path.suffix]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def path_of(place: str) -> Path:
    """Where a file lies on the disk."""
    return _root() / place[:2] / place


def _root() -> Path:
    root: Path = settings.HOME / "files"
    return root


def _key() -> bytes:
    return bytes.fromhex(settings.HOME.keys["files"])


def _realm(subject: ScopedModel | None, by: ActingPost) -> Realm:
    if subject is not None:
        return realm_of(type(subject))
    return Realm.LEDGER if by.covers(by.area_code) else Realm.ORG
