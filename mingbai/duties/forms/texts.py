"""A duty's text as the county says it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.duties.actions.texts import Wording

TWO_LINES = {"rows": 2}
DAY = {"type": "date"}


class WordingForm(forms.Form):
    """It comes filled with what is in force: only the change is typed."""

    words = forms.CharField(
        label=_("The duty in words"), max_length=400, widget=forms.Textarea(attrs=TWO_LINES)
    )
    words_en = forms.CharField(
        label=_("In English"), max_length=400, required=False, widget=forms.Textarea(attrs=TWO_LINES),
        help_text=_("Left empty, the English text stays as it is."),
    )  # fmt: skip
    done = forms.CharField(
        label=_("What counts as done"), max_length=400, required=False, widget=forms.Textarea(attrs=TWO_LINES)
    )
    evidence = forms.CharField(label=_("Which evidence shows it"), max_length=200, required=False)
    since = forms.DateField(label=_("Holds from"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    document: Any = forms.ModelChoiceField(
        label=_("Paper on which it stands"), queryset=None, required=False,
        empty_label="—", to_field_name="key", help_text=_("From the register of papers."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs=TWO_LINES)
    )

    def __init__(self, *args: Any, papers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["document"]
        field.queryset = papers
        field.label_from_instance = lambda paper: f"{paper.number} {paper.title}"

    def wording(self) -> Wording:
        """What the form says, for the action."""
        return Wording(**self.cleaned_data)
