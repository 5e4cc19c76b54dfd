"""What the registry says of a registered person: health, schooling, work; spoiled only by plants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from mingbai.demo.files.families import Person
from mingbai.demo.files.story import Story

SCHOOL_DAY = date(2020, 8, 31)
WORKING, OLD, SENIOR = 16, 60, 70
STAGES = {
    **dict.fromkeys(("grade7", "grade8", "grade9"), "junior"),
    **{name: name for name in ("kindergarten", "primary")},
    **{f"{stage}{year}": stage for stage in ("senior", "vocational", "college") for year in (1, 2, 3)},
    **{f"bachelor{year}": "bachelor" for year in (1, 2, 3, 4)},
}
DISABILITIES = ("limb", "limb", "limb", "vision", "hearing", "intellectual", "mental", "speech", "multiple")


@dataclass(slots=True)
class Traits:
    """One registered person's circumstances; codes as the datasets declare them."""

    health: tuple[str, ...] = ("healthy",)
    disability: str = ""
    level: int = 0
    card_on: date | None = None
    education: str = ""
    student: str = ""
    boarding: bool = False
    labour: str = "none"
    months: int = 0
    place: str = ""
    employer: str = ""
    out_of_province: bool = False
    post: str = ""
    pension: bool = False

    @property
    def stage(self) -> str:
        """School stage, empty for who is not at school."""
        return STAGES.get(self.student, "")


def drawn(person: Person, story: Story, dice: Random, *, tekun: bool) -> Traits:
    """The circumstances of one person."""
    traits = Traits()
    _health(traits, person, story, dice)
    _school(traits, person, dice)
    _labour(traits, person, dice, tekun=tekun)
    traits.pension = person.age() >= OLD
    return traits


def _health(traits: Traits, person: Person, story: Story, dice: Random) -> None:
    found = []
    if person.age() >= WORKING and dice.random() < story.share("disabled"):
        traits.disability, traits.level = dice.choice(DISABILITIES), dice.randint(1, 4)
        traits.card_on = date(2012, 1, 1) + timedelta(days=dice.randrange(2900))
    if person.age() >= 40 and dice.random() < story.share("chronic"):  # noqa: PLR2004 - long illnesses come late
        found.append("chronic")
    if dice.random() < story.share("major"):
        found.append("major")
    if traits.disability:
        found.append("disabled")
    traits.health = tuple(found) or ("healthy",)


def _school(traits: Traits, person: Person, dice: Random) -> None:
    years = person.age(SCHOOL_DAY)
    if years < 3:  # noqa: PLR2004 - ages of Chinese schooling below, each once
        traits.student = "preschool_age"
    elif years < 6:  # noqa: PLR2004
        traits.student = "kindergarten"
    elif years < 12:  # noqa: PLR2004
        traits.student, traits.boarding = "primary", dice.random() < 0.35  # noqa: PLR2004
    elif years < 15:  # noqa: PLR2004
        traits.student, traits.boarding = f"grade{years - 5}", dice.random() < 0.7  # noqa: PLR2004
    elif years < 18:  # noqa: PLR2004
        traits.student = f"{dice.choice(('senior', 'vocational'))}{years - 14}"
    elif years < 21 and dice.random() < 0.45:  # noqa: PLR2004
        traits.student = f"{dice.choice(('college', 'bachelor'))}{years - 17}"
    else:
        low = ("illiterate", "primary", "primary", "junior")
        young = ("primary", "junior", "junior", "senior", "college")
        traits.education = dice.choice(low if years > 50 else young)  # noqa: PLR2004


def _labour(traits: Traits, person: Person, dice: Random, *, tekun: bool) -> None:
    age = person.age()
    if age < WORKING or traits.student:
        return
    heavy = traits.level in (1, 2) or "major" in traits.health
    if age >= OLD:
        traits.labour = "weak" if age < 75 and not heavy and not tekun else "none"  # noqa: PLR2004
        return
    if traits.health != ("healthy",):
        traits.labour = "lost" if heavy else "weak"
    else:
        traits.labour = "skilled" if dice.random() < 0.2 else "ordinary"  # noqa: PLR2004
    if traits.labour in ("ordinary", "skilled") and not tekun and dice.random() < 0.55:  # noqa: PLR2004
        _at_work(traits, dice)


def _at_work(traits: Traits, dice: Random) -> None:
    traits.months = dice.randint(6, 11)
    place, out = dice.choice(
        (
            ("广东省东莞市东莞市", True),
            ("江苏省苏州市昆山市", True),
            ("浙江省宁波市慈溪市", True),
            ("河南省郑州市中原区", False),
        )
    )
    traits.place, traits.out_of_province, traits.employer = (
        place,
        out,
        dice.choice(("制衣厂", "电子厂", "建筑工地", "家政公司")),
    )
