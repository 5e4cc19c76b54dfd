"""Who enters data, with what, and who coaches whom."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.org.queries.areas import within

DAY = {"type": "date"}


class _Placed(forms.Form):
    """A form about one area that the post covers."""

    area_code = forms.ChoiceField(label=_("Area"))

    def __init__(self, *args: Any, acting: ActingPost, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Any = within(acting).filter(valid_to=None, statistical=False).order_by("code")
        field: Any = self.fields["area_code"]
        field.choices = list(found.values_list("code", "name"))
        field.initial = acting.area_code


class ClerkForm(_Placed):
    """Somebody for the roster."""

    name = forms.CharField(label=_("Name"), max_length=40)
    duty = forms.CharField(label=_("Duty"), max_length=80, required=False)
    full_time = forms.BooleanField(label=_("Full time"), required=False)
    trained_on = forms.DateField(
        label=_("Trained on"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY)
    )


class EquipmentForm(_Placed):
    """What there is of one kind, and how much of it works."""

    kind = forms.ChoiceField(label=_("Equipment"))
    count = forms.IntegerField(label=_("Pieces"), min_value=0, max_value=999)
    working = forms.IntegerField(label=_("Of which work"), min_value=0, max_value=999)
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said, field = get_language() or "zh", self.fields["kind"]
        listed = installed().section("changes")["equipment"].items()
        choices: Any = [(code, each["name"].said(said)) for code, each in listed]
        field.choices = choices


class CoachingForm(_Placed):
    """Who was shown what on which day, and what will be done differently."""

    clerk_name = forms.CharField(label=_("Who was coached"), max_length=40)
    on = forms.DateField(label=_("On"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    topic = forms.CharField(label=_("What about"), max_length=120)
    agreed = forms.CharField(
        label=_("What will be done differently"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
