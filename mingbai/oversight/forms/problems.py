"""Putting a problem on the list."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mingbai.kit.scope import ActingPost, range_of, rows
from mingbai.org.queries.areas import names, to_choose
from mingbai.oversight.queries import words
from mingbai.oversight.states import ProblemAbout
from mingbai.registry.models import Household

DAY = {"type": "date"}
LINES = {"rows": 3}
OWN_SOURCE = "self"
NAMED = (ProblemAbout.POST, ProblemAbout.ENTERPRISE, ProblemAbout.PROJECT)


class EnlistForm(forms.Form):
    """A problem as it is found; village and township report their own, others say whose feedback it is."""

    area_code = forms.ChoiceField(label=_("In which place"))
    about = forms.ChoiceField(label=_("What it is about"), choices=ProblemAbout.choices)
    name = forms.CharField(
        label=_("Which one"),
        max_length=120,
        required=False,
        help_text=_(
            "The household's number or its head's name; the name of the post, enterprise, project or policy."
        ),
    )
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
        self.acting = acting
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

    def clean(self) -> dict[str, Any]:
        """A household is found by number or head and lies where it lives; others are named."""
        given: dict[str, Any] = super().clean() or {}
        about, name = given.get("about"), given.get("name", "").strip()
        if about == ProblemAbout.HOUSEHOLD:
            self._household(given, name)
        elif about in NAMED and not name:
            self.add_error("name", _("Say which one it is about."))
        return given

    def _household(self, given: dict[str, Any], said: str) -> None:
        found = self._called(given.get("area_code", ""), said)
        if len(found) == 1:
            (home,) = found
            given |= {"household_id": home.pk, "area_code": home.area_code, "name": home.head_name}
        elif found:
            self.add_error("name", _("Several are called so: give the number."))
        else:
            self.add_error("name", _("There is no such household in this place."))

    def _called(self, area: str, said: str) -> list[Household]:
        if not (area and said):
            return []
        lo, hi = range_of(area)
        there = Q(head_name=said, area_code__gte=lo, area_code__lt=hi)
        known = rows(Household, self.acting).filter(ended_on=None)
        return list(known.filter(Q(number=said) | there)[:2])
