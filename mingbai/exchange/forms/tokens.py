"""A new token."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NewToken(forms.Form):
    """Which system will use it."""

    name = forms.CharField(
        label=_("Which system uses it"), max_length=80,
        help_text=_("So that you know later which one to revoke."),
    )  # fmt: skip
