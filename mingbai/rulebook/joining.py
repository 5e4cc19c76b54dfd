"""How types meet: units and decimals are brought together, or refused with both sides named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingbai.packs.text import Text
from mingbai.rulebook.terms import Call, Constant, Term
from mingbai.rulebook.types import BOOL, DATE, LARGEST, MOST_SCALE, NEUTRAL, Type, number, text


class Refused(ValueError):
    """Something in an expression that is not understood or does not fit."""

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh=zh, en=en)


def expect(term: Term, kind: str, what: str) -> Term:
    """The term, if it is of the kind."""
    if term.type.kind != kind:
        raise Refused(
            zh=f"{what} 处需要 {kind}，却是 {term.type}", en=f"{what} needs {kind}, this is {term.type}"
        )
    return term


def sized(type_: Type) -> Type:
    """The type, if no value of it can leave 64 bits."""
    if type_.bound > LARGEST or type_.scale > MOST_SCALE:
        raise Refused(
            zh="结果可能超出 64 位整数：请给事实写 most，或先用 rounded 减少小数",
            en="the result may not fit 64 bits: give the facts a `most`, or round first",
        )
    return type_


def rescaled(term: Term, scale: int) -> Term:
    """The same number written with more decimals."""
    if term.type.scale == scale:
        return term
    wider = sized(term.type.at(scale))
    if isinstance(term, Constant) and isinstance(term.value, int):
        return Constant(wider, term.value * 10 ** (scale - term.type.scale))
    power = Constant(number(bound=10**MOST_SCALE), 10 ** (scale - term.type.scale))
    return Call(wider, "rescale", (term, power))


def same(terms: Sequence[Term], what: str) -> tuple[list[Term], Type]:
    """All terms of one type: same kind, same unit, as many decimals as the finest."""
    kinds = {term.type.kind for term in terms}
    if len(kinds) != 1:
        listed = " / ".join(str(term.type) for term in terms)
        raise Refused(zh=f"{what} 两边类型不同：{listed}", en=f"{what} joins different kinds: {listed}")
    first = terms[0].type
    if first.kind == "number":
        return _same_numbers(terms, what)
    if first.kind == "text":
        return list(terms), _same_texts(terms, what)
    return list(terms), first


def _same_numbers(terms: Sequence[Term], what: str) -> tuple[list[Term], Type]:
    units = {_plain_unit(term.type) for term in terms if not term.type.bare}
    if len(units) > 1:
        listed = ", ".join(sorted(unit or "no unit" for unit in units))
        raise Refused(zh=f"{what} 两边单位不同：{listed}", en=f"{what} joins different units: {listed}")
    unit = units.pop() if units else ""
    money = any(term.type.money for term in terms)
    if money and any(term.type.bare and not _zero(term) for term in terms):
        raise Refused(
            zh="金额要写 yuan(…)，不能直接写数字", en="write amounts as yuan(…), not as bare numbers"
        )
    scale = max(term.type.scale for term in terms)
    wide = [rescaled(term, scale) for term in terms]
    bare = all(term.type.bare for term in terms)
    return wide, number(scale=scale, unit=unit, bound=max(t.type.bound for t in wide), bare=bare)


def _plain_unit(type_: Type) -> str:
    return "" if type_.unit in NEUTRAL else type_.unit


def _zero(term: Term) -> bool:
    return isinstance(term, Constant) and term.value == 0


def _same_texts(terms: Sequence[Term], what: str) -> Type:
    known = [set(term.type.values) for term in terms if term.type.values and not isinstance(term, Constant)]
    for term in terms:
        if isinstance(term, Constant) and isinstance(term.value, str):
            _known_code(term.value, known)
    if len(known) > 1 and not set.intersection(*known):
        raise Refused(zh=f"{what} 两边的代码没有一个相同", en=f"{what} joins texts that share no code")
    every = all(term.type.values for term in terms)
    return text(tuple(sorted({v for term in terms for v in term.type.values})) if every else ())


def _known_code(word: str, known: Sequence[set[str]]) -> None:
    for codes in known:
        if word not in codes:
            listed = ", ".join(sorted(codes)[:20])
            raise Refused(
                zh=f"代码“{word}”不存在；可用：{listed}", en=f"there is no code “{word}”; known: {listed}"
            )


def compared(op: str, left: Term, right: Term) -> Term:
    """A comparison; texts and truth values only for equality."""
    (left, right), joint = same((left, right), op)
    if joint.kind in ("codes", "table"):
        raise Refused(zh=f"{joint} 不能用 {op}", en=f"{joint} cannot be compared with {op}")
    if op not in ("=", "<>") and joint.kind in ("text", "bool"):
        raise Refused(zh=f"{joint} 只能用 = 或 <> 比较", en=f"{joint} can only be compared with = or <>")
    return Call(BOOL, op, (left, right))


def added(op: str, left: Term, right: Term) -> Term:
    """`+` or `-` of two numbers of one unit."""
    for side in (left, right):
        expect(side, "number", op)
    (left, right), joint = same((left, right), op)
    total = sized(replace(joint, bound=left.type.bound + right.type.bound))
    return Call(total, op, (left, right))


def multiplied(left: Term, right: Term) -> Term:
    """A product: money times a count, or anything times a plain number."""
    for side in (left, right):
        expect(side, "number", "*")
    one, two = left.type, right.type
    unit = _product_unit(one, two)
    scale, bound = one.scale + two.scale, one.bound * two.bound
    return Call(sized(number(scale=scale, unit=unit, bound=bound)), "*", (left, right))


def _product_unit(one: Type, two: Type) -> str:
    if one.money != two.money:
        return one.unit if one.money else two.unit
    if one.unit in NEUTRAL or two.unit in NEUTRAL:
        return two.unit if one.unit in NEUTRAL else one.unit
    raise Refused(zh=f"{one} 与 {two} 不能相乘", en=f"{one} cannot be multiplied by {two}")


def shift(left: Term, right: Term, scale: int) -> tuple[int, int]:
    """By what to multiply dividend and divisor so that whole division gives `scale` decimals."""
    power: int = scale + right.type.scale - left.type.scale
    up, down = 10 ** max(power, 0), 10 ** max(-power, 0)
    if left.type.bound * up * 2 + right.type.bound * down * 2 > LARGEST:
        sized(number(bound=LARGEST + 1))
    return up, down


def divided(left: Term, right: Term, scale: int, mode: str) -> Term:
    """left ÷ right to `scale` decimals, unknown when right is 0."""
    for side in (left, right):
        expect(side, "number", "safe_div")
    up, down = shift(left, right, scale)
    one, two = left.type.unit, right.type.unit
    if one == two and not right.type.bare:
        unit = ""
    elif left.type.money or two in NEUTRAL or right.type.bare:
        unit = one
    else:
        unit = f"{one}/{two}"
    bound = left.type.bound * up
    whole = number(bound=LARGEST)
    parts = (left, right, Constant(whole, up), Constant(whole, down), Constant(text(), mode))
    return Call(number(scale=scale, unit=unit, bound=bound), "divide", parts)


def dated(term: Term, what: str) -> Term:
    """The term, if it is a date."""
    return expect(term, DATE.kind, what)
