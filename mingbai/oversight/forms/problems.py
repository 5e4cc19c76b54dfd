"""Putting a problem on the list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.kit.scope import ActingPost
from mingbai.org.queries.areas import names, to_choose
from mingbai.oversight.queries import words

DAY = {"type": "date"}
LINES = {"rows": 3}
OWN_SOURCE = "self"


class EnlistForm(forms.Form):
    """A problem as it is found; village and township report their own, others say whose feedback it is."""

    area_code = forms.ChoiceField(label=_("In which place"))
    source = forms.ChoiceField(label=_("Who found it"))
    category = forms.ChoiceField(label=_("Kind of problem"))
    severity = forms.ChoiceField(label=_("How grave"))
    owner = forms.ChoiceField(label=_("Department whose policy it is"), required=False)
    title = forms.CharField(label=_("The matter in a few words"), max_length=120)
    fact = forms.CharField(label=_("Facts found"), max_length=2000, widget=forms.Textarea(attrs=LINES))
    requirement = forms.CharField(label=_("Which rule is broken"), max_length=400, required=False)
    found_on = forms.DateField(label=_("Found on"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))

    def __init__(self, *args: Any, acting: ActingPost, own_only: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources = [pair for pair in words.choices("sources") if not own_only or pair[0] == OWN_SOURCE]
        for name, options in (
            (
                "area_code",
                [(acting.area_code, names([acting.area_code])[acting.area_code]), *to_choose(acting)],
            ),
            ("source", sources),
            ("category", words.choices("categories")),
            ("severity", words.choices("severities")),
            ("owner", [("", _("None")), *words.departments()]),
        ):
            field: Any = self.fields[name]
            field.choices = options
