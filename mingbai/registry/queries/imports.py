"""Imports as their desk shows them: what a batch would change, row by row; what was sent back and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.shown import yuan
from mingbai.org.queries import areas
from mingbai.registry.models import (
    ImportBatch,
    ImportFault,
    ImportFile,
    ImportHousehold,
    ImportPerson,
    ImportVillage,
    Person,
)
from mingbai.registry.queries import incomes_lines
from mingbai.registry.states import ImportState, Verdict
from mingbai.tables.declared import Column
from mingbai.tables.declaring import shipped
from mingbai.tables.problems import FileRefused, sentences

KINDS = ("persons", "households", "villages")
MODELS = {"persons": ImportPerson, "households": ImportHousehold, "villages": ImportVillage}
DATASETS = {"persons": "national_person", "households": "national_household", "villages": "village_sheet"}
WRITTEN = (Verdict.NEW, Verdict.CHANGED)
MOST = 200
GONE = """
SELECT r.id FROM registry_person r JOIN registry_household h ON h.id = r.household_id
  JOIN (SELECT area_code, registered FROM registry_importperson WHERE batch_id = %(batch)s
         GROUP BY area_code, registered) v ON v.area_code = r.area_code AND v.registered = h.registered
 WHERE r.id > %(after)s AND (%(area)s = '' OR r.area_code = %(area)s) AND NOT EXISTS (
       SELECT 1 FROM registry_importperson p WHERE p.batch_id = %(batch)s AND p.person_id = r.id)
 ORDER BY r.id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Village:
    """How many of a kind would be new or changed in a village."""

    code: str
    name: str
    new: int
    changed: int


@dataclass(frozen=True, slots=True)
class Change:
    """One column of one row: its title, what the ledger says, what the file says."""

    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Told:
    """A fault in words."""

    place: str
    header: str
    value: str
    why: str
    mend: str
    note: bool


def to_merge(counts: dict[str, Any]) -> int:
    """How many rows of a batch would change the ledger, by its counts."""
    return sum(int(counts.get(f"{kind}_{verdict.value}", 0)) for kind in KINDS for verdict in WRITTEN)


def found(acting: ActingPost, key: str) -> ImportBatch | None:
    """The batch of this key, if the post reaches it."""
    batch: ImportBatch | None = rows(ImportBatch, acting).filter(key=key).first()
    return batch


def asked(acting: ActingPost) -> list[ImportBatch]:
    """Those that wait for a merge, longest waiting first."""
    waiting = rows(ImportBatch, acting).filter(state=ImportState.ASKED)
    return list(waiting.order_by("uploaded_at")[:MOST])


def checked(acting: ActingPost) -> list[ImportBatch]:
    """One's own that are checked and wait to be looked through."""
    own = rows(ImportBatch, acting).filter(user_id=acting.user_id, state=ImportState.CHECKED)
    return list(own.order_by("uploaded_at")[:MOST])


def villages(batch: ImportBatch, kind: str) -> list[Village]:
    """The villages that a batch touches, in the order of their codes."""
    model = MODELS[kind]
    counted: dict[str, dict[str, int]] = {}
    found = model._default_manager.filter(batch=batch, verdict__in=WRITTEN)
    for code, verdict, number in found.values_list("area_code", "verdict").annotate(Count("pk")).order_by():
        counted.setdefault(code, {})[verdict] = number
    names = areas.names(counted)
    return [
        Village(code, names.get(code, code), each.get("new", 0), each.get("changed", 0))
        for code, each in sorted(counted.items())
    ]


def waiting(batch: ImportBatch, kind: str, verdict: str, area: str, after: int) -> QuerySet[Any]:
    """The staged rows of a kind and verdict after a row, in the files' order; of one village if named."""
    found = MODELS[kind]._default_manager.filter(batch=batch, verdict=verdict, pk__gt=after)
    return (found.filter(area_code=area) if area else found).order_by("pk")


def gone(batch: ImportBatch, area: str, after: int, most: int) -> list[Person]:
    """Members that the ledger has and the files have not, by id."""
    with connection.cursor() as cursor:
        cursor.execute(GONE, {"batch": batch.pk, "area": area, "after": after, "most": most})
        ids = [id_ for (id_,) in cursor.fetchall()]
    return list(Person.objects.filter(pk__in=ids).select_related("household").order_by("id"))


