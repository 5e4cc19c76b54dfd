"""An entry of the register of papers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.duties.actions.documents import Paper
from mingbai.duties.models import Document
from mingbai.duties.queries import documents, words
from mingbai.duties.queries.lists import Duty

DAY = {"type": "date"}


class PaperForm(forms.Form):
    """Number, title, issuer, day, level, digest; what stands on it; which earlier papers it replaces."""

    number = forms.CharField(label=_("Number of the paper"), max_length=80)
    title = forms.CharField(label=_("Title"), max_length=200)
    issuer = forms.CharField(label=_("Issued by whom"), max_length=120)
    issued_on = forms.DateField(label=_("Issued on"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    level = forms.ChoiceField(label=_("Level of the paper"))
    digest = forms.CharField(
        label=_("Digest"), widget=forms.Textarea(attrs={"rows": 5}), max_length=4000,
        help_text=_("What it asks of whom and by when, in a few sentences that everybody understands."),
    )  # fmt: skip
    duties = forms.MultipleChoiceField(
        label=_("Duties that stand on it"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    policies = forms.MultipleChoiceField(
        label=_("Policies that stand on it"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    replaces: Any = forms.ModelMultipleChoiceField(
        label=_("Earlier papers that it replaces"), required=False, queryset=None,
        to_field_name="key", widget=forms.SelectMultiple(attrs={"size": 4}),
    )  # fmt: skip

    def __init__(self, *args: Any, papers: Any, duties: Sequence[Duty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["level"].choices = words.choices("register.levels")
        fields["duties"].choices = [(one.code, f"{owner(one)} · {one.words}"[:60]) for one in duties]
        fields["policies"].choices = [
            (code, f"{code} {title}") for code, title in documents.policies().items()
        ]
        fields["replaces"].queryset = papers
        fields["replaces"].label_from_instance = lambda paper: f"{paper.number} {paper.title}"

    def paper(self) -> Paper:
        """What the form says, for the action."""
        given = self.cleaned_data
        several = {name: tuple(given[name]) for name in ("duties", "policies", "replaces")}
        return Paper(**{**given, **several})


def owner(duty: Duty) -> str:
    """Whose duty it is, in words."""
    return words.unit(duty.unit) if duty.unit else words.kind(duty.kind)


def begun(document: Document) -> dict[str, Any]:
    """An entry as the form begins with it."""
    names = ("number", "title", "issuer", "issued_on", "level", "digest", "duties", "policies")
    return {**{name: getattr(document, name) for name in names}, "replaces": list(document.supersedes.all())}


def today(day: date) -> dict[str, Any]:
    """How an empty form begins."""
    return {"issued_on": day, "level": "county"}
