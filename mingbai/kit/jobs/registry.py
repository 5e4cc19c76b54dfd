"""Which jobs exist: each is declared once, by name, beside the room it belongs to (`<room>.jobs`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mingbai.kit.text import Text

if TYPE_CHECKING:
    from mingbai.kit.jobs.run import Run

Body = Callable[..., "dict[str, Any] | None"]

_declared: dict[str, Declared] = {}


class UnknownJob(LookupError):
    """Nothing is declared under this name."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One kind of job: what it does, how long one statement may take (seconds), how often it is tried."""

    name: str
    body: Body
    title: Text
    statement_seconds: int
    tries: int


def job(name: str, *, title: Text, statement_seconds: int = 120, tries: int = 5) -> Callable[[Body], Body]:
    """Declare the decorated function as the job `name`.

    It takes a `Run` and its own parameters, writes only inside `run.step()`, may be run twice for the same
    row, and returns what its result is (plain values, no secrets) or None.
    """

    def declare(body: Body) -> Body:
        if name in _declared and _declared[name].body is not body:
            raise ValueError(f"job {name!r} is declared twice")
        _declared[name] = Declared(name, body, title, statement_seconds, tries)
        return body

    return declare


def declared(name: str) -> Declared:
    """Return the job of this name. Raises UnknownJob."""
    if name not in _declared:
        raise UnknownJob(name)
    return _declared[name]


def names() -> list[str]:
    """Every declared name, in order."""
    return sorted(_declared)


def run_body(name: str, run: Run, params: dict[str, Any]) -> dict[str, Any]:
    """Run the body of `name`; nothing returned counts as an empty result."""
    return declared(name).body(run, **params) or {}
