"""Facts planted: what has happened of late, what excludes each other, further faults of the record."""

from __future__ import annotations

from mingbai.demo.files.cases import Case
from mingbai.demo.files.families import Person
from mingbai.demo.files.plants import (
    Fits,
    H,
    P,
    able,
    anyone,
    at_school,
    disabled,
    head,
    on_tekun,
    related,
    sown_miss,
    sown_must,
    working,
)
from mingbai.demo.files.traits import OLD

FEW = 2  # of a thousand households


def on_dibao(least: int, most: int = 200) -> Fits:
    """Somebody of that age in a household on dibao."""
    found = anyone(least, most)
    return lambda case: found(case) if case.means.dibao else None


def unassisted(fits: Fits) -> Fits:
    """Only in a household that has neither dibao nor tekun."""
    return lambda case: None if case.means.dibao or case.means.tekun else fits(case)


def all_old(case: Case) -> Person | None:
    """The head of a household in which everybody is sixty or older."""
    return case.people[0] if all(one.age() >= OLD for one in case.people) else None


LATE_PLANTS = (
    # what has happened of late
    sown_must("outpatient_500", P, anyone(30), "11 月门诊自付 500 元整", FEW),
    sown_miss("outpatient_499", P, anyone(30), "11 月门诊自付 499.99 元", FEW),
    sown_must("inpatient_10001", P, anyone(30), "本年住院自付 10000.01 元", FEW),
    sown_miss("inpatient_10000", P, anyone(30), "本年住院自付 10000 元整", FEW),
    sown_must("new_major", P, anyone(30), "11 月 15 日确诊大病", FEW),
    sown_must("school_costs", P, at_school("vocational", "college"), "学年自付教育费用 10000.01 元", FEW),
    sown_miss(
        "school_costs_10000", P, at_school("vocational", "college"), "学年自付教育费用 10000 元整", FEW
    ),
    sown_must("dibao_new", H, on_dibao(0), "11 月 10 日纳入低保", FEW),
    sown_must("dibao_stopped", H, on_dibao(0), "11 月 10 日停发低保", FEW),
    sown_must("card_new", P, disabled(1, 2), "11 月 12 日新办一、二级残疾证", FEW),
    sown_must("unemployed", P, able, "领取失业金", FEW),
    sown_must("came_home", P, working, "11 月 20 日务工返乡", FEW),
    sown_must("claim_paid", P, anyone(20), "11 月 18 日保险理赔 5000 元", FEW),
    # belongings and benefits that exclude each other
    sown_must("three_homes", P, unassisted(anyone(25)), "名下三套商品房", FEW),
    sown_must("big_farm", P, anyone(25, 65), "经营 320 亩、雇工 6 人", FEW),
    sown_must("retired_worker", P, anyone(60), "领取职工养老金", FEW),
    sown_must("pays_security", P, able, "正常缴纳职工社保", FEW),
    sown_must("moved_away", P, unassisted(anyone(25)), "5 月户籍迁出", FEW),
    sown_must("loan_large", P, anyone(25, 60), "小额信贷 6 万元", FEW),
    sown_must("cadre_in_post", P, anyone(25, 59), "在任村干部占公益岗", FEW),
    sown_must("dibao_and_tekun", P, on_tekun, "同时在低保、特困名册", FEW),
    sown_must("staff_on_dibao", P, on_dibao(22, 59), "事业编制人员享受低保", FEW),
    sown_must("old_house_stands", H, head, "搬迁两年旧房未拆", FEW),
    sown_must("moved_large", H, head, "安置房人均 30 平方米", FEW),
    sown_must("repaired_twice", H, head, "危房改造享受两次", FEW),
    sown_must("aid_four_times", P, anyone(20), "今年临时救助四次", FEW),
    sown_miss("aid_three_times", P, anyone(20), "今年临时救助三次", FEW),
    # help due that has not come
    sown_must("margin_missing", P, disabled(1, 2, dibao=False), "低保边缘家庭重残，没有单人保", FEW),
    sown_must("no_house", H, all_old, "老年户没有住房", FEW),
    sown_must("unsafe_house_c", H, head, "唯一住房鉴定为 C 级，未改造", FEW),
    sown_must("rain_dew_senior", P, at_school("senior"), "普通高中学生领了雨露计划", FEW),
    sown_miss("part_time_student", P, at_school("vocational", "college"), "非全日制在读，没有雨露计划", FEW),
    # quality of the record
    sown_must("number_long", P, anyone(16), "系统证件号码有 19 位", FEW),
    sown_must("number_twice", P, related("spouse"), "证件号码与户主相同", FEW),
    sown_must("son_as_father", P, related("son"), "户主之子登记为之父", FEW),
    sown_must("labour_blank", P, anyone(20, 50), "劳动技能空白", FEW),
    sown_must("mandarin_blank", P, anyone(20), "是否会讲普通话空白", FEW),
    sown_must("post_no_months", P, anyone(20, 59), "有公益岗，月数空白", FEW),
    sown_must("place_short", P, working, "务工所在地只填到省", FEW),
    sown_must("water_unwatched", H, head, "系统填饮水不安全，未纳入监测", FEW),
    sown_must("green_more", H, head, "系统退耕面积大于林业台账", FEW),
    sown_must("member_astray", P, related("spouse"), "成员的户编号对不上户", FEW),
)
