"""Typing a natural change: the day, the newcomer, everybody's relation; the rest was asked before."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.registry.models import Membership
from mingbai.registry.queries import codes
from mingbai.registry.queries.changes_asking import Answers
from mingbai.registry.queries.changes_details import Details
from mingbai.registry.queries.changes_kinds import ARRIVALS
from mingbai.registry.states import ChangeKind

DAY = {"type": "date"}
HEAD = "head"
NEWCOMER = ("name", "id_no", "sex", "birth_date", "relation")


class ChangeForm(forms.Form):
    """One form for every kind; ``answers`` decides which relations are asked.

    ``new_home``: the newcomer founds a household, so that they are its head and it has an address.
    """

    happened_on = forms.DateField(
        label=_("Day of the event"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY)
    )
    name = forms.CharField(label=_("Name"), max_length=60)
    id_no = forms.CharField(
        label=_("Document number"),
        max_length=30,
        required=False,
        help_text=_(
            "As on the card or booklet. Somebody known already is found by it. A newborn may have none yet."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )
    sex = forms.ChoiceField(label=_("Sex"), required=False)
    birth_date = forms.DateField(
        label=_("Date of birth"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        help_text=_("Left out, it is taken from the number."),
    )  # fmt: skip
    relation = forms.ChoiceField(label=_("Relation to the head"))
    group_no = forms.IntegerField(label=_("Villagers' group"), required=False, min_value=0, max_value=99)
    address = forms.CharField(label=_("Address"), max_length=120, required=False)
    note = forms.CharField(
        label=_("Remark"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        answers: Answers | None,
        at: datetime,
        new_home: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.answers, self.at, self.new_home = kind, answers, at, new_home
        self.fields["happened_on"].widget.attrs["max"] = at.date().isoformat()
        self._choices()
        self._leave_out()
        for name, pairs in self._asked().items():
            for member, proposed in pairs:
                self.fields[f"{name}_{member.person_id}"] = _relation_of(member, proposed)

    def _choices(self) -> None:
        sex, relation = self.fields["sex"], self.fields["relation"]
        sex.choices = [("", "—"), *codes.choices("sex")]
        known = [pair for pair in codes.choices("relation") if (pair[0] == HEAD) == self.new_home]
        relation.choices = known

    def _leave_out(self) -> None:
        """Only what this kind needs is asked."""
        if self.kind not in ARRIVALS:
            for name in NEWCOMER:
                del self.fields[name]
        if not (self.new_home or self.kind == ChangeKind.SPLIT):
            del self.fields["group_no"], self.fields["address"]

    def _asked(self) -> dict[str, list[tuple[Membership, str]]]:
        if self.answers is None:
            return {}
        return {"rel": self.answers.relations(), "stay": self.answers.stay_relations()}

    def clean_happened_on(self) -> date:
        """Not in the future."""
        day: date = self.cleaned_data["happened_on"]
        if day > self.at.date():
            raise forms.ValidationError(_("The day lies in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        """A newcomer's sex is known, from the number if not otherwise."""
        given = super().clean() or {}
        if self.kind in ARRIVALS and not given.get("id_no") and not given.get("sex"):
            self.add_error("sex", _("Without a number, please say the sex."))
        return given

    def details(self) -> Details:
        """What was typed and answered, as it is kept."""
        given, answers = self.cleaned_data, self.answers
        said = {name: self._said(name) for name in ("rel", "stay")}
        return Details(
            name=given.get("name", ""),
            sex=given.get("sex", ""),
            birth_date=given.get("birth_date"),
            new_home=self.new_home,
            group_no=given.get("group_no") or 0,
            address=given.get("address", ""),
            relations=said["rel"],
            stay_relations=said["stay"],
            **_answered(answers),
        )

    def _said(self, name: str) -> dict[int, str]:
        return {
            member.person_id: self.cleaned_data[f"{name}_{member.person_id}"]
            for member, _proposed in self._asked().get(name, [])
        }


def _answered(answers: Answers | None) -> dict[str, Any]:
    if answers is None:
        return {}
    return {
        "head": answers.head.person_id if answers.head else None,
        "members": tuple(member.person_id for member in answers.going),
        "stay_head": answers.stay_head.person_id if answers.stay_head else None,
        "into": str(answers.into.key) if answers.into else "",
        "area_code": answers.area_code,
        "left": answers.left,
    }


def _relation_of(member: Membership, proposed: str) -> forms.ChoiceField:
    choices = [pair for pair in codes.choices("relation") if pair[0] != HEAD]
    before = codes.words("relation", member.relation)
    return forms.ChoiceField(
        label=member.person_name,
        choices=choices,
        initial=proposed,
        help_text=_("until now: %(relation)s") % {"relation": before},
    )


class PaperForm(forms.Form):
    """A photograph or scan of a paper."""

    kind = forms.ChoiceField(label=_("Paper"))
    file = forms.FileField(
        label=_("Photograph or PDF"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"}),
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds
