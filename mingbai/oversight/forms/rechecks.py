"""What another team saw where a problem was closed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.oversight.forms.problems import LINES


class LookForm(forms.Form):
    """Mended indeed, or not."""

    holds = forms.TypedChoiceField(
        label=_("Is it mended indeed?"),
        choices=[("yes", _("Mended indeed")), ("no", _("Not mended: reopen it"))],
        coerce="yes".__eq__,
        widget=forms.RadioSelect,
    )
    seen = forms.CharField(
        label=_("What was seen there, in whose presence"), max_length=1000, widget=forms.Textarea(attrs=LINES)
    )
