"""Sending departments' files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.exchange.queries import calendar, senders
from mingbai.kit.files.fields import FilesField
from mingbai.kit.scope import ActingPost


class SendFiles(forms.Form):
    """Files of one day; what each is, is read from its name and header unless somebody says it."""

    tables = FilesField(
        label=_("Files"),
        help_text=_("Excel or CSV as your system gives it out; several at once, also of different kinds."),
    )
    day = forms.DateField(
        label=_("They speak of the period up to"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Any day of the month, quarter or year that the files are about."),
    )
    dataset = forms.ChoiceField(
        label=_("What they are"),
        required=False,
        help_text=_("Only if the name or the header does not say it."),
    )
    unit = forms.ChoiceField(
        label=_("In the place of"),
        required=False,
        help_text=_("Only where several units send the same kind of file."),
    )

    def __init__(self, *given: Any, acting: ActingPost, **more: Any) -> None:
        super().__init__(*given, **more)
        own = senders.own(acting)
        self.fields["dataset"].choices = [
            ("", _("As name and header say")),
            *((one.dataset.code, one.title) for one in senders.entries_of(acting)),
        ]
        if own is not None:
            del self.fields["unit"]
        else:
            named = [(unit.code, unit.name) for unit in senders.units()]
            self.fields["unit"].choices = [("", _("The unit whose file it is")), *named]


class SendMended(forms.Form):
    """The rows that were sent back, mended."""

    tables = FilesField(label=_("Mended files"))


def most() -> dict[str, int]:
    """How large and how many, for the page's words."""
    limits = calendar.limits()
    return {"megabytes": limits["most_megabytes"], "files": limits["most_at_once"]}
