"""Random expressions of the rule language about a person, by what they yield, from a seed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Written = Callable[[Random], str]
MODES = ("half_up", "down", "up")
COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")


def one_of(*choices: str) -> Written:
    return lambda random: random.choice(choices)


def whole(least: int, most: int) -> Written:
    return lambda random: str(random.randint(least, most))


def build(template: str, *parts: Written) -> Written:
    return lambda random: template.format(*(part(random) for part in parts))


def any_of(*choices: Written) -> Written:
    return lambda random: random.choice(choices)(random)


def later(make: Callable[[str, int], Written], at: str, depth: int) -> Written:
    return lambda random: make(at, depth)(random)  # noqa: PLW0108 - not built until it is drawn


def dates(at: str, depth: int) -> Written:
    leaf = one_of(f"{at}birth_date", "as_of", "date '2020-02-29'", "date '1960-11-30'", f"{at}died_on")
    if not depth:
        return leaf
    inner, fewer = later(dates, at, depth - 1), whole(-30, 30)
    return any_of(
        leaf,
        build("add_months({}, {})", inner, fewer),
        build("add_days({}, {})", inner, fewer),
        build("month_start({})", inner),
        build("month_end({})", inner),
        build("coalesce({}, {})", inner, inner),
        build("greatest({}, {})", inner, inner),
        build("case when {} then {} else {} end", later(truths, at, depth - 1), inner, inner),
        one_of(f"id_birth({at}id_no)", f"max({at}medical.discharged)"),
        build(f"min({at}medical.discharged) filter (where {{}})", later(medical, at, depth - 1)),
    )


def money(at: str, depth: int) -> Written:
    leaf = one_of(
        f"{at}inpatient_paid", f"{at}household.income", "yuan(3000)", "yuan(0.5)", "poverty_line",
        f"lookup(stage_aid, {at}stage)", f"{at}household.income_per_head",
    )  # fmt: skip
    if not depth:
        return leaf
    inner, mode = later(money, at, depth - 1), one_of(*MODES)
    return any_of(
        leaf,
        build("({} + {})", inner, inner),
        build("({} - {})", inner, inner),
        build("least({}, {})", inner, inner),
        build("abs({})", inner),
        build("(-{})", inner),
        build("coalesce({}, {})", inner, inner),
        build(
            "rounded({} * {}, {}, '{}')",
            inner,
            one_of("0.3", "1.25", "2", "line_factor"),
            one_of("0", "1"),
            mode,
        ),
        build("safe_div({}, {}, {}, '{}')", inner, later(plain, at, depth - 1), one_of("0", "2"), mode),
        build(
            "case when {} then {} when {} then {} else {} end",
            later(truths, at, depth - 1),
            inner,
            later(truths, at, 0),
            inner,
            inner,
        ),
        build(f"sum({at}medical.self_paid) filter (where {{}})", later(medical, at, depth - 1)),
        build(
            f"max({at}household.members.inpatient_paid + {{}})", later(money, f"{at}household.members.", 0)
        ),
    )


def plain(at: str, depth: int) -> Written:
    leaf = one_of(
        "0", "2", "1.5", "line_factor", f"count({at}medical)", f"year({at}birth_date)", f"length({at}id_no)"
    )
    if not depth:
        return leaf
    inner, day = later(plain, at, depth - 1), later(dates, at, depth - 1)
    return any_of(
        leaf,
        build("({} + {})", inner, inner),
        build("({} * {})", inner, one_of("2", "0.1", "-3")),
        build("month({})", day),
        build("day({})", day),
        build("safe_div({}, {}, 3, '{}')", later(money, at, 0), later(money, at, 0), one_of(*MODES)),
        build(f"count({at}medical) filter (where {{}})", later(medical, at, depth - 1)),
        build(
            f"count({at}household.members) filter (where {{}})", later(truths, f"{at}household.members.", 0)
        ),
        build(f"count_distinct({at}medical.discharged) filter (where {{}})", later(medical, at, 0)),
    )


def spans(at: str, depth: int) -> Written:
    day = later(dates, at, depth)
    return any_of(
        *(build("(" + name + "({}, {}) {} {})", day, day, one_of(*COMPARISONS), whole(-14, 70)) for name in
          ("age_on", "full_months", "full_years", "between_days"))
    )  # fmt: skip


def medical(at: str, depth: int) -> Written:
    row = f"{at}medical."
    leaf = one_of(
        f"{row}kind = 'inpatient'", f"{row}self_paid > yuan(0.5)", f"{row}discharged <= as_of",
        f"{row}kind is not null", f"year({row}discharged) = year(as_of)", f"{row}person.chronic",
    )  # fmt: skip
    inner = later(medical, at, depth - 1) if depth else leaf
    return any_of(leaf, build("({} or not ({}))", inner, inner), build("({} and {})", inner, inner))


def truths(at: str, depth: int) -> Written:
    leaf = one_of(
        f"{at}dibao", f"{at}chronic", f"{at}household.special_industry", f"{at}household.type = 'poor'",
        f"{at}sex is null", f"id_check_ok({at}id_no)", f"starts_with({at}id_no, '4117')", f"{at}dead", "true",
        f"{at}household.village.poor_village", f"first({at}id_no, 3) in ('110', '138')",
        f"{at}household.area_mu between 0.5 and 4", f"id_sex({at}id_no) = '1'", f"{at}large",
    )  # fmt: skip
    if not depth:
        return leaf
    inner, compare = later(truths, at, depth - 1), one_of(*COMPARISONS)
    return any_of(
        leaf,
        build("({} and {})", inner, inner),
        build("({} or {})", inner, inner),
        build("(not {})", inner),
        build("(({}) = ({}))", inner, inner),
        build("(({}) is null)", inner),
        build("({} {} {})", later(money, at, depth - 1), compare, later(money, at, depth - 1)),
        build("({} {} {})", later(plain, at, depth - 1), compare, later(plain, at, depth - 1)),
        build("({} {} {})", later(dates, at, depth - 1), compare, later(dates, at, depth - 1)),
        build(
            "({} between {} and {})", later(money, at, depth - 1), later(money, at, 0), later(money, at, 0)
        ),
        later(spans, at, depth - 1),
        build("coalesce({}, {})", inner, inner),
        build(f"any_of({at}medical.self_paid > {{}})", one_of("yuan(0.5)", "poverty_line", "yuan(0)")),
        build(f"any_of({{}}) filter (where {at}medical.kind = 'outpatient')", later(medical, at, depth - 1)),
        build(f"all_of({{}}) filter (where {at}medical.kind = 'inpatient')", later(medical, at, depth - 1)),
        build(f"all_of({at}household.members.age >= {{}})", whole(0, 70)),
    )
