"""Taking in a list from above; saying what its columns mean; giving rows back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_PASTE = 20_000_000


class TakeIn(forms.Form):
    """A file or pasted rows, who sent them, by when villages must have answered."""

    table = forms.FileField(
        label=_("The superior's file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        help_text=_("Excel or CSV as it came, whatever its layout. It goes back as the same file."),
    )
    lines = forms.CharField(
        label=_("Or paste rows copied from a spreadsheet, with their header"),
        required=False,
        strip=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 6, "wrap": "off", "spellcheck": "false"}),
    )
    sender = forms.CharField(
        label=_("Who sent it"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "senders", "autocomplete": "off"}),
        help_text=_("What its columns mean is remembered for this sender."),
    )
    title = forms.CharField(
        label=_("What villages read"),
        required=False,
        max_length=120,
        help_text=_("Left empty, the file's name."),
    )
    due = forms.DateField(
        label=_("To be answered by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        """One of the two, not both."""
        given = super().clean() or {}
        if bool(given.get("table")) == bool((given.get("lines") or "").strip()):
            self.add_error("table", _("Please choose a file, or paste rows: one of the two."))
        if not given.get("table") and not (given.get("title") or "").strip():
            self.add_error("title", _("Pasted rows need a name."))
        return given


class GiveBack(forms.Form):
    """Rows that are not ours, with the reason that goes into the reply column."""

    reason = forms.CharField(
        label=_("Reason, as it goes into the reply column"), min_length=2, max_length=400
    )


class Whom(forms.Form):
    """Words by which a person is looked for."""

    words = forms.CharField(label=_("Whom do you look for?"), max_length=60)
