"""Deliveries as their desk shows them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingbai.exchange.models import Delivery, DeliveryFault, DeliveryFile
from mingbai.exchange.states import DeliveryState
from mingbai.kit.scope import ActingPost, rows
from mingbai.tables.declaring import shipped
from mingbai.tables.problems import FileRefused, sentences

MOST = 200
LIVE = (DeliveryState.UPLOADED, DeliveryState.CHECKED, DeliveryState.ASKED, DeliveryState.ACCEPTED)
SHOWN = 12  # choices named in a sentence


def found(acting: ActingPost, key: str) -> Delivery | None:
    """The delivery of this key, if the post reaches it."""
    one: Delivery | None = rows(Delivery, acting).filter(key=key).select_related("unit").first()
    return one


def holding(delivery: Delivery, sha256: str) -> Delivery | None:
    """The live delivery of the same dataset, unit and period that has this very file, itself included."""
    file = (
        DeliveryFile.objects.filter(
            sha256=sha256, delivery__dataset=delivery.dataset, delivery__unit=delivery.unit,
            delivery__period=delivery.period, delivery__state__in=LIVE,
        )
        .select_related("delivery")
        .first()
    )  # fmt: skip
    return file.delivery if file else None


def asked(acting: ActingPost) -> QuerySet[Delivery]:
    """Those that wait to be accepted, longest waiting first."""
    waiting: QuerySet[Delivery] = rows(Delivery, acting).filter(state=DeliveryState.ASKED)
    return waiting.select_related("unit").order_by("sent_at")[:MOST]


def checked(acting: ActingPost) -> QuerySet[Delivery]:
    """One's own that are checked and wait to be looked through and handed in."""
    own: QuerySet[Delivery] = rows(Delivery, acting).filter(user_id=acting.user_id)
    return own.filter(state=DeliveryState.CHECKED).select_related("unit").order_by("sent_at")[:MOST]


def dataset_name(code: str) -> str:
    """What kind of file it is, in the language of the page."""
    known = shipped().datasets
    return known[code].name.said(get_language() or "zh") if code in known else code


def title(delivery: Delivery) -> str:
    """Dataset and period."""
    return f"{dataset_name(delivery.dataset)} {delivery.period}"


def refusal(file: DeliveryFile) -> str:
    """Why nothing of a file was taken, and how to mend it; empty if it was read."""
    if not file.refused:
        return ""
    error = FileRefused(file.refused["reason"], sheet=file.refused["sheet"], **file.refused["details"])
    return error.said(shipped(), get_language() or "zh")


def faults(delivery: Delivery, *, level: str, after: int, most: int) -> list[DeliveryFault]:
    """Rows sent back, or remarks, in the order in which they were found."""
    found = DeliveryFault.objects.filter(delivery=delivery, level=level, id__gt=after)
    return list(found.select_related("file").order_by("id")[:most])


def told(fault: DeliveryFault, dataset: str) -> dict[str, Any]:
    """A fault in the words of the page's language: where, what is wrong, how to mend it."""
    language = get_language() or "zh"
    columns = {column.name: column for column in shipped().datasets[dataset].columns}
    column = columns.get(fault.column)
    choices = "、".join(choice.words.zh for choice in column.choices[:SHOWN]) if column else ""
    words = sentences(
        shipped().reasons[fault.reason], header=fault.header, value=fault.value, choices=choices
    )
    why, mend = (each.said(language) for each in words)
    place = " · ".join(filter(None, (fault.file.title, fault.sheet, _("row %(n)s") % {"n": fault.row_no})))
    return {"place": place, "header": fault.header, "why": why, "mend": mend}


def reasons(delivery: Delivery) -> list[tuple[str, int]]:
    """Why rows were sent back, the commonest first."""
    counted = DeliveryFault.objects.filter(delivery=delivery, level="reject").values_list("reason")
    language = get_language() or "zh"
    return [
        (_without_cell(shipped().reasons[reason].words.said(language)), number)
        for reason, number in counted.annotate(n=Count("pk")).order_by("-n")
    ]


def _without_cell(sentence: str) -> str:
    return sentence.replace("“{header}”", "").replace("{value}", "").strip("：: ")
