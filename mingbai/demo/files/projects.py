"""Projects and their money: approved, built, paid, to whose gain; what audits found elsewhere is planted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from mingbai.demo.files.cases import Case
from mingbai.demo.files.collected import Shelf, yuan
from mingbai.demo.files.nobody import credit_code
from mingbai.demo.files.sowing import Sown
from mingbai.demo.files.story import Story, Village, shared_out

ROUND, LEAST, GAINING = 400, 40, 6  # plants repeat; projects of the smallest county; households of one
FUNDS = 60  # documents in the whole county
KINDS = ("infrastructure", "service", "employment", "training", "housing")
FORMS = ("seedling", "livestock", "equipment", "dividend")
# number of the project in its round: plant, whether a finding must come of it, words
PLANTS = {
    1: ("project_not_started", True, "批复四个月未开工"),
    2: ("project_just_approved", False, "批复一个半月，未开工"),
    3: ("project_undisclosed", True, "批复后没有公告公示"),
    4: ("project_tenth_day", False, "批复后第十天公告公示"),
    5: ("project_stalled", True, "逾期两个月未完工"),
    6: ("project_idle", True, "资产闲置"),
    7: ("project_twice", True, "与上一项目同名申报"),
    8: ("project_no_gain", True, "产业项目没有受益户"),
    9: ("project_equal", True, "产业资金每户同额"),
    10: ("project_cash", True, "产业资金发现金"),
    11: ("project_overpaid", True, "拨付超过合同价"),
    12: ("project_unpaid", True, "验收半年，欠付两成"),
    13: ("project_same_price", True, "同一施工单位与另一项目合同价相同"),
}
INDUSTRY = ("project_no_gain", "project_equal", "project_cash")
PAYEE, FUND_IDLE, FUND_FRESH = 14, 1, 2  # the project paid to a person; the documents planted
Row = dict[str, Any]


def written(
    shelf: Shelf, story: Story, places: Sequence[Village], cases: Sequence[Case], dice: Random
) -> Iterator[Sown]:
    """The four sheets; tells of what is planted. All prices together are the article's integrated funds."""
    count = max(story.figure("projects"), LEAST)
    prices = _prices(story, count, dice)
    industry = _industry(max(story.figure("industry_projects"), len(INDUSTRY)), count)
    before: Row = {}
    for at in range(count):
        plant, must, words = PLANTS.get(at % ROUND, ("", False, ""))
        row = _row(at, places[at * 7 % len(places)], prices[at], industry=at in industry)
        row |= _changed(plant, row, before)
        shelf["projects"].add(**row)
        _gains(shelf, row, plant, cases, at)
        person = at % ROUND == PAYEE
        voucher = _paid(shelf, row, at, to="person" if person else "unit")
        before = row
        if plant:
            yield Sown(plant, "project", row["project_no"], must, words)
        if person:
            yield Sown("voucher_person", "voucher", voucher, must=True, words="项目资金拨入个人账户")
    yield from _funds(shelf, story)


def _prices(story: Story, count: int, dice: Random) -> list[int]:
    """Contract prices in hundreds of yuan. A contractor's three differ by a third, unless planted."""
    weights = [40 + at % 3 * 40 + dice.random() * 30 for at in range(count)]
    prices = shared_out(story.figure("integrated_wan") * 100, weights)
    for at in range(count):
        if PLANTS.get(at % ROUND, ("",))[0] == "project_same_price":
            both = prices[at - 1] + prices[at]
            prices[at - 1] = prices[at] = both // 2
    return prices


