"""Asking another unit to compare, and taking its answer in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.exchange.queries import entrusted
from mingbai.exchange.states import Group
from mingbai.kit.files.fields import FilesField


class Entrust(forms.Form):
    """What is asked of whom about whom, and why."""

    number = forms.CharField(label=_("Number of the letter"), max_length=40)
    matter = forms.ChoiceField(label=_("What is to be compared"))
    whom = forms.CharField(
        label=_("Of whom"), max_length=80, required=False,
        help_text=_("Left empty: the unit that is usually asked about it."),
    )  # fmt: skip
    group = forms.ChoiceField(label=_("About whom"), choices=Group.choices)
    use = forms.ChoiceField(label=_("Use"))
    why = forms.CharField(
        label=_("The use, in words"), max_length=400, min_length=8, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["matter"].choices = entrusted.matters()
        self.fields["use"].choices = entrusted.uses()


class Answer(forms.Form):
    """The list as it came back."""

    tables = FilesField(label=_("The answered list"))
