"""A connection that tells PostgreSQL who acts, and refuses to ask a scoped table when nobody does.

Settings are local to the transaction, so a pooled connection carries nothing over. They are compared with
the context variable before each statement: a scope entered or left inside a transaction counts at once, and
what a rolled-back savepoint has undone is told again.
"""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper
from psycopg.pq import TransactionStatus

from mingbai.kit.db.names import scoped_names
from mingbai.kit.scope import EMPTY, NoScope, Scope, scope


class GuardedCursor(CursorWrapper):
    """Django's cursor; every way through it to the server passes the connection's ``guard`` first."""

    db: "DatabaseWrapper"

    def _execute(self, sql: Any, params: Any, *ignored: Any) -> Any:
        self.db.guard(sql)
        return super()._execute(sql, params, *ignored)  # type: ignore[misc]

    def _executemany(self, sql: Any, param_list: Any, *ignored: Any) -> Any:
        self.db.guard(sql)
        return super()._executemany(sql, param_list, *ignored)  # type: ignore[misc]

    def copy(self, statement: Any, *args: Any, **kwargs: Any) -> Any:
        self.db.guard(statement)
        return self.cursor.copy(statement, *args, **kwargs)

    def stream(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        self.db.guard(query)
        return self.cursor.stream(query, *args, **kwargs)


class GuardedDebugCursor(GuardedCursor, base.CursorDebugWrapper):
    """The same with Django's log of queries."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL connection with the scope in it."""

    # What the server was last told; None when unknown. Nothing is told outside a transaction.
    told: Scope | None = EMPTY

    @property
    def walled(self) -> bool:
        """Whether wall two stands before this connection: the owner passes it by."""
        return bool(self.settings_dict["USER"] == settings.DATABASES["default"]["USER"])

    def guard(self, statement: Any) -> None:
        """Refuse a statement that names a scoped table without a scope; else tell the server who acts."""
        acting = scope()
        if self.walled and (acting.acting is None or self.autocommit):
            self._refuse(statement, acting)
        if acting is not self.told and acting != self.told and not self.autocommit:
            self._tell(acting)

    def _refuse(self, statement: Any, acting: Scope) -> None:
        named = scoped_names(statement if isinstance(statement, str) else _text(statement, self.connection))
        if named:
            why = "outside a transaction" if acting.acting else "with no post acting"
            raise NoScope(f"{', '.join(sorted(named))} asked {why}: use scope.entered(post) and atomic().")

    def _tell(self, acting: Scope) -> None:
        # After an error the server refuses everything but a rollback, which must pass.
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return
        values = acting.settings()
        calls = ", ".join(f"set_config('{name}', %s, true)" for name in values)
        with self.wrap_database_errors:
            self.connection.execute(f"SELECT {calls}", list(values.values()))
        self.told = acting

    def make_cursor(self, cursor: Any) -> GuardedCursor:
        return GuardedCursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> GuardedDebugCursor:
        return GuardedDebugCursor(cursor, self)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.told = EMPTY
        return super().get_new_connection(conn_params)

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        self.told = EMPTY

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self.told = EMPTY

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self.told = EMPTY

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self.told = None


def _text(statement: Any, connection: Any) -> str:
    if isinstance(statement, bytes):
        return statement.decode()
    return str(statement.as_string(connection))
