"""The rule book's policies, each with the department's duty that delivers it; checked, not assumed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mingbai.duties.queries import documents, words
from mingbai.duties.queries.lists import Duty


def titles(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes with the policies' titles, those that the book does not know left out."""
    known = documents.policies()
    return [(code, known[code]) for code in codes if code in known]


def unlinked(duties: Iterable[Duty]) -> list[str]:
    """Policies that no duty names, or one of another department than the book's owner."""
    owners, linked = documents.owners(), {code: one.unit for one in duties for code in one.policies}
    stands_in: Mapping[str, Mapping[str, str]] = words.section("stands_in")
    wanted = {code: stands_in[unit]["unit"] if unit in stands_in else unit for code, unit in owners.items()}
    return sorted(code for code in {*owners, *linked} if linked.get(code, "") != wanted.get(code, "-"))
