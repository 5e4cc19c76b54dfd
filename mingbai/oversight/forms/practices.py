"""A good practice, put forward."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.oversight.forms.asking import SCANS
from mingbai.oversight.forms.problems import LINES
from mingbai.oversight.queries import people, words
from mingbai.oversight.states import Subject

SPLIT = ":"


class PracticeForm(forms.Form):
    """Whose practice, what it is, which paper proves it."""

    unit = forms.ChoiceField(label=_("Whose practice"))
    title = forms.CharField(label=_("The practice in a few words"), max_length=120)
    what = forms.CharField(
        label=_("What is done, and what came of it"), max_length=2000, widget=forms.Textarea(attrs=LINES)
    )
    paper = forms.CharField(
        label=_("Paper that proves it"),
        max_length=400,
        help_text=_("Title and number: the circular, the minutes, the inspection's report."),
    )
    scan = forms.FileField(
        label=_("The paper itself"),
        required=False,
        help_text=_("A scan or photograph: whoever decides reads it beside."),
        widget=forms.ClearableFileInput(attrs=SCANS),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = (
            (Subject.TOWNSHIP, people.townships()),
            (Subject.UNIT, words.departments()),
            (Subject.VILLAGE, people.villages()),
        )
        field: Any = self.fields["unit"]
        field.choices = [
            (subject.label, [(f"{subject}{SPLIT}{code}", name) for code, name in found])
            for subject, found in groups
        ]

    def given(self) -> dict[str, str]:
        """What was put forward; for a valid form."""
        subject, _split, code = self.cleaned_data["unit"].partition(SPLIT)
        rest = {name: self.cleaned_data[name] for name in ("title", "what", "paper")}
        return {"subject": subject, "subject_no": code, **rest}
