"""Forms of runs: a day to compare as of; a rule and a household to ask why."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mingbai.screening.queries import editions


class AskRun(forms.Form):
    """As of which day."""

    as_of = forms.DateField(
        label=_("As of which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Today, unless an earlier day is to be looked at again."),
    )


class AskWhy(forms.Form):
    """Which rule about which household or person."""

    rule = forms.ChoiceField(label=_("Rule"), choices=())
    number = forms.CharField(
        label=_("Number of the household or person"),
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("As the national system numbers them; never an identity number."),
    )
    purpose = forms.CharField(label=_("What for"), min_length=4, max_length=150)

    def __init__(self, *given: Any, as_of: Any, codes: list[str], **named: Any) -> None:
        super().__init__(*given, **named)
        rules = editions.book(as_of).rules
        language = get_language() or "zh-hans"
        choices = [(code, f"{code} {rules[code].title.said(language)}") for code in codes]
        self.fields["rule"].choices = choices
