"""A value of the county's own, or a confirmation: the value, its day, its document."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.rulebook.book import Book, Parameter
from mingbai.screening.actions.book import Proposal
from mingbai.screening.models import BookChange
from mingbai.screening.queries import library, values
from mingbai.screening.queries.values import BadValue
from mingbai.screening.states import BookChangeKind as Kind

DAY = {"type": "date"}
YES_NO = [("", "—"), ("true", _("yes")), ("false", _("no"))]


class _Papers(forms.Form):
    """The document that a decision stands on, of the register or the county's own."""

    document = forms.ChoiceField(
        label=_("Document of the register"), required=False,
        help_text=_("Or, if it is not among them, the county's own below."),
    )  # fmt: skip
    paper_number = forms.CharField(label=_("Number of the county's document"), max_length=80, required=False)
    paper_title = forms.CharField(label=_("Its title"), max_length=200, required=False)
    paper_on = forms.DateField(
        label=_("Its day"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY)
    )
    paper = forms.FileField(
        label=_("Scan of the document"), required=False, help_text=_("PDF or picture; the approver opens it.")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["document"]
        known = sorted(book.documents, key=str.lower)
        field.choices = [("", "—"), *((code, f"{library.document(book, code)}（{code}）") for code in known)]

    def clean(self) -> dict[str, Any]:
        """A document of either kind."""
        given = super().clean() or {}
        own = given.get("paper_number") and given.get("paper_title") and given.get("paper_on")
        if not given.get("document") and not own:
            self.add_error(
                "document",
                _("Please choose the document, or give number, title and day of the county's own."),
            )
        return given

    def proposal(self, kind: Kind, code: str, since: date | None = None, typed: str = "") -> Proposal:
        """What the form says, for the action."""
        given = self.cleaned_data
        names = ("document", "paper_number", "paper_title", "paper_on", "reason")
        return Proposal(kind, code, since, typed, **{name: given[name] for name in names})


class ConfirmForm(_Papers):
    """A value or rule confirmed as it stands: nothing but the document is asked."""


class ValueForm(_Papers):
    """A value of the county's own from a day on."""

    field_order = ("typed", "since")
    since = forms.DateField(
        label=_("Holds from"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        help_text=_("Until the next value of the list begins."),
    )  # fmt: skip

    def __init__(self, *args: Any, parameter: Parameter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parameter = parameter
        self.fields["typed"] = _field(parameter)
        self.order_fields(self.field_order)

    def clean_typed(self) -> str:
        """A value of the parameter's kind."""
        typed: str = self.cleaned_data["typed"]
        try:
            values.typed(self.parameter, typed)
        except BadValue as wrong:
            raise forms.ValidationError(str(wrong.sentence)) from wrong
        return typed


def _field(parameter: Parameter) -> forms.Field:
    """The control for a value: a number, yes or no, a day, lines of a table."""
    kind, unit = parameter.type.kind, _unit(parameter)
    label = _("Value (%(unit)s)") % {"unit": unit} if unit else _("Value")
    if kind == "bool":
        return forms.ChoiceField(label=label, choices=YES_NO, required=False)
    if kind == "date":
        return forms.CharField(label=label, required=False, widget=forms.DateInput(attrs=DAY))
    if kind in ("table", "codes"):
        help_ = _("One line each: name, space, yuan.") if kind == "table" else _("Separated by commas.")
        return forms.CharField(
            label=label, required=False, help_text=help_, widget=forms.Textarea(attrs={"rows": 8})
        )
    attrs = {"inputmode": "decimal", "autocomplete": "off"}
    help_ = _("Left empty: nobody knows it, and rules say so.")
    return forms.CharField(
        label=label, required=False, max_length=40, help_text=help_, widget=forms.TextInput(attrs=attrs)
    )


def _unit(parameter: Parameter) -> str:
    if parameter.unit:
        return parameter.unit
    return "元" if parameter.type.money or parameter.type.kind == "table" else ""


def begun(change: BookChange) -> dict[str, Any]:
    """A change's content as the form shows it."""
    names = ("document", "paper_number", "paper_title", "paper_on", "reason", "since")
    return {**{name: getattr(change, name) for name in names}, "typed": values.for_typing(change.value)}
