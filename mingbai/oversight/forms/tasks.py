"""督查事项交办单: what a team looks at in a week."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.oversight.forms.problems import DAY
from mingbai.oversight.queries import teams

MOST_VILLAGES, MOST_HOUSEHOLDS = 20, 200


class GiveForm(forms.Form):
    """Which team, which week, what it looks at, how many villages and households."""

    team = forms.ChoiceField(label=_("Inspection team"))
    week = forms.DateField(label=_("A day of the week"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    matters = forms.CharField(
        label=_("Matters to look at"),
        help_text=_("One a line."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    villages = forms.IntegerField(label=_("Villages"), min_value=1, max_value=MOST_VILLAGES)
    poor = forms.IntegerField(
        label=_("Registered households a village"), min_value=0, max_value=MOST_HOUSEHOLDS
    )
    other = forms.IntegerField(label=_("Other households a village"), min_value=0, max_value=MOST_HOUSEHOLDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["team"]
        field.choices = teams.choices()

    def given(self) -> dict[str, Any]:
        """What was asked for; for a valid form."""
        return {**self.cleaned_data, "matters": self.cleaned_data["matters"].splitlines()}
