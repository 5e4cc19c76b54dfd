"""Which names in a statement stand behind wall two: tables of scoped models, and what is registered here."""

import re
from functools import cache

from django.apps import apps

_WORD = re.compile(r"[a-z_][a-z0-9_]*", re.IGNORECASE)
_more: set[str] = set()


def register(*names: str) -> None:
    """Count tables or definer functions without a model among the scoped names."""
    _more.update(names)
    _known.cache_clear()


def scoped_names(statement: str) -> set[str]:
    """The scoped names that a statement mentions, wherever they stand: rather refuse too much."""
    if not apps.models_ready:
        return set()
    return set(_WORD.findall(statement)) & _known()


@cache
def _known() -> frozenset[str]:
    # Imported here: models cannot be declared before Django has read the list of apps.
    from mingbai.kit.scoped import ScopedModel  # noqa: PLC0415

    models = (model for model in apps.get_models() if issubclass(model, ScopedModel))
    return frozenset(_more.union(model._meta.db_table for model in models))