def _industry(wanted: int, count: int) -> set[int]:
    """Which projects are industry projects: the planted ones, and others as the article's share demands."""
    planted = {at for at in range(count) if PLANTS.get(at % ROUND, ("",))[0] in INDUSTRY}
    others = [at for at in range(count) if at % ROUND not in PLANTS]
    left = max(wanted - len(planted), 0)
    return planted | {others[at * len(others) // left] for at in range(left)}


def _row(at: int, place: Village, price: int, *, industry: bool) -> Row:
    """A project that went as it should."""
    approved = date(2016 + at % 4, 3, 1) + timedelta(days=at % 90)
    retained = price * 3 // 100
    kind = "industry" if industry else KINDS[at % len(KINDS)]
    return {
        "project_no": f"XM{approved.year}{at:05}",
        "project_name": f"{approved.year}年{place.township}{place.name}{NAMES[kind]}项目{at}",
        "category": kind,
        "area_code": place.code,
        "contractor": credit_code(7_000_000 + at // 3),
        "approved_on": approved,
        "disclosed_on": approved + timedelta(days=5),
        "started_on": approved + timedelta(days=30),
        "plan_end": approved + timedelta(days=210),
        "completed_on": approved + timedelta(days=200),
        "accepted_on": approved + timedelta(days=230),
        "price": wan(price),
        "final_amount": wan(price),
        "paid": wan(price - retained),
        "retention": wan(retained),
        "linked": industry,
        "asset_status": "normal",
    }


def _changed(plant: str, row: Row, before: Row) -> Row:
    """What a planted fact changes."""
    late, lately = date(2020, 7, 30), date(2020, 10, 15)
    changes: dict[str, Row] = {
        "project_not_started": OPEN | _from(late),
        "project_just_approved": OPEN | _from(lately),
        "project_undisclosed": {"disclosed_on": ""},
        "project_tenth_day": {"disclosed_on": row["approved_on"] + timedelta(days=10)},
        "project_stalled": OPEN | {"plan_end": date(2020, 9, 30)},
        "project_idle": {"asset_status": "idle"},
        "project_twice": {"project_name": before.get("project_name", "")},
        "project_no_gain": {"linked": False},
        "project_overpaid": {"paid": wan(wan_back(row["price"]) + 100), "retention": "0.00"},
        "project_unpaid": {
            "accepted_on": date(2020, 6, 1),
            "paid": wan(wan_back(row["price"]) * 8 // 10),
        },
        "project_same_price": {"contractor": before.get("contractor", "")},
    }
    return changes.get(plant, {})


def _from(approved: date) -> Row:
    return {
        "approved_on": approved,
        "disclosed_on": approved + timedelta(days=5),
        "started_on": "",
        "plan_end": date(2021, 6, 30),
    }


def _gains(shelf: Shelf, row: Row, plant: str, cases: Sequence[Case], at: int) -> None:
    """Who gains from an industry project, each as much as they grow."""
    if row["category"] != "industry" or plant == "project_no_gain":
        return
    for number in range(GAINING):
        case = cases[(at * GAINING + number) % len(cases)]
        amount = 100_000 if plant == "project_equal" else 80_000 + number * 7_500
        form = "cash" if plant == "project_cash" else FORMS[at % len(FORMS)]
        shelf["project_benefits"].add(
            project_no=row["project_no"],
            household_no=case.household.no,
            head_name=case.people[0].name,
            form=form,
            amount=yuan(amount),
        )


def _paid(shelf: Shelf, row: Row, at: int, *, to: str) -> str:
    """The voucher by which a project was paid, if it was."""
    number = f"BK{at:06}"
    if row["paid"] != wan(0):
        shelf["project_payments"].add(
            voucher_no=number,
            project_no=row["project_no"],
            paid_on=row["accepted_on"] or date(2020, 9, 1),
            payee_kind=to,
            amount=row["paid"],
        )
    return number


def _funds(shelf: Shelf, story: Story) -> Iterator[Sown]:
    """The documents by which the money came, all spent but where planted."""
    count = max(round(FUNDS * story.scale), 6)
    amounts = shared_out(story.figure("integrated_wan") * 100, [1 + at % 4 for at in range(count)])
    planted = {
        FUND_IDLE: ("fund_idle", date(2019, 6, 1), True, "到位一年半，支出一半"),
        FUND_FRESH: ("fund_fresh", date(2020, 3, 10), False, "到位八个月，支出一半"),
    }
    for at, amount in enumerate(amounts):
        plant, day, must, words = planted.get(at % 20, ("", date(2016 + at % 5, 2, 20), False, ""))
        number = f"驻财指〔{day.year}〕{at + 1}号"
        shelf["fund_in"].add(
            doc_no=number,
            received_on=day,
            level=("central", "provincial", "city", "county")[at % 4],
            amount=wan(amount),
            spent=wan(amount // 2 if plant else amount),
        )
        if plant:
            yield Sown(plant, "fund", number, must, words)


def wan(hundreds: int) -> str:
    """Hundreds of yuan as ten thousands with two decimals."""
    return f"{hundreds // 100}.{hundreds % 100:02}"


def wan_back(written: str) -> int:
    """The hundreds of yuan again."""
    return int(written.replace(".", ""))


OPEN: Row = {"completed_on": "", "accepted_on": "", "final_amount": "", "paid": "0.00", "asset_status": ""}
NAMES = {
    "industry": "产业发展",
    "infrastructure": "道路硬化",
    "service": "文化广场",
    "employment": "帮扶车间",
    "training": "技能培训",
    "housing": "危房改造",
}
