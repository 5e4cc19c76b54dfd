"""Facts planted in the county, and near misses: what the rules must find, and what they must not.

Each plant takes one registered household for itself, so that nothing else can be found there. This file knows
no rule: it says what is true of whom. `must` is false for near misses: the fact is there, and no reason for a
finding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from mingbai.demo.files.cases import Case
from mingbai.demo.files.families import Person

Fits = Callable[[Case], Person | None]


def anyone(least: int, most: int = 200) -> Fits:
    """Somebody of that age."""
    return lambda case: next((one for one in case.people if least <= one.age() <= most), None)


def head(case: Case) -> Person:
    """The household as a whole: its head stands for it."""
    return case.people[0]


def related(relation: str) -> Fits:
    """A member in that relation."""
    return lambda case: next((one for one in case.people if one.relation == relation), None)


def at_school(*stages: str, boarding: bool | None = None, least: int = 0) -> Fits:
    """Somebody at school."""

    def found(case: Case) -> Person | None:
        for one in case.people:
            traits = case.traits[one.no]
            if traits.stage in stages and one.age() >= least and boarding in (None, traits.boarding):
                return one
        return None

    return found


def disabled(*levels: int, dibao: bool | None = None) -> Fits:
    """A card holder of one of these levels."""

    def found(case: Case) -> Person | None:
        if dibao not in (None, case.means.dibao) or case.means.tekun:
            return None
        return next((one for one in case.people if case.traits[one.no].level in levels), None)

    return found


def able(case: Case) -> Person | None:
    """A healthy grown-up with ordinary labour."""
    return next((one for one in case.people if case.traits[one.no].labour in ("ordinary", "skilled")), None)


def working(case: Case) -> Person | None:
    """Somebody who works away."""
    return next((one for one in case.people if case.traits[one.no].months), None)


def pensioner(case: Case) -> Person | None:
    """Somebody who draws the pension, with others in the household."""
    if len(case.people) < 2 or case.means.dibao:  # noqa: PLR2004 - a household that dies out is another matter
        return None
    return next((one for one in case.people if case.traits[one.no].pension), None)


def on_tekun(case: Case) -> Person | None:
    """The head of a household on tekun."""
    return head(case) if case.means.tekun else None


def small_child(case: Case) -> Person | None:
    """A healthy pupil of seven to nine."""
    young = anyone(7, 9)(case)
    return young if young and case.traits[young.no].health == ("healthy",) else None


@dataclass(frozen=True, slots=True)
class Plant:
    """One kind of planted fact. `subject`: whom a finding would be about; `share` per thousand households.

    ``least`` is two where one alone is no fact: an account that two households share.
    """

    code: str
    subject: str
    must: bool
    fits: Fits
    words: str
    share: float = 4
    least: int = 1


def sown_must(code: str, subject: str, fits: Fits, words: str, share: float = 4) -> Plant:
    """A fact that must be found."""
    return Plant(code, subject, True, fits, words, share)


def sown_miss(code: str, subject: str, fits: Fits, words: str, share: float = 3) -> Plant:
    """A near miss."""
    return Plant(code, subject, False, fits, words, share)


P, H = "person", "household"
PLANTS = (
    # risk
    sown_must("uninsured", P, anyone(20), "2020 年度未参加居民医保"),
    sown_must("inpatient_5000", P, anyone(30), "本年住院自付累计 5000 元整"),
    sown_miss("inpatient_4999", P, anyone(30), "本年住院自付累计 4999.99 元"),
    sown_miss("inpatient_2019", P, anyone(30), "去年住院自付 9000 元，今年没有"),
    sown_must("self_share_over", P, anyone(30), "住院自付占总费用 15%"),
    sown_miss("self_share_ten", P, anyone(30), "住院自付恰为总费用 10%"),
    sown_must("dropout", P, at_school("primary", "junior"), "义务教育阶段辍学"),
    sown_miss("dropout_senior", P, at_school("senior", "vocational", least=16), "高中阶段离校，已满 16 岁"),
    sown_must("unsafe_house", H, head, "唯一住房鉴定为 D 级，未改造"),
    sown_must("unsafe_water", H, head, "饮水不安全"),
    sown_must("died_earner", P, able, "主要劳动力 11 月死亡"),
    sown_must("accident", P, anyone(20), "11 月交通事故重伤"),
    sown_must("loan_overdue_91", P, anyone(25, 60), "小额信贷逾期 91 天"),
    sown_miss("loan_overdue_90", P, anyone(25, 60), "小额信贷逾期 90 天整"),
    sown_must("loan_for_house", P, anyone(25, 60), "小额信贷用于建房"),
    sown_must("low_income", H, head, "人均纯收入 3999.99 元"),
    sown_miss("income_4000", H, head, "人均纯收入 4000 元整"),
    sown_must("disaster", H, head, "11 月火灾，房屋受损，损失 3 万元"),
    # exclusion
    sown_must("car", P, anyone(25, 60), "名下小型轿车，购置价 8 万元，状态正常"),
    sown_miss("car_sold", P, anyone(25, 60), "名下轿车已转移登记"),
    sown_miss("motorcycle", P, anyone(25, 60), "只有普通摩托车"),
    sown_must("shop", P, anyone(25), "县城商业用房"),
    sown_must("second_home", P, anyone(25), "县城商品房"),
    sown_miss("homestead", P, anyone(25), "只有农村宅基地"),
    sown_must("company_30", P, anyone(25, 65), "存续企业认缴出资 30 万元"),
    sown_miss("company_20", P, anyone(25, 65), "存续企业认缴出资恰 20 万元"),
    sown_miss("company_gone", P, anyone(25, 65), "企业已注销，曾认缴 50 万元"),
    sown_must("public_staff", P, anyone(22, 59), "事业编制在职人员"),
    sown_must("village_cadre", P, anyone(25, 62), "现任村干部"),
    sown_must("deposits", P, anyone(25), "授权核对：存款 10 万元以上"),
    sown_must("high_income", P, anyone(22, 59), "申报工资薪金 12 万元"),
    sown_must("housing_fund", P, anyone(22, 59), "缴存住房公积金"),
    sown_must("harvester", P, anyone(25, 65), "联合收割机，11 万元"),
    sown_miss("walking_tractor", P, anyone(25, 65), "小农机，3000 元"),
    # help due that has not come, help that is not due
    sown_must("nursing_missing", P, disabled(1, 2), "一、二级残疾，今年没有护理补贴"),
    sown_must("living_missing", P, disabled(1, 2, 3, 4, dibao=True), "低保户持证残疾人，今年没有生活补贴"),
    sown_must(
        "school_living_missing", P, at_school("primary", "junior", boarding=True), "寄宿生，秋季没有生活补助"
    ),
    sown_must("rain_dew_missing", P, at_school("vocational", "college"), "中高职在读，没有雨露计划"),
    sown_must("dead_paid", P, pensioner, "4 月死亡，养老金发到 11 月"),
    sown_miss("dead_stopped", P, pensioner, "4 月死亡，养老金发到当月为止"),
    sown_must("payment_returned", P, anyone(18), "补贴因账号错误退回"),
    sown_must("post_over_age", P, anyone(70), "70 岁以上仍在公益岗"),
    sown_must("post_twice", P, anyone(20, 59), "同时在两个公益岗"),
    sown_must(
        "dibao_unmarked", H, lambda case: head(case) if case.means.dibao else None, "民政在册低保，系统未标"
    ),
    # quality of the record
    sown_must("bad_check", P, anyone(16), "系统证件号码校验位错"),
    sown_must("two_heads", H, related("spouse"), "两个户主"),
    sown_must("no_head", H, related("spouse"), "没有户主"),
    sown_must("spouse_same_sex", P, related("spouse"), "配偶与户主同性别"),
    sown_must("relation_sex", P, related("son"), "男性登记为之女"),
    sown_must("education_twice", P, at_school("primary", "junior"), "文化程度与在校生状况同时填写"),
    sown_must("child_labour", P, anyone(3, 15), "未满 16 岁填普通劳动力"),
    sown_must("healthy_no_labour", P, able, "青壮年健康非在校填无劳动力"),
    sown_must("old_labour", P, anyone(60), "60 岁以上填普通劳动力"),
    sown_must("pupil_working", P, at_school("senior", least=16), "在校生有务工"),
    sown_must("working_no_labour", P, working, "务工但填无劳动力"),
    sown_must("place_no_months", P, able, "有务工地点没有务工时间"),
    sown_must("preschool_at_seven", P, small_child, "7 岁以上健康仍填学龄前"),
    sown_must("both_medical", P, anyone(20), "居民医保与职工医保同时为是"),
    sown_must("no_critical", P, anyone(20), "未参加大病保险"),
    sown_must("card_unmarked", P, disabled(1, 2, 3, 4), "持残疾证，系统健康状况未填残疾"),
    sown_must("tekun_working", P, on_tekun, "特困人员填外出务工"),
    sown_must("count_wrong", H, head, "家庭人口数与成员数不符"),
    sown_must("no_house_area", H, head, "住房面积为空"),
    sown_must("no_expense", H, head, "有生产经营收入没有支出"),
    sown_must("far_road", H, head, "与村主干路距离 6.5 公里"),
    sown_must("ecology_no_land", H, head, "有生态补偿金没有退耕面积"),
    sown_must("dibao_tiny", H, lambda case: head(case) if case.means.dibao else None, "低保金全年 150 元"),
    sown_must("wage_tiny", H, head, "工资性收入 200 元"),
    replace(sown_must("same_account", H, head, "与另一户共用银行卡号"), least=2),
)
