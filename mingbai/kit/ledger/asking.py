"""The form that asks for a move's evidence, derived from the flow's table."""

from collections.abc import Mapping
from typing import Any

from django import forms

from mingbai.kit.flow import Evidence, Move
from mingbai.kit.flow.evidence import LONGEST
from mingbai.kit.text import Text


def _text(_evidence: Evidence) -> forms.Field:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}))


def _day(_evidence: Evidence) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))


def _whole(_evidence: Evidence) -> forms.Field:
    return forms.IntegerField(widget=forms.TextInput(attrs={"inputmode": "numeric"}))


def _choice(evidence: Evidence) -> forms.Field:
    return forms.ChoiceField(choices=evidence.choices, widget=forms.RadioSelect)


_FIELDS = {"text": _text, "date": _day, "whole": _whole, "choice": _choice}


class EvidenceForm(forms.Form):
    """One field for each piece of evidence. The flow itself reads and judges what is sent."""

    def __init__(
        self, move: Move, given: Mapping[str, Any], problems: Mapping[str, Text] | None = None
    ) -> None:
        super().__init__(data=given if problems else None, initial=dict(given))
        for evidence in move.evidence:
            made = _FIELDS[evidence.kind](evidence)
            made.label, made.help_text = evidence.title, evidence.help
            made.required = evidence.required
            made.widget.use_required_attribute = lambda _initial: False
            self.fields[evidence.name] = made
        self.move = move
        self._problems = problems or {}

    def full_clean(self) -> None:
        """The problems that the flow found, in the form's own shape."""
        super().full_clean()
        if self._problems:
            found = {name: self.error_class([str(text)]) for name, text in self._problems.items()}
            self._errors = forms.utils.ErrorDict(found)
