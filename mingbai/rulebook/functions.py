"""The functions an expression may call. Each is checked here and expanded by hand for every engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mingbai.rulebook.joining import Refused, dated, divided, expect, rescaled, same
from mingbai.rulebook.terms import Call, Constant, Term
from mingbai.rulebook.types import BOOL, DATE, FEN, Type, number, text

MOST_DECIMALS = 6
FEN_DECIMALS = 2
LONGEST_START = 100
MODES = ("half_up", "down", "up")
MOST_MONTHS, MOST_DAYS = 2_400, 73_000  # 200 years: nothing in this work reaches further
YEARS = number(unit="years", bound=10_000)
MONTHS = number(unit="months", bound=120_000)
DAYS = number(unit="days", bound=4_000_000)
Builder = Callable[[Sequence[Term]], Term]


def _count(args: Sequence[Term], least: int, most: int, what: str) -> None:
    if not least <= len(args) <= most:
        told = str(least) if least == most else f"{least}…{most}"
        raise Refused(
            zh=f"{what} 需要 {told} 个参数，写了 {len(args)} 个",
            en=f"{what} takes {told} arguments, not {len(args)}",
        )


def _of_dates(op: str, count: int, result: Type) -> Builder:
    def build(args: Sequence[Term]) -> Term:
        _count(args, count, count, op)
        return Call(result, op, tuple(dated(arg, op) for arg in args))

    return build


def _moved(op: str, unit: str, most: int) -> Builder:
    def build(args: Sequence[Term]) -> Term:
        _count(args, 2, 2, op)
        by = expect(args[1], "number", op)
        if by.type.scale or by.type.bound > most or (not by.type.bare and by.type.unit not in ("", unit)):
            raise Refused(
                zh=f"{op} 的第二个参数应为整数（{unit}），绝对值不超过 {most}",
                en=f"the second argument of {op} must be whole {unit}, at most {most}: give a `most`",
            )
        return Call(DATE, op, (dated(args[0], op), by))

    return build


def _of_text(op: str, result: Type) -> Builder:
    def build(args: Sequence[Term]) -> Term:
        _count(args, 1, 1, op)
        return Call(result, op, (expect(args[0], "text", op),))

    return build


def _extreme(op: str) -> Builder:
    def build(args: Sequence[Term]) -> Term:
        _count(args, 2, 9, op)
        terms, joint = same(args, op)
        if joint.kind not in ("number", "date"):
            raise Refused(zh=f"{op} 只用于数字或日期", en=f"{op} is for numbers or dates")
        return Call(joint, op, tuple(terms))

    return build


def _coalesce(args: Sequence[Term]) -> Term:
    _count(args, 2, 9, "coalesce")
    terms, joint = same(args, "coalesce")
    return Call(joint, "coalesce", tuple(terms))


def _abs(args: Sequence[Term]) -> Term:
    _count(args, 1, 1, "abs")
    return Call(args[0].type, "abs", (expect(args[0], "number", "abs"),))


def _literal(term: Term, what: str) -> object:
    if not isinstance(term, Constant) or term.type.scale:
        raise Refused(zh=f"{what} 必须直接写出", en=f"{what} must be written out")
    return term.value


def _rounding(args: Sequence[Term], what: str) -> tuple[int, str]:
    scale, mode = _literal(args[-2], "scale"), _literal(args[-1], "rounding")
    if not isinstance(scale, int) or not 0 <= scale <= MOST_DECIMALS:
        raise Refused(zh=f"{what} 的小数位数应为 0 到 6", en=f"{what} rounds to 0 to 6 decimals")
    if mode not in MODES:
        raise Refused(zh=f"舍入方式应为 {'、'.join(MODES)}", en=f"rounding is one of {', '.join(MODES)}")
    return scale, str(mode)


def _safe_div(args: Sequence[Term]) -> Term:
    _count(args, 4, 4, "safe_div")
    scale, mode = _rounding(args, "safe_div")
    return divided(args[0], args[1], scale, mode)


def _rounded(args: Sequence[Term]) -> Term:
    _count(args, 3, 3, "rounded")
    scale, mode = _rounding(args, "rounded")
    value = expect(args[0], "number", "rounded")
    if value.type.scale <= scale:
        return rescaled(value, scale)
    return divided(value, Constant(number(bound=1, bare=True), 1), scale, mode)


def _yuan(args: Sequence[Term]) -> Term:
    _count(args, 1, 1, "yuan")
    amount = args[0]
    if (
        not isinstance(amount, Constant)
        or not isinstance(amount.value, int)
        or amount.type.scale > FEN_DECIMALS
    ):
        raise Refused(
            zh="yuan(…) 里写一个最多两位小数的数字", en="yuan(…) holds one number with two decimals at most"
        )
    fen = amount.value * 10 ** (FEN_DECIMALS - amount.type.scale)
    return Constant(number(unit=FEN, bound=abs(fen)), fen)


def _starts_with(args: Sequence[Term]) -> Term:
    _count(args, 2, 2, "starts_with")
    return Call(BOOL, "starts_with", tuple(expect(arg, "text", "starts_with") for arg in args))


def _first(args: Sequence[Term]) -> Term:
    _count(args, 2, 2, "first")
    length = _literal(args[1], "length")
    if not isinstance(length, int) or not 1 <= length <= LONGEST_START:
        raise Refused(zh="first 取 1 到 100 个字符", en="first takes 1 to 100 characters")
    return Call(text(), "first", (expect(args[0], "text", "first"), args[1]))


FUNCTIONS: dict[str, Builder] = {
    "abs": _abs,
    "add_days": _moved("add_days", "days", MOST_DAYS),
    "add_months": _moved("add_months", "months", MOST_MONTHS),
    "age_on": _of_dates("age_on", 2, YEARS),
    "between_days": _of_dates("between_days", 2, DAYS),
    "coalesce": _coalesce,
    "day": _of_dates("day", 1, number(bound=31)),
    "first": _first,
    "full_months": _of_dates("full_months", 2, MONTHS),
    "full_years": _of_dates("full_years", 2, YEARS),
    "greatest": _extreme("greatest"),
    "id_birth": _of_text("id_birth", DATE),
    "id_check_ok": _of_text("id_check_ok", BOOL),
    "id_sex": _of_text("id_sex", text(("1", "2"))),
    "least": _extreme("least"),
    "length": _of_text("length", number(bound=100_000)),
    "month": _of_dates("month", 1, number(bound=12)),
    "month_end": _of_dates("month_end", 1, DATE),
    "month_start": _of_dates("month_start", 1, DATE),
    "rounded": _rounded,
    "safe_div": _safe_div,
    "starts_with": _starts_with,
    "year": _of_dates("year", 1, number(bound=10_000)),
    "yuan": _yuan,
}
TOTALS = ("all_of", "any_of", "count", "count_distinct", "max", "min", "sum")
