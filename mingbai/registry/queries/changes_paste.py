"""A month's changes pasted from a spreadsheet: declared columns, every fault by row and field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.text import Text
from mingbai.registry.models import Household, Membership
from mingbai.registry.queries import changes_relations as kin
from mingbai.registry.queries import codes, identity
from mingbai.registry.queries.changes_details import Details
from mingbai.registry.queries.changes_kinds import ARRIVALS, DEPARTURES
from mingbai.registry.states import ChangeKind

HEAD = "head"
COLUMNS: Mapping[str, tuple[Text, tuple[str, ...]]] = {
    "kind": (gettext_lazy("Kind of change"), ("变更类型", "类型", "kind")),
    "household": (
        gettext_lazy("Head or number of the household"),
        ("户主姓名", "户主", "户编号", "household"),
    ),
    "person": (gettext_lazy("Who"), ("姓名", "变更人员", "person")),
    "happened_on": (gettext_lazy("Day of the event"), ("发生日期", "日期", "date")),
    "relation": (gettext_lazy("Relation to the head"), ("与户主关系", "关系", "relation")),
    "id_no": (gettext_lazy("Document number"), ("证件号码", "身份证号", "id_no")),
    "sex": (gettext_lazy("Sex"), ("性别", "sex")),
    "new_head": (gettext_lazy("New head"), ("新户主", "new_head")),
    "note": (gettext_lazy("Remark"), ("备注", "note")),
}
"""Each column with its title and the headers by which it is known."""
NEEDED = ("kind", "household", "person", "happened_on")
PASTED = (*ARRIVALS, *DEPARTURES)


@dataclass
class Row:
    """One line: its number on the sheet, what stood in it, what is wrong by column, what it means."""

    number: int
    cells: dict[str, str]
    wrong: dict[str, str] = field(default_factory=dict)
    meant: dict[str, Any] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Whether a draft can be made of it."""
        return not self.wrong

    def means(self, **facts: Any) -> None:
        """Add what was understood."""
        self.meant |= facts


@dataclass
class Sheet:
    """What was pasted. ``fault``: why nothing of it can be read at all."""

    rows: list[Row] = field(default_factory=list)
    fault: str = ""

    @property
    def good(self) -> list[Row]:
        """The rows of which drafts can be made."""
        return [row for row in self.rows if row.good]


def read(text: str, *, acting: ActingPost, today: date) -> Sheet:
    """Read lines of cells parted by tabs, the first one the headers."""
    lines = [line.split("\t") for line in text.splitlines() if line.strip()]
    if not lines:
        return Sheet(fault=_("Nothing was pasted."))
    names = [_column(cell) for cell in lines[0]]
    missing = [str(COLUMNS[name][0]) for name in NEEDED if name not in names]
    if missing:
        return Sheet(fault=_("These columns are missing: %(names)s") % {"names": "、".join(missing)})
    most = installed().get("changes.paste.most_rows")
    if len(lines) - 1 > most:
        return Sheet(fault=_("At most %(n)d rows at a time.") % {"n": most})
    found = [_row(number, names, cells) for number, cells in enumerate(lines[1:], start=2)]
    homes = _homes(found, acting)
    for row in found:
        _understand(row, homes, today)
    return Sheet(found)


def _column(cell: str) -> str:
    plain = cell.strip().lower()
    for name, (title, aliases) in COLUMNS.items():
        if plain in (*aliases, str(title).lower()):
            return name
    return ""


def _row(number: int, names: Sequence[str], cells: Sequence[str]) -> Row:
    return Row(number, {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name})


def _homes(found: Sequence[Row], acting: ActingPost) -> dict[str, list[Household]]:
    """The living households by head's name and by number, with two questions for any number of rows."""
    wanted = {row.cells.get("household", "") for row in found} - {""}
    reachable = rows(Household, acting).filter(ended_on=None)
    homes: dict[str, list[Household]] = {}
    for name in ("head_name", "number"):
        for home in reachable.filter(**{f"{name}__in": wanted}):
            homes.setdefault(getattr(home, name), []).append(home)
    return homes


