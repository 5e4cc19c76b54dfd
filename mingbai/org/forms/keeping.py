"""Keeping accounts and posts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.org.actions.accounts import NewAccount
from mingbai.org.models import User
from mingbai.org.queries import people

COLUMNS = 3


class OpenAccounts(forms.Form):
    """Lines pasted from a sheet: user name, name, unit's code, phone."""

    lines = forms.CharField(
        label=_("People"),
        help_text=_(
            "One person a line: user name, name, unit's code, phone (may be empty). Paste from a sheet."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )

    def people(self) -> list[NewAccount]:
        """The lines as they were typed; empty ones are left out."""
        rows = [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        return [_person(row) for row in rows]


def _person(row: str) -> NewAccount:
    tidy = row.replace("\t", ",").replace("，", ",")
    parts = [part.strip() for part in tidy.split(",")] + [""] * COLUMNS
    return NewAccount(username=parts[0].lower(), display_name=parts[1], unit=parts[2], phone=parts[3])


class Reason(forms.Form):
    """Why something is done to another's account or post."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class Appoint(forms.Form):
    """Who is to hold a post, from when."""

    person = forms.CharField(label=_("User name"), max_length=40)
    ends = forms.DateField(
        label=_("Until (not including)"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean_person(self) -> User:
        """The account of this name."""
        found = people.named(self.cleaned_data["person"])
        if found is None:
            raise forms.ValidationError(_("There is no account of this name."))
        return found


class Transfer(Reason):
    """Which other post the person takes up, and why."""

    to = forms.CharField(label=_("Code of the new post"), max_length=60)
