"""Makes the whole county in memory: its files before anybody dirties them, and the truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from mingbai.demo.files import (
    belongings,
    callers,
    happenings,
    help_given,
    means,
    monitored,
    national,
    paired,
    projects,
    registers,
    surveyed,
    traits,
)
from mingbai.demo.files.callers import CALLERS
from mingbai.demo.files.cases import Case
from mingbai.demo.files.collected import Collected, Shelf
from mingbai.demo.files.families import Families, Household
from mingbai.demo.files.late_plants import LATE_PLANTS
from mingbai.demo.files.means import Means
from mingbai.demo.files.names import Names
from mingbai.demo.files.nobody import Numbers
from mingbai.demo.files.office_plants import OFFICE_PLANTS
from mingbai.demo.files.plants import PLANTS
from mingbai.demo.files.sowing import Sower, Sown
from mingbai.demo.files.story import Story, Village, populations, shared_out, villages

CADRES = ("village_cadre", "post_cadre_family", "cadre_in_post")  # nobody else of theirs holds a post
POSTED = ("post_over_age", "post_twice", "post_cadre_family", "cadre_in_post", "post_no_months")
UNSAFE = tuple(registers.GRADES)
OVERCOUNTED = (200, 7)  # of so many villages the one with that remainder
WORK_AGE, POST_OLDEST, POSTS_MOST = 16, 65, 3  # ages; posts of a household
RARE, OLDER = 700, 30  # every so many households; the sick are grown-ups
ROLLS = (("kindergarten", range(3, 6)), ("primary", range(6, 12)), ("junior", range(12, 16)))


@dataclass(frozen=True, slots=True)
class Illness:
    """A stay in hospital planted on an ordinary person, and what they paid themselves, in fen."""

    plant: str
    fen: int
    must: bool
    words: str


ORDINARY = {
    1: Illness("ordinary_20000", 2_000_000, must=True, words="一般农户本年住院自付 20000 元整"),
    2: Illness("ordinary_19999", 1_999_999, must=False, words="一般农户本年住院自付 19999.99 元"),
    4: Illness("ordinary_26001", 2_600_001, must=True, words="一般农户本年住院自付 26000.01 元"),
    5: Illness("ordinary_26000", 2_600_000, must=False, words="一般农户本年住院自付 26000 元整"),
}
SPARED = (*ORDINARY, monitored.BORDERLINE)  # whose illness is planted, or who are watched for one


@dataclass
class County:
    """The county before it is written."""

    story: Story
    shelf: Shelf
    sown: list[Sown]
    cases: list[Case] = field(default_factory=list)


def made(story: Story, *, seed: int) -> County:
    """The same county for the same people and seed."""
    dice = Random(seed)  # noqa: S311 - a made-up county
    maker = _Maker(story, dice)
    places = villages()
    people = populations(story, places, dice)
    registered = shared_out(story.registered, people)
    for place, count, poor in zip(places, people, registered, strict=True):
        maker.village(place, count, poor)
    maker.finish()
    return County(story, maker.shelf, maker.sower.sown, maker.cases)


class _Maker:
    def __init__(self, story: Story, dice: Random) -> None:
        self.story, self.dice, self.shelf = story, dice, Shelf()
        self.families = Families(Names(story.raw), Numbers(), dice)
        self.sower = Sower((*PLANTS, *OFFICE_PLANTS, *CALLERS, *LATE_PLANTS), story.registered, dice)
        self.cases: list[Case] = []
        self.villages: list[tuple[Village, int, int, list[Case]]] = []

    def village(self, place: Village, people: int, poor: int) -> None:
        """Everybody in one village. What is article's by number is settled when all are known."""
        households, cases = 0, []
        for household in self.families.of(place, people, poor):
            households += 1
            if household.registered:
                cases.append(self._case(household))
            else:
                self._ordinary(household)
        self.cases += cases
        self.villages.append((place, people, households, cases))

    def _case(self, household: Household) -> Case:
        means_ = Means()
        lot = self.dice.random()
        old = all(person.age() >= traits.OLD for person in household.members)
        means_.tekun = len(household.members) == 1 and old and lot < 5 * self.story.share("tekun")
        means_.dibao = not means_.tekun and self.dice.random() < self.story.share("dibao")
        drawn = {
            one.no: traits.drawn(one, self.story, self.dice, tekun=means_.tekun) for one in household.members
        }
        case = Case(household, drawn, means_)
        means.drawn(household, drawn, means_, self.dice)
        return case

    def _ordinary(self, household: Household) -> None:
        share = self.story.share("inpatient_ordinary")
        for person in household.members:
            self.shelf["roster"].add(
                area_code=household.village.code,
                township=household.village.township,
                village=household.village.name,
                group_no=household.group,
                household_no=household.no,
                person_no=person.no,
                name=person.name,
                id_no=person.id_no,
                relation=person.relation,
            )
            self.shelf["medical_insurance"].add(
                id_no=person.id_no,
                name=person.name,
                year=2020,
                insured=True,
                payer_class="self",
                premium_self="250.00",
                paid_on=date(2019, 12, 3),
            )
            stage = next((name for name, years in ROLLS if person.age(traits.SCHOOL_DAY) in years), "")
            if stage:
                registers.roll(self.shelf, person, stage, boarding=False)
            if household.number % RARE not in SPARED and self.dice.random() < share:
                total = self.dice.randint(200_000, 3_000_000)
                day = date(2020, self.dice.randint(1, 11), self.dice.randint(1, 28))
                registers.stay(self.shelf, person, self_paid=total // 3, total=total, day=day, dice=self.dice)
        self._ordinary_plant(household)
        if household.number % RARE == monitored.BORDERLINE:
            monitored.borderline(self.shelf, household)
        belongings.of_ordinary(self.shelf, household, self.story, self.dice)

    def _ordinary_plant(self, household: Household) -> None:
        """Among ordinary people only the cost of illness is planted: risk is all that may be told of them."""
        kind = ORDINARY.get(household.number % RARE)
        who = household.members[0]
        if kind is None or who.age() < OLDER:
            return
        registers.stay(
            self.shelf, who, self_paid=kind.fen, total=9_000_000, day=date(2020, 9, 9), dice=self.dice
        )
        self.sower.sown.append(Sown(kind.plant, "person", who.no, kind.must, kind.words))

    def finish(self) -> None:
        """Deals out the article's figures, plants the facts, and writes the registered households' rows."""
        self.sower.sow(self.cases)
        self._posts()
        self._jobs()
        self._houses()
        coop, lifted = self.story.figure("coop_households"), self.story.figure("lifted_households")
        for at, case in enumerate(self.cases):
            self._spoil(case)
            national.written(
                self.shelf, case, coop=at < coop, lifted=len(self.cases) - at <= lifted, dice=self.dice
            )
            help_given.written(self.shelf, case)
            registers.written(self.shelf, case, sick=self.story.share("inpatient"), dice=self.dice)
            belongings.planted(self.shelf, case)
            happenings.written(self.shelf, case)
            surveyed.written(self.shelf, case, coop=at < coop)
            monitored.written(self.shelf, case)
        self.sower.sown += paired.written(self.shelf, self.cases, self.families.names, self.dice)
        places = [place for place, *_ in self.villages]
        self.sower.sown += projects.written(self.shelf, self.story, places, self.cases, self.dice)
        self._county_wide()
        self._village_sheets()

    def _posts(self) -> None:
        """As many posts as the article counts; one person at most one, nobody too old."""
        planted = [case for case in self.cases if case.plant in POSTED]
        for case in planted:
            if case.who:
                case.traits[case.who.no].post = "cleaner"
        fit = [
            (case, person)
            for case in self.cases
            for person in case.people
            if WORK_AGE < person.age() <= POST_OLDEST
            and case.traits[person.no].labour in ("ordinary", "skilled", "weak")
            and not case.traits[person.no].months
            and not case.traits[person.no].post
            and not case.means.tekun
            and "dead" not in case.plant
            and case.plant not in CADRES
        ]
        kinds = tuple(help_given.POST_PAY)
        left = self.story.figure("public_posts") - len(planted)
        self.dice.shuffle(fit)
        fit.sort(key=lambda pair: pair[0].traits[pair[1].no].labour != "weak")  # posts are for the weak first
        for case, person in fit:
            held = sum(bool(case.traits[one.no].post) for one in case.people)
            if left > 0 and held < POSTS_MOST:
                case.traits[person.no].post, left = self.dice.choice(kinds), left - 1

    def _jobs(self) -> None:
        """As many jobs in the county's firms as the article counts."""
        fit = [
            case.traits[person.no]
            for case in self.cases
            for person in case.people
            if case.traits[person.no].labour in ("ordinary", "skilled") and not case.traits[person.no].post
        ]
        for one in self.dice.sample(fit, min(self.story.figure("enterprise_jobs"), len(fit))):
            one.months = one.months or self.dice.randint(6, 11)
            one.place, one.out_of_province, one.employer = "河南省驻马店市泌阳县", False, "泌阳县某企业"

    def _houses(self) -> None:
        """New and repaired houses of the years since 2016, and what they cost together."""
        new, repaired = self.story.figure("houses_new"), self.story.figure("houses_repaired")
        safe = [case for case in self.cases if case.plant not in (*UNSAFE, "repaired_twice")]
        chosen = self.dice.sample(safe, min(new + repaired, len(safe)))
        for at, case in enumerate(chosen):
            case.means.new_house, case.means.repaired = at < new, at >= new

    def _spoil(self, case: Case) -> None:
        """Plants that change what the household's means come to."""
        if case.plant in ("low_income", "income_4000"):
            goal = means.LINE_FEN - (case.plant == "low_income")
            means.settle(case.means, len(case.people), goal=goal, exact=True)
        if case.plant == "card_new" and case.who:
            case.traits[case.who.no].card_on = date(2020, 11, 12)

    def _county_wide(self) -> None:
        _settle_houses(self.shelf["house_safety"], self.story)
        sites = self.story.raw["figures"]["relocation_sites"]
        moved = [case for case in self.cases if not case.plant][: max(len(self.cases) * 3 // 100, len(sites))]
        for at, case in enumerate(moved):
            head = case.people[0]
            self.shelf["relocation_housing"].add(
                head_id_no=head.id_no,
                head_name=head.name,
                site=sites[at % len(sites)],
                members=len(case.people),
                new_area_m2=25 * len(case.people),
                self_paid="3000.00",
                moved_on=date(2018, 9, 1),
                old_house_demolished_on=date(2019, 3, 1),
            )
        callers.written(self.shelf, self.cases, max(self.story.figure("petitions"), 1))
        self._odds()
        for number in range(max(round(60 * self.story.scale), 6)):
            belongings.firm_loan(self.shelf, number)

    def _odds(self) -> None:
        """A row or two for files that have little in them, about ordinary people in any case."""
        case = next(case for case in self.cases if not case.plant)
        who = case.people[0]
        self.shelf["insurance_claims"].add(
            claim_no="LP20200001",
            id_no=who.id_no,
            name=who.name,
            product="防贫保险",
            paid="1200.00",
            paid_on=date(2020, 8, 3),
        )
        self.shelf["social_security"].add(
            id_no=who.id_no, name=who.name, unit_name="", monthly_base="", months_paid=24, state="paused"
        )
        self.shelf["cooperatives"].add(
            credit_code=belongings.credit_code(9_000_000),
            entity_name="泌阳县某种植专业合作社",
            entity_type="cooperative",
            leader_id_no=Numbers().id_no(date(1971, 5, 5), male=True),
            leader_name="张成林",
            area_mu=320,
            hired=6,
        )

    def _village_sheets(self) -> None:
        figures = self.story.raw["figures"]
        count = len(self.villages)
        weights = [people for _, people, _, _ in self.villages]
        # the last village has no co-operative: 354 of the 355 real ones have
        shares = [*weights[: figures["coop_villages"]], *[0] * (count - figures["coop_villages"])]
        assets = shared_out(round(figures["collective_assets_wan"] * 100 * self.story.scale), shares)
        income = shared_out(round(figures["collective_income_wan"] * 100 * self.story.scale), shares)
        raised = shared_out(self.story.figure("coop_households"), shares)
        for at, (place, people, households, cases) in enumerate(self.villages):
            self.shelf["village_sheet"].add(
                area_code=place.code,
                township=place.township,
                village=place.name,
                year=2020,
                poor_village=at % 4 == 0,
                households=households,
                persons=people,
                registered_households=len(cases),
                registered_persons=sum(len(case.people) for case in cases),
                unsafe_water_households=self._unsafe_water(at, place, households, cases),
                dangerous_house_households=sum(case.plant in UNSAFE for case in cases),
                collective_income=f"{income[at] / 100:.2f}",
                collective_assets=f"{assets[at] / 100:.2f}",
                coop_households=raised[at],
                road_hardened=True,
                clinic=True,
                culture_square=at % 40 != 0,
                broadband=True,
                power=True,
                broadcasting=True,
                beautify=at % 9 > 0,
                village_room=at % 23 > 0,
            )

    def _unsafe_water(self, at: int, place: Village, households: int, cases: list[Case]) -> int:
        """As many as are planted; in one village, by a slip, more than live there."""
        if at % OVERCOUNTED[0] != OVERCOUNTED[1]:
            return sum(case.plant == "unsafe_water" for case in cases)
        words = "村表：饮水不安全户数超过总户数"
        self.sower.sown.append(Sown("village_overcounted", "village", place.code, must=True, words=words))
        return households + 1


def _settle_houses(houses: Collected, story: Story) -> None:
    """Shares the article's 1.65 亿 out among the houses, repairs at a third of a new house."""
    houses.share_out(
        "subsidy",
        by="rebuild_kind",
        weights={"新建": 3, "修缮加固": 1},
        total=story.figure("house_money_fen"),
    )
