"""Panels of a detail page: the ledger's own, and those with which higher rooms fill its slot."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from mingbai.kit.text import Text


@dataclass(frozen=True, slots=True)
class Panel:
    """`context(row, request)` gives what the template reads; None leaves the panel out."""

    name: str
    title: Text
    template: str
    context: Callable[[Any, HttpRequest], dict[str, Any] | None]
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel as the page shows it."""

    name: str
    title: Text
    html: SafeString
    aside: bool


def shown(panels: tuple[Panel, ...], row: Any, request: HttpRequest) -> list[Shown]:
    """The panels that have something to say about a row."""
    found = []
    for panel in panels:
        context = panel.context(row, request)
        if context is not None:
            html = render_to_string(panel.template, {"row": row, **context}, request=request)
            found.append(Shown(panel.name, panel.title, html, panel.aside))
    return found
