"""An observation is opened; a village's ledger is scored on a phone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.oversight.forms.problems import DAY, LINES
from mingbai.oversight.queries import observing


class OpenForm(forms.Form):
    """On which day the villages are seen; which they are the lot says."""

    on = forms.DateField(
        label=_("Day of the observation"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY)
    )


class MarkForm(forms.Form):
    """Points for each of the pack's aspects, and a remark that goes back to the unit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aspects = observing.aspects()
        for one in self.aspects:
            self.fields[one.code] = forms.IntegerField(
                label=_("%(aspect)s (0 to %(most)d)") % {"aspect": one.name, "most": one.most},
                min_value=0,
                max_value=one.most,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
        self.fields["remark"] = forms.CharField(
            label=_("What the village should mend"),
            help_text=_("Goes back to the unit, without your name."),
            max_length=400,
            required=False,
            widget=forms.Textarea(attrs=LINES),
        )

    def given(self) -> dict[str, int]:
        """Points by aspect; for a valid form."""
        return {one.code: self.cleaned_data[one.code] for one in self.aspects}
