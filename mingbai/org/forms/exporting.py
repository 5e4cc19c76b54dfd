"""Asking for an export."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed


class AskExport(forms.Form):
    """What for, and why."""

    purpose = forms.ChoiceField(label=_("Purpose"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Who needs the list, and for what. It is printed on the file's mark and kept."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh"
        purposes = installed().get("exports.purposes")
        self.fields["purpose"].choices = [
            (code, purpose["name"].said(language)) for code, purpose in purposes.items()
        ]
