"""SQL that depends on the columns of the tables over time, made from the models."""

from __future__ import annotations

import json

from django.db import models

# What is stored as nothing: JSON's null, an empty text, an absent key.
NOTHING = "coalesce(nullif({0}, '\"\"'::jsonb), 'null'::jsonb)"


def same(old: str, new: str, *, negate: bool = False) -> str:
    """Whether two JSON values say the same; nothing is nothing, however it is written."""
    word = "<>" if negate else "="
    return f"{NOTHING.format(old)} {word} {NOTHING.format(new)}"


def stored(model: type[models.Model], *, without: frozenset[str] = frozenset()) -> list[str]:
    """The database columns of a model that may be written."""
    fields = [each for each in model._meta.concrete_fields if not each.generated]
    return [str(each.column) for each in fields if each.column not in without]


def blank(model: type[models.Model]) -> str:
    """A row of nothing as JSON: columns of text are never NULL."""
    fields = [each for each in model._meta.concrete_fields if not each.null]
    texts = {each.column: "" for each in fields if isinstance(each, models.CharField)}
    defaults = {
        each.column: each.default
        for each in fields
        if isinstance(each.default, str | int) and each.column in texts
    }
    return json.dumps({**texts, **{name: str(value) for name, value in defaults.items()}})


def listed(columns: list[str], alias: str = "") -> str:
    """Quoted names by commas."""
    before = f"{alias}." if alias else ""
    return ", ".join(f'{before}"{column}"' for column in columns)
