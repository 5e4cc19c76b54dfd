"""Which findings are sent, by when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.screening.queries.towns import Asked
from mingbai.screening.states import FindingKind, Severity

ALL: tuple[str, Any] = ("", _("All"))


class Which(forms.Form):
    """Which new findings are meant."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ALL, *FindingKind.choices])
    rule = forms.ChoiceField(label=_("Rule"), required=False)
    severity = forms.ChoiceField(label=_("Severity"), required=False, choices=[ALL, *Severity.choices])

    def __init__(self, *args: Any, rules: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [ALL, *rules]

    def asked(self, towns: list[str]) -> Asked:
        """The question, for some townships; for a valid form."""
        given = self.cleaned_data
        return Asked(given["kind"], given["rule"], given["severity"], tuple(towns))


class Send(forms.Form):
    """By when, and how many the preview showed."""

    due = forms.DateField(
        label=_("To be verified by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty, each kind has its own usual time."),
    )
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
