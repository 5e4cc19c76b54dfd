"""Asking for an export."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed
from mingbai.org.states import FileKind


class AskExport(forms.Form):
    """In which form, what for, why, and as which kind of file."""

    layout = forms.ChoiceField(
        label=_("Form"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "The national layouts hold every column of the national system, of registered and monitored"
            " households. They leave as workbooks, and what leaves can be imported again."
        ),
    )
    identities = forms.BooleanField(
        label=_("With full identities"),
        required=False,
        help_text=_(
            "For the national layouts: numbers of documents, telephones and accounts are opened. Another"
            " person always approves, and 查阅记录 of everybody in it tells who took them and why. Without"
            " it these columns are empty."
        ),
    )
    purpose = forms.ChoiceField(label=_("Purpose"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Who needs the list, and for what. It is printed on the file's mark and kept."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    kind = forms.ChoiceField(
        label=_("File"), choices=FileKind.choices, initial=FileKind.XLSX, widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, layouts: Sequence[tuple[str, str]] = (), opens: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["layout"].choices = [("", _("As the list shows it")), *layouts]
        if not layouts:
            del self.fields["layout"]
        if not layouts or not opens:
            del self.fields["identities"]
        language = get_language() or "zh"
        purposes = installed().get("exports.purposes")
        self.fields["purpose"].choices = [
            (code, purpose["name"].said(language)) for code, purpose in purposes.items()
        ]
