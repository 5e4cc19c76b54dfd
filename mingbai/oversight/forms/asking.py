"""Papers, more time, appeals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed
from mingbai.oversight.forms.problems import LINES

SCANS = {"accept": ".pdf,.png,.jpg,.jpeg"}


class PaperForm(forms.Form):
    """A scan, a slip or a photograph."""

    file = forms.FileField(label=_("Paper or photograph"), widget=forms.ClearableFileInput(attrs=SCANS))


class TimeForm(forms.Form):
    """延期申请."""

    days = forms.IntegerField(label=_("Working days more"), min_value=1)
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs=LINES))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["days"]
        field.max_value = installed().get("oversight.close_out.extend_most_working_days")


class AppealForm(forms.Form):
    """申诉."""

    said = forms.CharField(
        label=_("Why it is no problem, or not yours"), max_length=2000, widget=forms.Textarea(attrs=LINES)
    )
