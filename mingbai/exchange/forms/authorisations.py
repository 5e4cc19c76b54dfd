"""Noting a signed authorisation; taking it back."""

from django import forms
from django.utils.translation import gettext_lazy as _

DAY = {"type": "date"}


class Note(forms.Form):
    """What the paper says."""

    name = forms.CharField(label=_("Who signed"), max_length=60)
    number = forms.CharField(
        label=_("ID number"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("It is sealed at once; only its last four characters are shown."),
    )  # fmt: skip
    household = forms.CharField(
        label=_("Household number"), max_length=32, required=False,
        help_text=_("The household for whose sake it was signed."),
    )  # fmt: skip
    relation = forms.CharField(label=_("Relation to the household"), max_length=40, required=False)
    signed_on = forms.DateField(label=_("Signed"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    paper = forms.FileField(
        label=_("Scan of the signed paper"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )


class Withdraw(forms.Form):
    """From which day it no longer holds."""

    on = forms.DateField(label=_("Withdrawn on"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
