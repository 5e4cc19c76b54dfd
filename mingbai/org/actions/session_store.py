"""Django's session engine over StoredSession: the cookie's key is kept as a hash only."""

from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from mingbai.org.models import StoredSession


class SessionStore(DatabaseStore):
    """A reader of the table learns no cookie that would open a session."""

    @classmethod
    def get_model_class(cls) -> type[StoredSession]:
        return StoredSession

    def exists(self, session_key: str) -> bool:
        return super().exists(hashed(session_key))

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            super().delete(hashed(key))

    def create_model_instance(self, data: dict[str, Any]) -> StoredSession:
        return StoredSession(
            session_key=hashed(str(self._get_or_create_session_key())),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
        )

    def _get_session_from_db(self) -> StoredSession | None:
        key = hashed(self.session_key or "")
        found = StoredSession.objects.filter(session_key=key, expire_date__gt=timezone.now()).first()
        if found is None:
            self._session_key = None
        return found


def hashed(session_key: str) -> str:
    """What stands in the table: 40 hexadecimal digits of the key's SHA-256."""
    return sha256(session_key.encode()).hexdigest()[:40]
