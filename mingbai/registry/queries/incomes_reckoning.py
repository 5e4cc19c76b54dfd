"""逐户算账: the handbook's formulas (B.2), in whole fen.

Gross is wages, business, property and transfers together; net is gross without the business expense; per
head by the members on the reference day, half up to the fen, away from zero as everywhere in the rule book;
what the monitoring range looks at is net with claims and without eligible out-of-pocket spending.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.kit.text import Text
from mingbai.packs.sections.income import GROUPS
from mingbai.registry.queries import incomes_lines

# A hundred million yuan: no household of the county has more in a line; a slipped key has.
MOST = 100_000_000_00


class Unreckonable(ValueError):
    """Amounts that cannot be added up. ``sentence`` says why, ``at`` names the line or group."""

    def __init__(self, sentence: Text, at: str) -> None:
        super().__init__(sentence)
        self.sentence, self.at = sentence, at


@dataclass(frozen=True, slots=True)
class Totals:
    """Every total of a statement, in fen; per head is None without members."""

    wage: int
    business: int
    property: int
    transfer: int
    business_expense: int
    claims: int
    out_of_pocket: int
    gross: int
    net: int
    net_per_capita: int | None
    reference: int
    reference_per_capita: int | None


def reckon(lines: Mapping[str, int], *, members: int) -> Totals:
    """The totals of lines (code to fen). Raises Unreckonable."""
    known = incomes_lines.lines()
    sums = dict.fromkeys(GROUPS, 0)
    for code, fen in lines.items():
        if code not in known:
            raise Unreckonable(_("There is no such line: %(line)s.") % {"line": code}, code)
        _demand_amount(code, fen)
        sums[known[code].group] += fen
    gross = sums["wage"] + sums["business"] + sums["property"] + sums["transfer"]
    net = gross - sums["business_expense"]
    reference = net + sums["claims"] - sums["out_of_pocket"]
    return Totals(
        **sums, gross=gross, net=net, net_per_capita=per_head(net, members),
        reference=reference, reference_per_capita=per_head(reference, members),
    )  # fmt: skip


def per_head(fen: int, members: int) -> int | None:
    """Half up to the fen, away from zero; None without members."""
    if members <= 0:
        return None
    size = (2 * abs(fen) + members) // (2 * members)
    return size if fen >= 0 else -size


def whole(lines: Mapping[str, int], wholes: Mapping[str, int]) -> dict[str, int]:
    """Lines that add up to the groups given whole: what has no detail goes to the group's unsplit line.

    The national export gives a group's total and only some of its lines. Raises Unreckonable where the lines
    of a group are more than its total.
    """
    found = {code: fen for code, fen in lines.items() if fen}
    for code, total in wholes.items():
        group = incomes_lines.group(code)
        rest = total - sum(found.get(line.code, 0) for line in group.lines)
        if rest < 0:
            raise Unreckonable(
                _("The lines of “%(group)s” are more than its total.") % {"group": group.title}, code
            )
        if rest:
            found[group.unsplit.code] = found.get(group.unsplit.code, 0) + rest
    return found


def differences(*versions: Mapping[str, int]) -> list[str]:
    """The lines, in the order of the sheet, in which the versions are not all the same."""
    codes = incomes_lines.lines()
    return [code for code in codes if len({version.get(code, 0) for version in versions}) > 1]


def _demand_amount(code: str, fen: Any) -> None:
    if not isinstance(fen, int) or isinstance(fen, bool) or not 0 <= fen <= MOST:
        raise Unreckonable(_("An amount is between nothing and a hundred million yuan."), code)


def together(codes: Iterable[str], lines: Mapping[str, int]) -> int:
    """The sum of some lines, in fen."""
    return sum(lines.get(code, 0) for code in codes)
