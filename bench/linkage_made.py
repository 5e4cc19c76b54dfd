"""A made county for bench/linkage.py: people in households, rows about them with dirt, and who is who.

Surnames are the demo's. The demo's given names are 640, so that more than half of a village would have a namesake in
it; here every second character comes from a wider list, until the commonest name is borne by some 2 in 10,000 as
张伟 is in the country (290,000 bearers, name reports of the Ministry of Public Security). `narrow` leaves it at the
demo's names: harder than life. Most who are not in the register are missing with their whole household.

The dirt is that of lists typed by hand without ID numbers (hotlines, schools, villages); its kinds and shares are
in bench/linkage_dirt.py. They are our estimates, set before the weights in the pack were chosen and not after; the
weights were chosen on other seeds than this one.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import yaml

import mingbai.demo.files
from bench.linkage_dirt import Dirt
from mingbai.demo.files.names import Names
from mingbai.packs import areas

COUNTY, SEED = "411726", 20201130
OUTSIDE = 0.1  # of the rows are about people who are not in the register
ALONE = 0.2  # of those are missing from a household that is there
TWINS = 0.01  # of births in a household
ALIKE = 0.5  # of twins share all of the name but one character
WIDE = 0.5  # of the characters of given names come from here
WIDER = (
    "安邦宝彬斌冰波灿昌朝成诚传聪达丹道登栋恩发芬奋风峰福刚钢根耕贵桂国海含汉豪和河恒宏洪厚虎欢焕惠慧吉佳坚江娇"
    "杰洁锦进京晶景敬炯娟军均俊凯康科可坤兰磊蕾黎礼理力立利莉良亮林琳凌龙璐露路满茂梅美蒙苗敏铭楠宁培鹏平萍普"
    "琦启谦倩强巧勤青庆琼全群然仁荣蓉瑞润若森善尚绍升圣胜诗石世守书树双硕松素涛腾天田铁廷婷彤万旺威维伟文武西"
    "希贤显相祥翔向晓孝欣新鑫兴星行雄修秀旭学雪雅岩艳扬阳尧业义艺毅银英颖勇友有余宇雨玉育元远月跃云允运泽展章"
    "昭哲珍振镇正芝直志治忠州洲珠柱卓子宗祖"
)
FIRST_DAY, DAYS = date(1930, 1, 1), 33_000
Person = dict[str, Any]


def made(folder: Path, *, rows: int, people: int, narrow: bool = False, seed: int = SEED) -> None:
    """`people.parquet`, `rows.parquet` (with the `dirt` done) and `truth.parquet` (row, person or null)."""
    dice = Random(seed)
    everybody = _population(people + int(rows * OUTSIDE), 0 if narrow else WIDE, dice)
    outside = _outside(everybody, int(rows * OUTSIDE), dice)
    registered = [at for at in range(len(everybody)) if at not in outside]
    asked = [*dice.sample(registered, rows - len(outside)), *sorted(outside)]
    dice.shuffle(asked)
    dirt = Dirt(everybody, dice)
    _write(folder, "people", [everybody[at] | {"person": f"p{at}"} for at in registered])
    _write(
        folder, "rows", [dirt.on(everybody[at]) | {"row": f"r{number}"} for number, at in enumerate(asked)]
    )
    truth = [(f"r{number}", None if at in outside else f"p{at}") for number, at in enumerate(asked)]
    pl.DataFrame(truth, schema={"row": pl.String, "person": pl.String}, orient="row").write_parquet(
        folder / "truth.parquet"
    )


def _outside(everybody: list[Person], count: int, dice: Random) -> set[int]:
    """Who is not in the register: whole households, which stand together, and some alone."""
    found = set(dice.sample(range(len(everybody)), int(count * ALONE)))
    while len(found) < count:
        at = dice.randrange(len(everybody))
        phone = everybody[at]["phone"]
        near = range(max(at - 10, 0), min(at + 10, len(everybody)))
        found |= {one for one in near if everybody[one]["phone"] == phone}
    return found


def _write(folder: Path, name: str, lines: list[Person]) -> None:
    pl.DataFrame(lines, infer_schema_length=None).write_parquet(folder / f"{name}.parquet")


def _population(count: int, wide: float, dice: Random) -> list[Person]:
    names = _Names(_story(), wide)
    towns = {area.code: area.name for area in areas.townships(COUNTY)}
    places = [(towns[area.parent], area.name, names.clans(dice)) for area in areas.villages(COUNTY)]
    found: list[Person] = []
    while len(found) < count:
        town, village, clans = dice.choice(places)
        home = {"township": town, "village": village, "phone": f"1{dice.randrange(3 * 10**9, 10**10 - 1)}"}
        for _ in range(dice.randint(1, 5)):
            person = _person(names, names.surname(clans, dice), dice)
            found.append(person | home)
            if dice.random() < TWINS:
                found.append(person | home | {"name": _twin(names, person, dice)})
    return found[:count]


def _story() -> dict[str, Any]:
    path = Path(mingbai.demo.files.__file__).parent / "county.yaml"
    story: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return story


class _Names(Names):
    """The demo's names with characters from a wider list among them."""

    def __init__(self, story: dict[str, Any], wide: float) -> None:
        super().__init__(story)
        self._wide = wide

    def given(self, year: int, *, male: bool, dice: Random) -> str:
        """A given name of one or two characters."""
        narrow = super().given(year, male=male, dice=dice)
        return "".join(dice.choice(WIDER) if dice.random() < self._wide else letter for letter in narrow)


def _person(names: Names, surname: str, dice: Random) -> Person:
    born, male = FIRST_DAY + timedelta(days=dice.randrange(DAYS)), dice.random() < 0.5
    given = names.given(born.year, male=male, dice=dice)
    return {"name": surname + given, "birth_date": born.isoformat(), "sex": "male" if male else "female"}


def _twin(names: Names, person: Person, dice: Random) -> str:
    """The other twin's name: of the same generation character as often as not."""
    name = str(person["name"])
    other = name
    while other == name:
        given = names.given(int(person["birth_date"][:4]), male=person["sex"] == "male", dice=dice)
        other = name[:-1] + given[-1] if dice.random() < ALIKE else name[0] + given
    return other
