"""What is turned in a what-if, and under which name it is saved."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.rulebook.book import Book
from mingbai.screening.queries import values, what_if
from mingbai.screening.queries.values import BadValue
from mingbai.screening.queries.what_if import Knob, Setting

EVERYBODY = "everybody"
EVERYBODY_TAKES = _(
    "The whole ledger and what departments sent are laid open once more: about a minute for a county."
)
YES_NO = [("true", _("yes")), ("false", _("no"))]


class AskForm(forms.Form):
    """One field for each knob, filled with what the book says; only what is changed counts."""

    def __init__(
        self, *args: Any, book: Book, knobs: Sequence[Knob], whole: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.book, self.knobs = book, {knob.field: knob for knob in knobs}
        for knob in knobs:
            self.fields[knob.field] = _field(knob)
        if whole:
            self.fields[EVERYBODY] = forms.BooleanField(
                label=_("Count ordinary households too"), required=False, help_text=EVERYBODY_TAKES
            )

    def clean(self) -> dict[str, Any]:
        """Every setting that differs from the book, by its field."""
        given = super().clean() or {}
        settings: dict[str, Setting] = {}
        for name, knob in self.knobs.items():
            try:
                setting = what_if.turned(self.book, knob, given.get(name, ""))
            except BadValue as wrong:
                self.add_error(name, str(wrong.sentence))
                continue
            if setting is not None:
                settings[name] = setting
        if not settings and not self.errors:
            raise forms.ValidationError(_("Nothing is changed: type another value."))
        self.settings = list(settings.values())
        self.everybody = bool(given.get(EVERYBODY))
        return given


def _field(knob: Knob) -> forms.Field:
    now = _("Now: %(value)s") % {"value": knob.now}
    help_ = f"{now} · {knob.help}" if knob.help else now
    initial = values.for_typing(knob.setting.before)
    if knob.shape == "bool":
        return forms.ChoiceField(label=knob.label, choices=YES_NO, initial=initial, help_text=help_)
    kind = "date" if knob.shape == "date" else "text"
    attrs = {
        "type": kind,
        "autocomplete": "off",
        "inputmode": "decimal" if knob.shape == "number" else "text",
    }
    return forms.CharField(
        label=knob.label, required=False, max_length=40, initial=initial, help_text=help_,
        widget=forms.TextInput(attrs=attrs),
    )  # fmt: skip


class SaveForm(forms.Form):
    """A name by which others find it, and why it was asked."""

    name = forms.CharField(label=_("Name of the what-if"), max_length=80)
    reason = forms.CharField(label=_("Why it was asked"), max_length=500)
