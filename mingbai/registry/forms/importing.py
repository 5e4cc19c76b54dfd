"""Sending files for an import."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.kit.files.fields import FilesField
from mingbai.registry.states import Category


class SendFiles(forms.Form):
    """Files, the day of which they speak, what their new registered households are."""

    tables = FilesField(
        label=_("Files"),
        help_text=_("National exports of persons and households together, a roster, or village sheets."),
    )
    as_of = forms.DateField(
        label=_("As it stood on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The day of which the files speak. What they say holds from then on."),
    )
    category = forms.ChoiceField(
        label=_("New registered households are"),
        choices=[each for each in Category.choices if each[0] != Category.ORDINARY],
        initial=Category.GRADUATED,
        help_text=_("The national export does not say it. Households of the ledger keep their own."),
    )


class SendMended(forms.Form):
    """The rows that were sent back, mended."""

    tables = FilesField(label=_("Mended files"))
