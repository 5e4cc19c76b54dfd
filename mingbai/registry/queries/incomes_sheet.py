"""录入对照单: a household and its members in the national screens' field order (handbook B.1, B.3, O.2).

The order is that of the datasets national_household and national_person: it is typed from top to bottom.
Identity numbers, telephones and accounts are shown by their last four; revealing is a deed of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingbai.kit.export import Mark, write_xlsx
from mingbai.kit.shown import plain, yuan
from mingbai.org.models import Area
from mingbai.registry.models import Household, IncomeStatement, Person
from mingbai.registry.queries import asof, incomes_lines, incomes_reckoning
from mingbai.tables.declared import Column
from mingbai.tables.declaring import shipped


@dataclass(frozen=True, slots=True)
class Cell:
    """One field: its number on the screen, its title there, what to type; empty where nothing is known."""

    number: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A screen: the household's, or a member's."""

    title: str
    cells: tuple[Cell, ...]


def sheet(household: Household, *, year: int, as_of: date) -> list[Part]:
    """The household's screen, then each member's, as of a day and with the income of a year."""
    then = asof.household(household, as_of)
    statement = asof.statements(household, as_of).filter(year=year).first()
    frame = _places(household) | {"household_no": household.number, "year": year} | _head(then)
    top = frame | _of_household(then) | (_of_income(statement) if statement else {})
    return [
        _part(_("Household"), "national_household", top),
        *(
            _part(member.membership.person_name, "national_person", frame | _of_member(then, member))
            for member in then.members
        ),
    ]


def workbook(parts: Sequence[Part], *, mark: Mark) -> bytes:
    """The same as a workbook, field under field, with the mark of who took it."""
    sink = BytesIO()
    rows = ([part.title, cell.number, cell.title, cell.text] for part in parts for cell in part.cells)
    columns = [_("Screen"), _("No."), _("Field"), _("To be typed")]
    write_xlsx(sink, title=_("Entry sheet"), mark=mark, columns=columns, rows=rows)
    return sink.getvalue()


def _part(title: str, dataset: str, values: Mapping[str, Any]) -> Part:
    language = get_language() or "zh"
    columns = shipped().datasets[dataset].columns
    cells = (
        Cell(number, column.title.said(language), _text(column, values.get(column.name)))
        for number, column in enumerate(columns, 1)
    )
    return Part(title, tuple(cells))


def _text(column: Column, value: Any) -> str:
    if value is None or value == "":
        return ""
    if column.type == "money":
        return yuan(value)
    if column.choices:
        said = {choice.code: choice.words.said(get_language() or "zh") for choice in column.choices}
        return "、".join(said.get(code, code) for code in str(value).split(","))
    return plain(value)


def _places(household: Household) -> dict[str, Any]:
    code = household.area_code
    above = {"province": code[:2] + "0" * 10, "city": code[:4] + "0" * 8, "county": code[:6] + "0" * 6}
    places = {**above, "township": household.town_code, "village": code}
    names = dict(Area.objects.filter(code__in=places.values()).values_list("code", "name"))
    return {name: names.get(place, "") for name, place in places.items()}


def _head(then: asof.Then) -> dict[str, Any]:
    person = then.head.person if then.head else None
    if person is None:
        return {"head_name": then.household.head_name}
    return {"head_name": person.name, "head_person_no": person.number, "head_id_no": _hidden(person.id_last4)}


def _of_household(then: asof.Then) -> dict[str, Any]:
    """The columns of the state bear the dataset's names; the rest are the household's own."""
    home = then.household
    causes = [one.code for one in then.causes]
    return {
        **_columns(then.state),
        "member_count": len(then.members),
        "bank": home.bank,
        "account": _hidden(home.account_last4),
        "cause_main": causes[0] if causes else "",
        "cause_other": ",".join(causes[1:]),
    }


def _of_income(statement: IncomeStatement) -> dict[str, Any]:
    """The national screen's money: groups and parts of transfers by their sums, the rest by line."""
    lines = incomes_lines.lines()
    found = {column: statement.lines.get(line.code, 0) for column, line in incomes_lines.by_column().items()}
    for part, column in (("ecology", "ecology_income"), ("other", "other_transfer")):
        codes = [code for code, line in lines.items() if line.part == part]
        found[column] = incomes_reckoning.together(codes, statement.lines)
    sums = {
        f"{name}_income": getattr(statement, name) for name in ("wage", "business", "property", "transfer")
    }
    named = {"asset_dividend"}
    others = [code for code, line in lines.items() if line.group == "property" and code not in named]
    return {
        **found,
        **sums,
        "other_property": incomes_reckoning.together(others, statement.lines),
        "business_expense": statement.business_expense,
        "gross_income": statement.gross,
        "net_income": statement.net,
        "net_per_capita": statement.net_per_capita,
    }


def _of_member(then: asof.Then, member: asof.Member) -> dict[str, Any]:
    own = {"name": member.membership.person_name, "relation": member.membership.relation}
    standard = then.state.standard if then.state else ""
    return {
        **_columns(member.state),
        **(_of_person(member.person) if member.person else {}),
        **own,
        "household_phone": _hidden(then.household.phone_last4),
        "standard": standard,
    }


def _of_person(person: Person) -> dict[str, Any]:
    return {
        "person_no": person.number,
        "sex": person.sex,
        "birth_date": person.birth_date,
        "id_type": person.id_type,
        "id_no": _hidden(person.id_last4),
        "ethnic": person.ethnic,
        "member_phone": _hidden(person.phone_last4),
    }


def _columns(state: Any) -> dict[str, Any]:
    """A state's columns by name; nothing where there is no state."""
    return (
        {field.name: getattr(state, field.attname) for field in state._meta.concrete_fields} if state else {}
    )


def _hidden(last4: str) -> str:
    return f"…{last4}" if last4 else ""
