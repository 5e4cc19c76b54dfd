"""Forms of looking: a purpose for full numbers, a reason for broken glass, a day for a frozen list."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed
from mingbai.registry.queries import looking


def purposes() -> list[tuple[str, str]]:
    """The pack's purposes for which data is taken or opened."""
    found = installed().get("exports.purposes")
    return [(code, each["name"].said(get_language() or "zh")) for code, each in found.items()]


class Purpose(forms.Form):
    """What full numbers are opened for."""

    purpose = forms.ChoiceField(label=_("What for"), choices=purposes, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("In a few words"),
        min_length=4,
        max_length=150,
        help_text=_("The household and its unit can read it."),
    )

    def words(self) -> str:
        """Purpose and reason as the record keeps them."""
        return f"{dict(purposes())[self.cleaned_data['purpose']]}：{self.cleaned_data['reason']}"[:200]


class Glass(forms.Form):
    """Which household beyond one's reach, and why."""

    number = forms.CharField(
        label=_("Whole document number of a member, or the household's number"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason_code = forms.ChoiceField(
        label=_("Reason"), choices=lambda: [*looking.glass().reasons.items()], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("What has happened"), max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )


class FreezeDay(forms.Form):
    """As of which day a list is frozen."""

    as_of = forms.DateField(label=_("As of"), widget=forms.DateInput(attrs={"type": "date"}))
