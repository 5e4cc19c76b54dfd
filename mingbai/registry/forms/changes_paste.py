"""Pasting a month's changes."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 200_000


class PasteForm(forms.Form):
    """Lines copied from a spreadsheet, with their headers; ``keep``: make drafts of the good rows."""

    lines = forms.CharField(
        label=_("Lines copied from a spreadsheet, headers first"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "wrap": "off", "spellcheck": "false"}),
    )
