"""Signing in and keeping the account safe."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_NAME, LONGEST_PASSWORD, LONGEST_CODE = 40, 1024, 40
PLAIN = {"autocapitalize": "none", "spellcheck": "false"}


class SignIn(forms.Form):
    """User name and password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, **PLAIN}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class Code(forms.Form):
    """The six digits that the phone shows."""

    code = forms.CharField(
        label=_("Code from your phone"),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )


class RecoveryCode(forms.Form):
    """One of the codes kept on paper."""

    code = forms.CharField(
        label=_("Recovery code"),
        max_length=LONGEST_CODE,
        help_text=_("Sixteen letters and digits, from the list you kept. Each works once."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, **PLAIN}),
    )


class Password(forms.Form):
    """The present password and the new one, twice."""

    present = forms.CharField(
        label=_("Present password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password again"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("new") and found.get("again") and found["new"] != found["again"]:
            self.add_error("again", _("The two are not the same."))
        return found
