"""Facts planted in the sheets of the county office: monitoring, doorstep checks, last year's income."""

from __future__ import annotations

from mingbai.demo.files.cases import Case
from mingbai.demo.files.families import Person
from mingbai.demo.files.plants import (
    Fits,
    H,
    P,
    anyone,
    at_school,
    head,
    sown_miss,
    sown_must,
    working,
)

LABOUR = ("ordinary", "skilled", "weak")
GRANDCHILDREN, GROWN = ("grandson", "granddaughter"), 18


def household(*, work: bool | None = None, away: bool | None = None, poor: bool | None = None) -> Fits:
    """A household by whether anybody can work, works away, or has dibao or tekun."""

    def found(case: Case) -> Person | None:
        people = [case.traits[one.no] for one in case.people]
        facts = (
            (work, any(one.labour in LABOUR for one in people)),
            (away, any(one.months for one in people)),
            (poor, case.means.dibao or case.means.tekun),
        )
        fits = all(wanted is None or wanted == is_so for wanted, is_so in facts)
        return case.people[0] if fits else None

    return found


def nobody_disabled(case: Case) -> Person | None:
    """A household without a disabled member and without dibao, with somebody able to work."""
    if any(case.traits[one.no].disability for one in case.people):
        return None
    return household(work=True, poor=False)(case)


def unchanged(case: Case) -> Person | None:
    """The head of a household in which nobody was born this year."""
    return case.people[0] if all(one.age() > 0 for one in case.people) else None


def ill(case: Case) -> Person | None:
    """Somebody with a long illness."""
    return next((one for one in case.people if "chronic" in case.traits[one.no].health), None)


def idle(case: Case) -> Person | None:
    """Somebody able to work who does not."""
    return next((one for one in case.people if able_idle(case, one)), None)


def able_idle(case: Case, person: Person) -> bool:
    """Whether this one could work and does not."""
    traits = case.traits[person.no]
    return traits.labour in ("ordinary", "skilled") and not traits.months


def grandchild(case: Case) -> Person | None:
    """A grandchild under age who lives with the grandparents."""
    young = (one for one in case.people if one.relation in GRANDCHILDREN and one.age() < GROWN)
    return next(young, None)


WATCH = "monitoring"
OFFICE_PLANTS = (
    sown_must("watch_no_labour", WATCH, household(work=False, poor=False), "监测户无劳动力，措施填就业帮扶"),
    sown_must("watch_blank", WATCH, head, "监测户首要风险空白"),
    sown_must("watch_no_measure", WATCH, household(poor=False), "识别两个半月没有措施"),
    sown_miss("watch_new", WATCH, household(poor=False), "识别不满一月，没有措施"),
    sown_must("watch_no_development", WATCH, household(work=True, poor=False), "有劳力，半年无开发式措施"),
    sown_must("watch_job", WATCH, household(work=False, poor=False), "风险为务工不稳而无人务工"),
    sown_must("watch_water", WATCH, head, "系统填饮水不安全，未列饮水风险"),
    sown_must("watch_dibao", WATCH, household(poor=True), "有低保或特困，措施未列"),
    sown_must("watch_disability", WATCH, nobody_disabled, "无残疾成员，措施列残疾补贴"),
    sown_must("removed_blank", WATCH, head, "风险已消除，消除后纯收入空白"),
    sown_must("removed_not_done", WATCH, head, "帮扶消除，措施尚未实施"),
    sown_must("removed_low", WATCH, head, "消除后人均纯收入 5999.99 元"),
    sown_miss("removed_at_line", WATCH, head, "消除后人均纯收入 6000 元整"),
    sown_must("removed_no_wage", WATCH, household(away=True, poor=False), "有就业帮扶，消除后工资性收入为零"),
    sown_must("income_fell", H, unchanged, "人均纯收入比上年减半，无人口变动"),
    sown_must("income_fell_changed", H, head, "人均纯收入比上年减半，有人口变动"),
    sown_must("income_jump", H, unchanged, "人均纯收入比上年增加一倍半"),
    sown_miss("income_doubled", H, head, "人均纯收入恰为上年两倍"),
    sown_must("industry_award_missing", H, head, "特色产业已验收，今年没有奖补"),
    sown_must("industry_failed", H, head, "产业项目失败"),
    sown_must("loan_wanted", H, anyone(25, 60), "已授信、有产业，没有小额信贷"),
    sown_must("dividend_missing", H, head, "党群创业服务社带动，今年没有分红"),
    sown_must("wages_owed", P, working, "被拖欠工资 6000 元"),
    sown_must("workshop_closed", P, working, "所在帮扶车间停产"),
    sown_must("split_lately", P, anyone(25), "半年前分户"),
    sown_miss("split_before", P, anyone(25), "分户恰满一年"),
    sown_must("lives_apart", P, anyone(25), "成员不共同生活"),
    sown_must("solar_missing", H, head, "列入光伏收益分配，今年没有发放"),
    sown_must("no_service_need", P, idle, "有务工意愿，未填服务需求"),
    sown_must("three_steps_open", P, at_school("primary", "junior"), "本学期未核三步一回头"),
    sown_must("doctor_missing", P, ill, "慢性病人没有签约家庭医生"),
    sown_must("orphan_missing", P, grandchild, "事实无人抚养儿童，没有生活费"),
    sown_must("post_cadre_family", P, anyone(20, 59), "村干部近亲属在公益岗"),
)
