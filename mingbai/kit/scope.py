"""Who is acting now, and which areas they reach.

One context variable holds it; ``mingbai.kit.db`` hands it to PostgreSQL, where wall two (row-level security)
compares every row with it. Wall one is ``rows`` below. Two ranges: the *ledger* range covers people's data,
the *organisation* range covers posts and accounts (architecture, decision 4).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mingbai.kit.scoped import ScopedModel

CODE_LENGTH = 12
# Province, city, county, township and village end after these many digits; what follows is zeros.
LEVELS = (2, 4, 6, 9, 12)
AFTER_NINE = ":"
NOWHERE = ("", "")


class NoScope(Exception):
    """A scoped table was asked without a post acting, or outside a transaction."""


@dataclass(frozen=True, slots=True)
class ActingPost:
    """The post that acts and what it may reach; every verb's ``by=`` is one of these.

    ``lo``/``hi`` and ``org_lo``/``org_hi`` are half-open ranges of twelve-digit codes in "C" order; two empty
    strings reach nothing. ``lines`` empty means every line of work. ``households`` limits paired helpers to
    theirs; None is no limit.
    """

    post_id: int | None
    user_id: int | None
    kind: str
    label: str
    area_code: str
    lo: str = ""
    hi: str = ""
    org_lo: str = ""
    org_hi: str = ""
    lines: frozenset[str] = frozenset()
    abilities: frozenset[str] = frozenset()
    households: tuple[int, ...] | None = None

    def reach(self, wall: str) -> tuple[str, str]:
        """The range behind ``wall``: "ledger" or "org"."""
        return {"ledger": (self.lo, self.hi), "org": (self.org_lo, self.org_hi)}[wall]

    def covers(self, area_code: str, wall: str = "ledger") -> bool:
        """Whether an area lies in this post's range."""
        lo, hi = self.reach(wall)
        return lo <= area_code < hi


@dataclass(frozen=True, slots=True)
class Scope:
    """The acting post with what it is doing: the purpose it gave and the request it came by."""

    acting: ActingPost | None = None
    purpose: str = ""
    request: str = ""

    def settings(self) -> dict[str, str]:
        """What PostgreSQL is told: all that policies, triggers and definer functions read."""
        acting = self.acting or NOBODY
        households = acting.households
        return {
            "app.lo": acting.lo,
            "app.hi": acting.hi,
            "app.org_lo": acting.org_lo,
            "app.org_hi": acting.org_hi,
            "app.post": _text(acting.post_id),
            "app.user": _text(acting.user_id),
            "app.kind": acting.kind,
            "app.label": acting.label,
            "app.households": "*" if households is None else ",".join(map(str, households)),
            "app.purpose": self.purpose,
            "app.request": self.request,
        }


NOBODY = ActingPost(None, None, "", "", "", households=())
EMPTY = Scope()
_scope: ContextVar[Scope] = ContextVar("scope", default=EMPTY)


def scope() -> Scope:
    """The scope in force; ``EMPTY`` when nobody acts."""
    return _scope.get()


def current() -> ActingPost | None:
    """The post that acts now, if any."""
    return _scope.get().acting


def require() -> ActingPost:
    """The post that acts now; raises NoScope when nobody does."""
    acting = current()
    if acting is None:
        raise NoScope("No post is acting: enter one with mingbai.kit.scope.entered(post).")
    return acting


@contextmanager
def entered(acting: ActingPost | None, *, purpose: str = "", request: str = "") -> Iterator[None]:
    """Act as a post until the block ends. Open transactions learn of it with their next statement."""
    token = _scope.set(Scope(acting, purpose, request))
    try:
        yield
    finally:
        _scope.reset(token)


def range_of(area_code: str) -> tuple[str, str]:
    """The half-open range of an area and all below it: 411726001000 -> ("411726001000", "411726001:").

    The colon sorts directly after 9. Raises ValueError for what is not twelve digits.
    """
    if len(area_code) != CODE_LENGTH or not (area_code.isascii() and area_code.isdigit()):
        raise ValueError(f"An area code has twelve digits; {area_code!r} has not.")
    stem = next(area_code[:end] for end in LEVELS if not area_code[end:].strip("0"))
    return area_code, stem + AFTER_NINE


def rows(model: "type[ScopedModel]", acting: ActingPost) -> "QuerySet[Any]":
    """Wall one: the rows of a model that a post may reach, by area and by the model's own rule ``within``."""
    return model._default_manager.filter(model.reach(acting), model.within(acting))


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