def changes(kind: str, found: dict[str, Any] | None) -> list[Change]:
    """What differs, side by side, in the words of the forms."""
    columns = {column.name: column for column in shipped().datasets[DATASETS[kind]].columns}
    told: list[Change] = []
    for name, (old, new) in sorted((found or {}).items()):
        if name == "income":
            told += _incomes(old or {}, new or {})
        else:
            column = columns.get(COLUMN_OF.get((kind, name), name))
            told.append(Change(_title(name, column), _shown(old, column), _shown(new, column)))
    return told


def facts(kind: str, row: Any) -> list[Change]:
    """What a new row says, for its page of the review."""
    return changes(
        kind, {name: (None, value) for name, value in (row.facts or {}).items() if value not in ("", None)}
    )


COLUMN_OF = {
    ("persons", "number"): "person_no", ("persons", "phone"): "member_phone",
    ("households", "number"): "household_no", ("households", "causes"): "cause_main",
}  # fmt: skip


def _title(name: str, column: Column | None) -> str:
    titles = {"registered": _("Registered"), "group_no": _("Villagers' group"), "indicators": _("Indicators")}
    return column.title.said(get_language() or "zh") if column else str(titles.get(name, name))


def _shown(value: Any, column: Column | None) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, dict):
        return "、".join(f"{name} {_shown(each, None)}" for name, each in value.items())
    if column is not None and column.choices:
        words = {choice.code: choice.words.said(get_language() or "zh") for choice in column.choices}
        return "、".join(words.get(code, code) for code in str(value).replace("+", ",").split(","))
    return yuan(value) if column is not None and column.type == "money" else str(value)


def _incomes(old: dict[str, int], new: dict[str, int]) -> list[Change]:
    lines = incomes_lines.lines()
    codes = [code for code in lines if old.get(code, 0) != new.get(code, 0)]
    return [Change(lines[code].name, yuan(old.get(code, 0)), yuan(new.get(code, 0))) for code in codes]


def faults(batch: ImportBatch, *, level: str, after: int, most: int) -> list[ImportFault]:
    """Rows sent back, or remarks, in the order in which they were found."""
    found = ImportFault.objects.filter(batch=batch, level=level, id__gt=after)
    return list(found.select_related("file").order_by("id")[:most])


def told(fault: ImportFault) -> Told:
    """A fault in the words of the page's language: where, what is wrong, how to mend it."""
    language = get_language() or "zh"
    reason = shipped().reasons[fault.reason]
    words = sentences(reason, header=fault.header, value=fault.value, choices=_choices(fault, language))
    why, mend = (each.said(language) for each in words)
    place = " · ".join(filter(None, (fault.file.title, fault.sheet, _("row %(n)s") % {"n": fault.row_no})))
    return Told(place, fault.header, fault.value, why, mend, fault.level == "note")


def _choices(fault: ImportFault, language: str) -> str:
    columns = {column.name: column for column in shipped().datasets[fault.file.dataset].columns}
    column = columns.get(fault.column)
    return "、".join(choice.words.said(language) for choice in column.choices[:12]) if column else ""


def refusal(file: ImportFile) -> str:
    """Why nothing of a file was taken, and how to mend it; empty if it was read."""
    if not file.refused:
        return ""
    language = get_language() or "zh"
    error = FileRefused(file.refused["reason"], sheet=file.refused["sheet"], **file.refused["details"])
    return error.said(shipped(), language)


def reasons(batch: ImportBatch) -> list[tuple[str, int]]:
    """Why rows were sent back, the commonest first."""
    counted = (
        ImportFault.objects.filter(batch=batch, level="reject").values_list("reason").annotate(n=Count("pk"))
    )
    language = get_language() or "zh"
    known = shipped().reasons
    return [
        (
            known[reason].words.said(language).replace("“{header}”", "").replace("{value}", "").strip("：: "),
            number,
        )
        for reason, number in counted.order_by("-n")
    ]


def dataset_name(code: str) -> str:
    """What kind of file it is, in the language of the page."""
    known = shipped().datasets
    return known[code].name.said(get_language() or "zh") if code in known else ""
