"""Components escape what they are given, mark what matters, and look the same wherever they stand."""

from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from mingbai.kit import clock, look

EVIL = '<script>alert("1")</script>'


def draw(source: str, **context) -> str:
    request = RequestFactory().get("/here?tab=2")
    request.at = clock.read()
    with translation.override("en"):
        return Template("{% load kit %}" + source).render(Context({"request": request, **context}))


@pytest.mark.parametrize(
    "source",
    [
        "{% pill evil %}",
        "{% pill 'x' evil %}",
        "{% empty evil evil %}",
        "{% card evil %}x{% endcard %}",
        "{% card %}{{ evil }}{% endcard %}",
        "{% notice %}{{ evil }}{% endnotice %}",
        "{% crumbs evil '/' evil %}",
        "{% progress 1 2 evil %}",
        "{% icon evil %}",
    ],
)
def test_what_is_given_is_escaped(source: str) -> None:
    drawn = draw(source, evil=EVIL)
    assert "<script" not in drawn


class Form(forms.Form):
    name = forms.CharField(label="Name", help_text="As registered.")
    note = forms.CharField(label="Note", required=False)
    way = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Sure")


def test_a_field_has_a_label_a_help_and_its_error_beside_it() -> None:
    form = Form({"name": ""})
    drawn = draw("{% field form.name %}", form=form)
    assert '<label for="id_name">Name' in drawn
    assert 'aria-describedby="id_name_help id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_name_error"' in drawn


def test_a_field_that_may_be_empty_says_so() -> None:
    assert "(optional)" in draw("{% field form.note %}", form=Form())
    assert "(optional)" not in draw("{% field form.name %}", form=Form())


def test_choices_are_a_named_group() -> None:
    drawn = draw("{% field form.way %}", form=Form())
    assert "<fieldset" in drawn
    assert "<legend>Way" in drawn
    assert drawn.count('class="choice"') == 2


def test_the_summary_of_errors_leads_to_the_fields_and_takes_the_focus() -> None:
    drawn = draw("{% form_errors form %}", form=Form({}))
    assert "data-focus" in drawn
    assert 'href="#id_name"' in drawn
    assert draw("{% form_errors form %}", form=Form()).strip() == ""


def test_a_deadline_is_red_only_when_it_has_passed() -> None:
    past, coming = clock.read().date().replace(day=1), clock.read().date().replace(year=2999)
    assert "late" in draw("{% due day %}", day=past)
    assert "late" not in draw("{% due day True %}", day=past)
    assert "late" not in draw("{% due day %}", day=coming)


def test_the_open_tab_is_marked() -> None:
    drawn = draw("{% tabs items %}", items=[("/here", "One"), ("/here?tab=2", "Two")])
    assert drawn.count("aria-current") == 1
    assert drawn.index("/here?tab=2") < drawn.index("aria-current") < drawn.index("Two")


def test_progress_of_unknown_length_shows_no_percent() -> None:
    assert "%" not in draw("{% progress 0 0 %}")
    assert "(50%)" in draw("{% progress 1 2 %}")


def test_the_tile_map_draws_a_cell_for_each_village() -> None:
    cells = [{"title": f"V{n}", "url": "#", "heat": n} for n in range(3)]
    drawn = draw("{% tile_map blocks %}", blocks=[{"title": "T", "url": "#", "cells": cells}])
    assert drawn.count("heat-") == 3


def test_nothing_carries_style_or_script_inline() -> None:
    drawn = draw("{% progress 1 2 %}{% pill 'x' %}{% card 'a' %}b{% endcard %}{% empty 'a' %}")
    assert "style=" not in drawn
    assert " on" not in drawn.replace(" one", "")


@pytest.mark.parametrize(
    ("cookie", "theme"), [("dark.large", "dark"), ("purple.huge", ""), ("", ""), ("..", "")]
)
def test_a_look_that_makes_no_sense_counts_as_none(cookie: str, theme: str) -> None:
    request = SimpleNamespace(COOKIES={look.COOKIE: cookie})
    assert look.read(request).theme == theme