def _understand(row: Row, homes: Mapping[str, list[Household]], today: date) -> None:
    """Say what the row means, or what is wrong with it and how to mend it."""
    kind = _kind(row)
    day = _day(row, today)
    home = _home(row, homes)
    row.means(kind=kind, happened_on=day, household=home, note=row.cells.get("note", "")[:400])
    if kind in DEPARTURES and home is not None:
        _leaver(row, home)
    elif kind in ARRIVALS:
        _newcomer(row, today)


def _kind(row: Row) -> str:
    said = row.cells.get("kind", "")
    for kind in ChangeKind:
        if kind in PASTED and said in (str(kind.label), kind.value):
            return kind.value
    row.wrong["kind"] = _("Write one of: %(kinds)s") % {
        "kinds": "、".join(str(ChangeKind(kind).label) for kind in PASTED)
    }
    return ""


def _day(row: Row, today: date) -> date | None:
    said = row.cells.get("happened_on", "").replace("/", "-").replace(".", "-")
    try:
        year, month, day = (int(part) for part in said.split("-"))
        found = date(year, month, day)
    except ValueError:
        row.wrong["happened_on"] = _("Please give a date like 2026-11-23.")
        return None
    if found > today:
        row.wrong["happened_on"] = _("The day lies in the future.")
    return found


def _home(row: Row, homes: Mapping[str, list[Household]]) -> Household | None:
    found = homes.get(row.cells.get("household", ""), [])
    if len(found) == 1:
        return found[0]
    row.wrong["household"] = (
        _("Several households have this head: write the household's number.")
        if found
        else _("There is no such household within reach of your post.")
    )
    return None


def _leaver(row: Row, home: Household) -> None:
    members = list(home.memberships.filter(valid_to=None).select_related("person"))
    found = [member for member in members if member.person_name == row.cells.get("person", "")]
    if len(found) != 1:
        row.wrong["person"] = _("Not exactly one member of the household bears this name.")
        return
    row.means(person=found[0].person, details=Details())
    rest = [member for member in members if member is not found[0]]
    if found[0].relation == HEAD and rest:
        _successor(row, members, rest)


def _successor(row: Row, members: Sequence[Membership], rest: Sequence[Membership]) -> None:
    """The new head by name, everybody's relation as the table proposes it: the draft can be mended."""
    named = [member for member in rest if member.person_name == row.cells.get("new_head", "")]
    if len(named) != 1 and len(rest) > 1:
        row.wrong["new_head"] = _("The head leaves: write which member becomes the head.")
        return
    head = (named or list(rest))[0].person_id
    everybody = [kin.Member(m.person_id, m.person.sex, m.relation) for m in members]
    said = kin.proposed(everybody, head)
    relations = {m.person_id: said[m.person_id] for m in rest if m.person_id != head}
    row.meant["details"] = Details(head=head, relations=relations)


def _newcomer(row: Row, today: date) -> None:
    name, number = row.cells.get("person", ""), row.cells.get("id_no", "")
    if not name:
        row.wrong["person"] = _("Please fill this in.")
    relation = _code("relation", row.cells.get("relation", ""))
    if relation in ("", HEAD):
        row.wrong["relation"] = _("Write the relation to the head as in the national form, e.g. 之子.")
    sex = _code("sex", row.cells.get("sex", ""))
    if number and (fault := identity.read(id_type="", id_no=number, today=today).fault):
        row.wrong["id_no"] = str(identity.sentence(fault))
    if not number and not sex:
        row.wrong["sex"] = _("Without a number, please say the sex.")
    row.means(relation=relation, id_no=number, details=Details(name=name, sex=sex))


def _code(list_name: str, said: str) -> str:
    """The code that a word of the list stands for; empty if it is none."""
    known = {words: code for code, words in codes.choices(list_name)}
    return known.get(said, said if codes.known(list_name, said) else "") if said else ""
