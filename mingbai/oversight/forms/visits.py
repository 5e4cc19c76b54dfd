"""What a team's phone sends: a household's form, a fact, a photograph, the village's answer, the end."""

import base64
import binascii
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed
from mingbai.oversight.actions.checking import Check, Seen
from mingbai.oversight.actions.noting import Noted
from mingbai.oversight.queries import questions, words

KILOBYTE = 1024
AS_TEXT = 4 / 3 + 0.01  # base64 makes four characters of three bytes
HEAD = ";base64,"
SIGNATURE = 200  # kilobytes
LINES = {"rows": 2}


class Picture(forms.CharField):
    """A picture as a browser hands it over in a text field; its bytes."""

    widget = forms.HiddenInput

    def __init__(self, *, kilobytes: int, required: bool = False) -> None:
        longest = int(kilobytes * KILOBYTE * AS_TEXT) + 200
        super().__init__(required=required, max_length=longest, strip=True)

    def clean(self, value: Any) -> bytes:
        """The bytes; none for an empty field."""
        text = str(super().clean(value) or "")
        if not text:
            return b""
        try:
            return base64.b64decode(text.partition(HEAD)[2], validate=True)
        except binascii.Error:
            raise forms.ValidationError(_("The picture could not be read. Make it again.")) from None


class Answer(forms.CharField):
    """One of a question's answers, by its code or (when two versions met) by its word."""

    def __init__(self, answers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(required=False, max_length=60, **kwargs)
        self.answers = answers

    def clean(self, value: Any) -> str:
        """The code; empty where nothing was answered."""
        given = str(super().clean(value) or "")
        codes = [code for code, word in self.answers if given in (code, word)]
        if given and not codes:
            raise forms.ValidationError(_("Please choose one of the answers."))
        return codes[0] if codes else ""


class CheckForm(forms.Form):
    """A household's form: an answer to each question, and what was seen where it is the bad one."""

    base = forms.IntegerField(required=False, min_value=0)
    nobody_home = forms.BooleanField(required=False)
    note = forms.CharField(required=False, max_length=1_000)
    signature = Picture(kilobytes=SIGNATURE)

    def __init__(self, *args: Any, form: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = questions.of_form(form)
        for code, one in self.asked.items():
            self.fields[f"answer-{code}"] = Answer(one.answers, label=one.ask)
            self.fields[f"fact-{code}"] = forms.CharField(required=False, max_length=2_000)
            self.fields[f"spot-{code}"] = forms.BooleanField(required=False)
            self.fields[f"key-{code}"] = forms.UUIDField(required=False)

    def given(self) -> Check:
        """What was checked; for a valid form."""
        sent = self.cleaned_data
        answers = {code: sent[f"answer-{code}"] for code in self.asked if sent[f"answer-{code}"]}
        bad = [code for code, answer in answers.items() if answer == self.asked[code].bad]
        facts = [
            Seen(code, sent[f"key-{code}"] or uuid4(), sent[f"fact-{code}"], sent[f"spot-{code}"])
            for code in bad
        ]
        return Check(answers, facts, sent["note"], sent["nobody_home"], sent["signature"], sent["base"] or 0)


class FactForm(forms.Form):
    """A fact beside the questions: of the village, or of one of its households."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("The matter in a few words"), max_length=120)
    fact = forms.CharField(label=_("Facts found"), max_length=2_000, widget=forms.Textarea(attrs=LINES))
    category = forms.ChoiceField(label=_("Kind of problem"))
    severity = forms.ChoiceField(label=_("How grave"))
    owner = forms.ChoiceField(label=_("Department whose policy it is"), required=False)
    requirement = forms.CharField(label=_("Which rule is broken"), max_length=400, required=False)
    on_the_spot = forms.BooleanField(label=_("Mended on the spot"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in (
            ("category", words.choices("categories")),
            ("severity", words.choices("severities")),
            ("owner", [("", _("None")), *words.departments()]),
        ):
            field: Any = self.fields[name]
            field.choices = options

    def noted(self) -> Noted:
        """The fact; for a valid form."""
        return Noted(**self.cleaned_data)


class AnswerForm(forms.Form):
    """见面沟通: the village accepts a fact or disputes it."""

    accepts = forms.TypedChoiceField(
        choices=[("yes", _("accepts")), ("no", _("disputes"))], coerce="yes".__eq__
    )
    who = forms.CharField(label=_("Who answers for the village"), max_length=120)
    said = forms.CharField(label=_("What the village says"), required=False, max_length=1_000)


class GoneForm(forms.Form):
    """A household where nobody can be found: why, and who says so."""

    reason = forms.ChoiceField(label=_("Why nobody can be found"))
    note = forms.CharField(
        label=_("Who says so, when you came"), max_length=400, widget=forms.Textarea(attrs=LINES)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reason"]
        field.choices = words.choices("replacing")


class EndForm(forms.Form):
    """The end of a visit."""

    met = forms.CharField(label=_("Whom of the village you met"), max_length=200)
    village_said = forms.CharField(
        label=_("What the village says"), required=False, max_length=1_000, widget=forms.Textarea(attrs=LINES)
    )
    signature = Picture(kilobytes=SIGNATURE)


class PhotoForm(forms.Form):
    """A photograph, from the outbox as text or from a plain browser as a file."""

    file = forms.FileField(
        label=_("Photograph"), required=False, widget=forms.ClearableFileInput(attrs={"accept": "image/*"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kilobytes = installed().get("oversight.pictures.kilobytes")
        self.fields["photo"] = Picture(kilobytes=self.kilobytes)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given: dict[str, Any] = super().clean() or {}
        file = given.get("file")
        if file is not None:
            given["photo"] = file.read(self.kilobytes * KILOBYTE + 1)
        if not self.errors and not given.get("photo"):
            self.add_error("photo", _("Please take or choose a photograph."))
        return given
