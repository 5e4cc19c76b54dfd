"""The county's decisions as a pack file: what the database holds, as every reader of packs takes it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from django.db import connection

from mingbai.screening.models import BookChange
from mingbai.screening.queries.values import Packed
from mingbai.screening.states import BookChangeKind

HEAD = """# {county} 本县对规则书的决定（参数取值、确认），由明白账导出；命令行用 --packs 读取所在目录。
# The county's own decisions about the rule book, made by Mingbai; its folder is read with --packs.
"""
COLUMNS = (
    "id", "kind", "code", "since", "value", "document", "paper_number", "paper_title", "paper_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """What the book must know of one decision. `document`: a code of the register; else the own paper."""

    id: int
    kind: str
    code: str
    since: date | None
    value: Packed
    document: str
    paper_number: str = ""
    paper_title: str = ""
    paper_on: date | None = None

    @property
    def stands_on(self) -> str:
        """The code of its document."""
        return self.document or f"county-{self.id}"


def in_force() -> list[Decision]:
    """Every decision in force, oldest first. Whoever acts may know them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, kind, code, since, value::text, document, paper_number, paper_title, paper_on"
            " FROM screening_decided()"
        )
        return [_read(*row) for row in cursor.fetchall()]


def _read(*row: Any) -> Decision:
    told = dict(zip(COLUMNS, row, strict=True))
    return Decision(**{**told, "value": json.loads(told["value"]) if told["value"] else None})


def of(change: BookChange) -> Decision:
    """A change as the decision that it would be."""
    return Decision(**{name: getattr(change, name) for name in COLUMNS})


def written(decisions: Sequence[Decision], county: str) -> str:
    """The pack file; empty when nothing is decided. Of two about the same value the later one counts."""
    if not decisions:
        return ""
    told = sorted(decisions, key=lambda one: one.id)
    last = {(one.kind == BookChangeKind.RULE, one.code, one.since): one for one in told}
    kept = list(last.values())
    whole = {
        "documents": [_document(one) for one in kept if not one.document],
        "parameters": list(_parameters(one for one in kept if one.kind != BookChangeKind.RULE)),
        "rules": [_rule(one) for one in kept if one.kind == BookChangeKind.RULE],
    }
    present = {name: items for name, items in whole.items() if items}
    return HEAD.format(county=county) + yaml.dump(
        present, Dumper=_Dumper, allow_unicode=True, sort_keys=False
    )


def _document(one: Decision) -> dict[str, Any]:
    day = f"{one.paper_on.isoformat()}" if one.paper_on else ""
    words = " ".join(part for part in (one.paper_number, one.paper_title, day) if part)
    return {"code": one.stands_on, "words": {"zh": words, "en": words}}


def _parameters(decisions: Iterable[Decision]) -> Iterable[dict[str, Any]]:
    by_code: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(decisions, key=lambda each: (each.code, each.since or date.min)):
        value = {"from": Plain(str(one.since)), "value": plain(one.value), "document": one.stands_on}
        by_code.setdefault(one.code, []).append({**value, "verified": True})
    return [{"code": code, "own": values} for code, values in by_code.items()]


def _rule(one: Decision) -> dict[str, Any]:
    return {"code": one.code, "document": one.stands_on, "verified": True}


class Plain(str):
    """A scalar that a pack file writes without quotes: a number, a day."""

    __slots__ = ()


def plain(value: Packed) -> Any:
    """A value as a pack file writes it."""
    if isinstance(value, dict):
        return {key: Plain(amount) for key, amount in value.items()}
    if isinstance(value, list):
        return list(value)
    return value if value is None else Plain(value)


class _Dumper(yaml.SafeDumper):
    """Writes Plain as it is; what would not be read back as written gets quotes all the same."""


def _as_it_is(dumper: yaml.SafeDumper, text: Plain) -> yaml.ScalarNode:
    tag = dumper.resolve(yaml.ScalarNode, str(text), (True, False))
    return dumper.represent_scalar(tag, str(text))


_Dumper.add_representer(Plain, _as_it_is)
