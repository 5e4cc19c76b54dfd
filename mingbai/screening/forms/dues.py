"""Saying whose move it is; saying for what a number is opened."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.screening.states import RECORDABLE


class RecordForm(forms.Form):
    """Whose move it is with a due benefit, since when."""

    whose = forms.ChoiceField(
        label=_("Whose move it is"),
        choices=[(each.value, each.label) for each in RECORDABLE],
        widget=forms.RadioSelect,
    )
    since = forms.DateField(
        label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(label=_("A few words"), required=False, max_length=400)


class NumberForm(forms.Form):
    """Why the applicant's number is to be printed."""

    reason = forms.CharField(
        label=_("Why the number is needed"), min_length=4, max_length=120,
        help_text=_("The household and its unit can read it."),
    )  # fmt: skip
