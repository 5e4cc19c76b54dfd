"""Who is linked to which townships, who is seconded to which team."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed
from mingbai.oversight.queries import people, teams


class LinkForm(forms.Form):
    """联系乡镇."""

    leader = forms.ChoiceField(label=_("County leader"))
    townships = forms.MultipleChoiceField(label=_("Townships"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leader: Any = self.fields["leader"]
        leader.choices = people.holders(installed().get("oversight.roles.linked_county_leader.posts"))
        towns: Any = self.fields["townships"]
        towns.choices = people.townships()


class SecondForm(forms.Form):
    """抽调: where nobody may send them is asked here, so that the lot leaves it out (handbook G.6)."""

    member = forms.ChoiceField(label=_("Who"))
    team = forms.ChoiceField(label=_("Inspection team"))
    from_unit = forms.CharField(label=_("From which unit"), max_length=120)
    home_area = forms.ChoiceField(label=_("Home township"), required=False)
    kin = forms.MultipleChoiceField(
        label=_("Villages with relatives"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "member": people.holders(installed().get("oversight.close_out.verify")),
            "team": teams.choices(),
            "home_area": [("", _("None")), *people.townships()],
            "kin": people.villages(),
        }
        for name, options in choices.items():
            field: Any = self.fields[name]
            field.choices = options
