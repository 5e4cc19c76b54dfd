"""Every component on one page, with invented contents: what a page may be built of, and how it looks."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from mingbai.kit import clock, scope, shown

ABILITY = "see_gallery"


class Sample(forms.Form):
    """One field of each shape."""

    name = forms.CharField(label=_("Name"), help_text=_("As it stands in the household register."))
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("a", _("First visit")), ("b", _("Follow-up visit"))])
    result = forms.ChoiceField(
        label=_("Result"),
        choices=[("true", _("It is so")), ("false", _("It is not so")), ("none", _("Could not be reached"))],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(label=_("I have read the notice"))


def is_open() -> bool:
    """In a demo to everybody; in a county to posts with the ability."""
    acting = scope.current()
    return settings.HOME.config.kind == "demo" or (acting is not None and ABILITY in acting.abilities)


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery."""
    if not is_open():
        raise Http404("gallery")
    today = shown.day_of(getattr(request, "at", None) or clock.read())
    return render(request, "kit/gallery/gallery.html", _contents(today))


def _contents(today: Any) -> dict[str, Any]:
    refused = Sample({"name": "", "kind": "a"})
    refused.is_valid()
    return {
        "form": Sample(initial={"name": "张三"}, prefix="a"),
        "refused": refused,
        "days": [today - timedelta(days=3), today, today + timedelta(days=3)],
        "fen": 123_456_789,
        "rows": [
            {
                "name": f"示例村{n}",
                "households": 40 + 7 * n,
                "fen": 8_215_000 * n,
                "due": today + timedelta(days=n - 3),
            }
            for n in range(1, 7)
        ],
        "blocks": [
            {
                "title": f"示例乡{n}",
                "url": "#map",
                "figure": n * 3,
                "cells": [
                    {
                        "title": f"示例村{m}: {(n * m) % 6}",
                        "url": "#map",
                        "mark": (n * m) % 6,
                        "heat": (n * m) % 6,
                    }
                    for m in range(1, 12 + n % 4)
                ],
            }
            for n in range(1, 7)
        ],
        "entries": [
            {
                "at": clock.read() - timedelta(days=n),
                "title": title,
                "who": "示例乡 李四",
                "lines": [],
                "note": note,
            }
            for n, (title, note) in enumerate(
                [
                    (_("Closed"), "整改到位，已现场核实。"),
                    (_("Sent back"), "照片看不清，请重拍。"),
                    (_("Assigned"), ""),
                ]
            )
        ],
        "tabs": [("/gallery", _("Components")), ("/gallery?tab=2", _("Others"))],
    }
