"""The components, as pages use them: ``{% load kit %}``. The gallery (/gallery) shows each."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mingbai.kit import clock, shown

register = template.Library()
register.filter("iso", shown.iso)
register.filter("minute", shown.minute)
register.filter("yuan", shown.yuan)
register.filter("wan", shown.wan)
register.filter("number", shown.number)
register.filter("plain", shown.plain)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A drawing beside words; hidden from screen readers, since the words say it.

    Every page has some fifty of them; a file's address stays while the program runs.
    """
    address = static("kit/icons.svg")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', address, name)


@register.simple_tag
def pill(text: Any, tone: str = "plain") -> SafeString:
    """A short status. Tones: plain, open, waiting, closed (green), danger (red)."""
    return format_html('<span class="pill pill-{}">{}</span>', tone, text)


@register.simple_tag(takes_context=True)
def due(context: template.Context, day: date | None, done: bool = False) -> SafeString:
    """A deadline with how far it is; red once it has passed, unless the matter is done."""
    if day is None:
        return format_html("{}", shown.NOTHING)
    today = _today(context)
    if done:
        return format_html('<time datetime="{0}">{0}</time>', day.isoformat())
    kind = "late" if day < today else "muted"
    return format_html(
        '<time datetime="{0}">{0}</time> <span class="{1} nowrap">{2}</span>',
        day.isoformat(),
        kind,
        shown.until(day, today),
    )


@register.simple_tag(takes_context=True)
def ago(context: template.Context, when: datetime | date | None) -> SafeString:
    """A moment that has been, with how long ago that is."""
    if when is None:
        return format_html("{}", shown.NOTHING)
    text = shown.minute(when) if isinstance(when, datetime) else shown.iso(when)
    words = shown.since(shown.day_of(when), _today(context))
    return format_html(
        '<time datetime="{}">{}</time> <span class="muted nowrap">{}</span>', when.isoformat(), text, words
    )


def _today(context: template.Context) -> date:
    """The day of the request; a page drawn without one reads the clock, as an edge."""
    at = getattr(context.get("request"), "at", None) or clock.read()
    return shown.day_of(at)


@register.inclusion_tag("kit/c/field.html")
def field(bound: BoundField, code: bool = False) -> dict[str, Any]:
    """A field with its label, help and errors. Single ticks and groups of choices get their own shape."""
    widget = bound.field.widget
    group = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    tick = isinstance(widget, CheckboxInput)
    described = " ".join(
        name
        for name, there in (
            (f"{bound.auto_id}_help", bound.help_text),
            (f"{bound.auto_id}_error", bound.errors),
        )
        if there
    )
    attrs: dict[str, str | bool] = {"aria-describedby": described} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    shape = "group" if group else "tick" if tick else "plain"
    control = bound if group else bound.as_widget(attrs=attrs)
    return {"field": bound, "control": control, "shape": shape, "code": code}


@register.inclusion_tag("kit/c/form_errors.html")
def form_errors(form: Any) -> dict[str, Any]:
    """What keeps a form from being accepted, above it, focused when the page opens."""
    return {"form": form, "bad": [bound for bound in form if bound.errors]}


@register.inclusion_tag("kit/c/empty.html")
def empty(
    title: Any, detail: Any = "", icon_name: str = "calm", url: str = "", action: Any = ""
) -> dict[str, Any]:
    """Nothing here, said kindly, with what one may do instead."""
    return {"title": title, "detail": detail, "icon_name": icon_name, "url": url, "action": action}


@register.inclusion_tag("kit/c/tabs.html", takes_context=True)
def tabs(context: template.Context, items: Iterable[tuple[str, Any]], label: Any = "") -> dict[str, Any]:
    """Pages side by side: (address, title) each; the one whose address is open is marked."""
    request = context.get("request")
    here = request.get_full_path() if request else ""
    rows = [{"url": url, "title": title, "current": url == here} for url, title in items]
    return {"items": rows, "label": label}


@register.inclusion_tag("kit/c/crumbs.html")
def crumbs(*items: Any) -> dict[str, Any]:
    """The way here: title, address, title, address, … and at last the title of this page."""
    pairs = [{"title": items[n], "url": items[n + 1]} for n in range(0, len(items) - 1, 2)]
    return {"pairs": pairs, "last": items[-1] if len(items) % 2 else ""}


@register.inclusion_tag("kit/c/progress.html")
def progress(done: int, total: int | None, words: Any = "") -> dict[str, Any]:
    """How far something is; total None or 0: working, not yet known how far."""
    percent = int(100 * done / total) if total else None
    return {"done": done, "total": total, "percent": percent, "words": words}


@register.inclusion_tag("kit/c/timeline.html", takes_context=True)
def timeline(context: template.Context, entries: Iterable[Any]) -> dict[str, Any]:
    """What happened, newest first: entries with at, title, who, lines (of evidence) and note."""
    return {"entries": entries, "request": context.get("request")}


@register.inclusion_tag("kit/c/map.html")
def tile_map(blocks: Iterable[Any], legend: Any = "") -> dict[str, Any]:
    """A county without borders: a block for each township (title, url, figure), a cell for each village
    (title, url, mark, heat 0 to 5)."""
    return {"blocks": blocks, "legend": legend, "heats": range(6)}


@register.simple_block_tag
def card(content: str, title: Any = "", flush: bool = False) -> SafeString:
    """A surface of its own, with a heading if it has one: ``{% card "Members" %} … {% endcard %}``."""
    head = format_html('<div class="card-head"><h2>{}</h2></div>', title) if title else ""
    body = "card-body-flush" if flush else "card-body"
    return format_html(
        '<section class="card">{}<div class="{}">{}</div></section>', head, body, SafeString(content)
    )


@register.simple_block_tag
def notice(content: str, tone: str = "open") -> SafeString:
    """Something to know before acting. Tones: open (blue), waiting, closed (green), danger (red)."""
    name = {"danger": "warning", "waiting": "clock", "closed": "check"}.get(tone, "info")
    return format_html(
        '<div class="notice notice-{}">{}<div>{}</div></div>', tone, icon(name), SafeString(content)
    )
