"""Asking that somebody stands in."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mingbai.kit.scope import ActingPost
from mingbai.org.queries import holders, people


class AskDelegation(forms.Form):
    """Who, from which day to which day, why."""

    delegate = forms.ModelChoiceField(
        label=_("Who stands in"), queryset=people.nobody(), to_field_name="username"
    )
    first = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, acting: ActingPost, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["delegate"]
        field.queryset = holders.stand_ins(acting, at)
        field.label_from_instance = lambda user: f"{user.display_name}（{user.username}）"

    def period(self, at: datetime) -> tuple[datetime, datetime]:
        """Half-open: from the first day's beginning (or now, if that is today) to the end of the last day."""
        zone = timezone.get_current_timezone()
        first = datetime.combine(self.cleaned_data["first"], time.min, zone)
        last = datetime.combine(self.cleaned_data["last"], time.min, zone)
        return max(first, at), last + timedelta(days=1)
