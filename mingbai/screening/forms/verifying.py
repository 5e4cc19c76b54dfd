"""A verifier's answer, from the outbox or at once."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.screening.actions.verifying import Answer
from mingbai.screening.queries import rules
from mingbai.screening.states import Verdict

KILOBYTE = 1024
AS_TEXT = 4 / 3 + 0.01  # base64 makes four characters of three bytes
HEAD = ";base64,"


class DataUrl(forms.CharField):
    """A recording or photograph as a browser hands it over in a text field; its bytes."""

    widget = forms.HiddenInput
    default_error_messages = {
        "unreadable": _("The recording or photograph could not be read. Make it again.")
    }

    def __init__(self, *, kilobytes: int) -> None:
        longest = int(kilobytes * KILOBYTE * AS_TEXT) + 200
        super().__init__(required=False, max_length=longest, strip=True)

    def clean(self, value: Any) -> bytes:
        """The bytes; none for an empty field."""
        text = str(super().clean(value) or "")
        if not text:
            return b""
        _head, there, body = text.partition(HEAD)
        try:
            return base64.b64decode(body if there else "", validate=True) or self._unreadable()
        except binascii.Error:
            return self._unreadable()

    def _unreadable(self) -> bytes:
        raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable")


class Verify(forms.Form):
    """One of three answers, in words, spoken or proved."""

    verdict = forms.CharField(max_length=40)
    said = forms.CharField(label=_("What was found"), required=False, max_length=2_000)
    base = forms.IntegerField(required=False, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = rules.section("answer")
        self.fields["voice"] = DataUrl(kilobytes=limits["voice_kilobytes"])
        for name in photos():
            self.fields[name] = DataUrl(kilobytes=limits["photo_kilobytes"])

    def clean_verdict(self) -> Verdict:
        """By its code, or by its word: when two versions met, a browser sends the word that was chosen."""
        given = self.cleaned_data["verdict"]
        for verdict in Verdict:
            if given in (verdict.value, str(verdict.label)):
                return verdict
        raise forms.ValidationError(_("Please choose one of the answers."))

    def clean(self) -> dict[str, Any]:
        """A verdict needs a word, a voice or a proof."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors or given["verdict"] == Verdict.UNREACHED:
            return given
        if not (given["said"].strip() or given["voice"] or any(given[name] for name in photos())):
            self.add_error("said", _("Say in a few words what was found, or record it."))
        return given

    def answer(self) -> Answer:
        """What was answered; for a valid form."""
        given = self.cleaned_data
        proofs = tuple(given[name] for name in photos() if given[name])
        return Answer(given["verdict"], given["said"], given["voice"], proofs, given["base"] or 0)


def photos() -> Sequence[str]:
    """The names of the fields for photographs."""
    return [f"photo{number}" for number in range(1, rules.section("answer")["most_photos"] + 1)]
