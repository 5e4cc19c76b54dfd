"""Pairing a helper, saying grounds, and writing down what a person asks about their own data."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed
from mingbai.org.queries import people
from mingbai.registry.queries import codes
from mingbai.registry.queries.changes_helpers import accounts
from mingbai.registry.states import CorrectionAsk, Ground

DAY = {"type": "date"}
RANKS = range(1, 6)


class _Dated(forms.Form):
    """A form about something that begins on a day, not in the future."""

    on = forms.DateField(label=_("From"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["on"].initial = at.date()

    def clean_on(self) -> date:
        """Not in the future."""
        day: date = self.cleaned_data["on"]
        if day > self.at.date():
            raise forms.ValidationError(_("The day lies in the future."))
        return day


class PairForm(_Dated):
    """Who helps from when on; the account decides whose post reaches the household."""

    user = forms.ModelChoiceField(
        label=_("Helper's account"), queryset=people.nobody(), to_field_name="username", required=False,
        help_text=_("People who hold a helper's post in this village."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Helper's name"), max_length=40, required=False,
        help_text=_("Only if the helper has no account yet."),
    )  # fmt: skip
    unit_name = forms.CharField(label=_("Unit"), max_length=80, required=False)
    why = forms.CharField(label=_("Why the helper changes"), max_length=200, required=False)

    def __init__(self, *args: Any, area_code: str, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, at=at, **kwargs)
        field: Any = self.fields["user"]
        field.queryset = accounts(area_code, at)
        field.label_from_instance = lambda user: user.display_name

    def clean(self) -> dict[str, Any]:
        """An account or a name."""
        given = super().clean() or {}
        if not given.get("user") and not given.get("name"):
            self.add_error("user", _("Please choose an account, or write a name."))
        return given


class EndPairForm(_Dated):
    """From when on nobody helps, and why."""

    why = forms.CharField(label=_("Reason"), max_length=200)


class GroundsForm(_Dated):
    """Causes or risks in order, the main one first."""

    def __init__(self, *args: Any, ground: Ground, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, at=at, **kwargs)
        rules = installed().section("changes")["grounds"]
        most = rules["causes_most"] if ground == Ground.CAUSE else rules["risks_most"]
        listed = codes.choices("cause" if ground == Ground.CAUSE else "risk")
        for rank in RANKS[:most]:
            self.fields[f"rank_{rank}"] = forms.ChoiceField(
                label=_("Main one") if rank == 1 else _("No. %(n)d") % {"n": rank},
                choices=[("", "—"), *listed],
                required=False,
            )

    def ranked(self) -> list[str]:
        """The codes in their order."""
        found = [self.cleaned_data.get(f"rank_{rank}", "") for rank in RANKS]
        return [code for code in found if code]


class CorrectionForm(forms.Form):
    """What a person asks about their own data, in their own words."""

    ask = forms.ChoiceField(label=_("What is asked"), choices=CorrectionAsk.choices, widget=forms.RadioSelect)
    field = forms.ChoiceField(label=_("Which entry"), required=False)
    wanted = forms.CharField(label=_("What it should be"), max_length=200, required=False)
    said = forms.CharField(
        label=_("In the person's own words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    proof = forms.CharField(label=_("Paper that was shown"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = get_language() or "zh"
        listed = installed().section("changes")["correctable"].items()
        choices = [("", "—"), *((code, each["name"].said(said)) for code, each in listed)]
        field: Any = self.fields["field"]
        field.choices = choices
