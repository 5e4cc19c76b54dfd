"""The form of a family's count: every line in yuan, who agreed, the drawn signature if there is one."""

import base64
import binascii
import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingbai.registry.actions.incomes import Count
from mingbai.registry.queries import incomes_lines
from mingbai.registry.states import Occasion

FEN = 100
PNG = "data:image/png;base64,"


class Amount(forms.Field):
    """Yuan with at most two decimals, commas and full-width digits as people write them; empty is nothing."""

    default_error_messages = {"invalid": _("Write an amount in yuan, such as 1200 or 1200.50.")}
    written = re.compile(r"\d{1,9}(\.\d{0,2})?")
    full_width = str.maketrans("０１２３４５６７８９．，", "0123456789.,")

    def to_python(self, value: Any) -> int:
        text = str(value or "").translate(self.full_width).replace(",", "").strip()
        if not text:
            return 0
        if not self.written.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return int(Decimal(text) * FEN)


class CountIncome(forms.Form):
    """What the counting page sends, from the outbox or at once."""

    key = forms.UUIDField()
    base = forms.UUIDField(required=False)
    year = forms.IntegerField(min_value=2014, max_value=2100)
    occasion = forms.ChoiceField(choices=Occasion.choices)
    counted_on = forms.DateField()
    agreed_by = forms.CharField(label=_("Who of the household agrees"), max_length=60)
    signature = forms.CharField(required=False, max_length=300_000)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        for code, line in incomes_lines.lines().items():
            self.fields[f"line-{code}"] = Amount(label=line.name, required=False)

    def clean_signature(self) -> bytes:
        """The picture's bytes; empty if nothing was drawn."""
        text = self.cleaned_data["signature"]
        if not text:
            return b""
        try:
            return base64.b64decode(text.removeprefix(PNG), validate=True)
        except binascii.Error:
            raise forms.ValidationError(_("The signature could not be read. Draw it again.")) from None

    def count(self) -> Count:
        """What was counted; for a valid form."""
        given = self.cleaned_data
        lines = {code: given[f"line-{code}"] for code in incomes_lines.lines()}
        return Count(
            key=given["key"],
            base=given["base"],
            year=given["year"],
            occasion=given["occasion"],
            counted_on=given["counted_on"],
            lines={code: fen for code, fen in lines.items() if fen},
            agreed_by=given["agreed_by"],
            signature=given["signature"],
        )
