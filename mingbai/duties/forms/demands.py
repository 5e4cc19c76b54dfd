"""A demand on villages as it is noted."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.duties.actions.demands import Asked
from mingbai.duties.queries import words

DAY = {"type": "date"}
OTHER = "other"


class DemandForm(forms.Form):
    """What was asked, of which villages, by whom, and how many minutes it took each."""

    villages = forms.MultipleChoiceField(label=_("Villages"), widget=forms.SelectMultiple(attrs={"size": 8}))
    kind = forms.ChoiceField(label=_("What kind of demand"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("What was asked"), max_length=120)
    asked_by = forms.ChoiceField(label=_("Who asked"))
    asker = forms.CharField(
        label=_("Name of another asker"), max_length=120, required=False,
        help_text=_("Only if the list above does not have it."),
    )  # fmt: skip
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    minutes = forms.IntegerField(label=_("Minutes that it took each village"), min_value=1)
    held = forms.BooleanField(
        label=_("The ledger held what was asked for"), required=False,
        help_text=_("Then answer with the ledger's list instead of filling a form again."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, villages: list[tuple[str, str]], askers: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        self.askers = dict(askers)
        fields["villages"].choices = villages
        fields["kind"].choices = words.choices("burden.kinds")
        fields["asked_by"].choices = [*askers, (OTHER, _("Another"))]
        fields["minutes"].max_value = words.section("burden.most_minutes")
        if len(villages) == 1:
            fields["villages"].widget = forms.MultipleHiddenInput()

    def clean(self) -> dict[str, Any]:
        """Another asker has a name."""
        given = super().clean() or {}
        if given.get("asked_by") == OTHER and not given.get("asker", "").strip():
            self.add_error("asker", _("Please say who asked."))
        return given

    def asked(self) -> Asked:
        """What the form says, for the action."""
        given = dict(self.cleaned_data)
        code = given.pop("asked_by")
        given["villages"] = tuple(given["villages"])
        if code == OTHER:
            return Asked(**given)
        return Asked(**{**given, "asker": self.askers[code]}, asked_by=code)


def begun(villages: list[tuple[str, str]], day: date, own: str) -> dict[str, Any]:
    """How the form begins: a village's own post need not choose its village."""
    chosen = [villages[0][0]] if len(villages) == 1 else []
    return {"villages": chosen, "on": day, "kind": "form", "minutes": 30, "asked_by": own}
