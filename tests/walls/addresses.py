"""Every address of the program, collected from the resolver, with the rows that its parameters name."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Which rows of the scene an address's parameters name. A new address without an entry fails the suite.
ROWS: dict[str, list[dict[str, str]]] = {
    "kit:file": [{"code": "file"}],
    "kit:jobs-progress": [{"code": "job"}],
    "kit:jobs-cancel": [{"code": "job"}],
    "kit:jobs-again": [{"code": "job"}],
    "kit:jobs-one": [{"key": "job"}],
    "org:end_session": [{"number": "session_number"}],
    "org:area": [{"code": "area"}],
    "org:units-one": [{"key": "unit"}],
    "org:appoint": [{"code": "post"}],
    "org:revoke": [{"number": "posting"}],
    "org:transfer": [{"number": "posting"}],
    "org:posts-one": [{"key": "post"}],
    "org:delegations-one": [{"key": "delegation"}],
    "org:fetch": [{"key": "export"}],
    "org:exports-one": [{"key": "export"}, {"key": "waiting"}],
    "org:reset": [{"username": "username"}],
    "org:accounts-one": [{"key": "username"}],
    "org:end_any_session": [{"key": "session"}],
    "org:sessions-one": [{"key": "session"}],
}
# Moves of a row: the row, and every move's name (also of what a ledger has no verb for).
MOVES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "kit:jobs-move": ("key", "job", ("approve",)),
    "org:units-move": ("key", "unit", ("approve",)),
    "org:posts-move": ("key", "post", ("approve",)),
    "org:delegations-move": ("key", "delegation", ("approve", "refuse", "withdraw", "start", "end", "lapse")),
    "org:exports-move": ("key", "waiting", ("approve", "refuse", "withdraw", "begin_making", "fetch")),
    "org:accounts-move": ("key", "username", ("approve",)),
    "org:sessions-move": ("key", "session", ("approve",)),
    "org:deed": ("username", "username", ("lock", "unlock", "end-sessions", "remove-factor", "nonsense")),
}
BULK = ("approve", "refuse", "withdraw", "end")
# Lists and searches: asked for what lies elsewhere they must answer with nothing.
QUESTIONS: dict[str, list[str]] = {
    "kit:search": ["q=马道", "q=mdc", "q=欧阳"],
    "org:areas": ["q=马道", "q=mdc"],
    "org:posts": ["area=411726103000", "kind=village_cadre&area=411726103202", "vacant=1"],
    "org:posts-print": ["area=411726103000"],
    "org:units": ["area=411726103000"],
    "org:delegations": ["state=asked", "area=411726103000"],
    "org:exports": ["state=asked"],
    "org:accounts": ["username=somebody", "name=欧阳"],
}
# What concerns only the person or the browser that asks; sent, it would end or change the visit itself.
ONES_OWN = frozenset(
    {
        "kit:look", "org:switch", "org:sign_in", "org:sign_in_code", "org:sign_in_recovery", "org:sign_out",
        "org:password", "org:enrol", "org:enrol_picture", "org:renew_codes", "org:give_code",
        "org:give_recovery", "org:end_others",
    }
)  # fmt: skip


def patterns() -> dict[str, URLPattern]:
    """Every address's pattern by its name; a nameless one is named by its route."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(found: Any, space: str) -> Iterator[tuple[str, URLPattern]]:
    for each in found:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _walk(each.url_patterns, inner)
        else:
            yield space + (each.name or str(each.pattern)), each


def of(name: str, keys: dict[str, Any]) -> list[str]:
    """The addresses of one pattern for the rows of a scene. Raises KeyError for a pattern nobody covers."""
    if name in MOVES:
        param, row, moves = MOVES[name]
        other = "name" if name == "org:deed" else "move"
        return [reverse(name, kwargs={param: keys[row], other: move}) for move in moves]
    if name.endswith("-bulk"):
        return [reverse(name, kwargs={"move": move}) for move in BULK]
    if name in ROWS:
        return [reverse(name, kwargs={k: keys[row] for k, row in each.items()}) for each in ROWS[name]]
    if patterns()[name].pattern.converters:
        raise KeyError(f"{name}: say in tests/walls/addresses.py which row its parameters name")
    address = reverse(name)
    return [address, *(f"{address}?{question}" for question in QUESTIONS.get(name, []))]


def of_a_row(name: str) -> bool:
    """Whether the address names a row of its own, so that it must not be there for others."""
    return name in ROWS or name in MOVES
