"""Who was born, died or moved out between the opening and the files of today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import polars as pl

from mingbai.demo.files import story
from mingbai.demo.files.names import Names
from mingbai.demo.past.story import dice_of, told
from mingbai.tables.identity import check_character

NOBODYS_AREA = "411798"
"""No area of China, and not the one that the county's files use: a person of the past is nobody of today."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that has happened since the opening.

    ``kind`` is birth, death, moved_out, marry_in or head_change.
    ``person_no`` is the one who was born, has gone or come, or heads the household from then on.
    """

    kind: str
    on: date
    household_no: str
    person_no: str
    name: str
    sex: str
    id_no: str
    relation: str


def checks(id_no: str) -> bool:
    """Whether an identity number can be one."""
    return len(id_no) == 18 and id_no[:17].isdigit() and check_character(id_no[:17]) == id_no[17]  # noqa: PLR2004


def of_row(kind: str, on: date, row: dict[str, str]) -> Happening:
    """What has happened to somebody of today's files."""
    return Happening(
        kind, on, row["户编号"], row["人口编号"], row["姓名"], row["性别"], row["证件号码"], row["与户主关系"]
    )


def birth(row: dict[str, str]) -> Happening:
    """Somebody of today's files who was born since."""
    return of_row("birth", date.fromisoformat(row["证件号码"][6:14]), row)


def gone(persons: pl.DataFrame) -> Iterator[Happening]:
    """People who were there at the opening and are not in today's files."""
    heads = persons.filter(pl.col("与户主关系") == "户主").unique("户编号", keep="first", maintain_order=True)
    names = Names(story.read(0).raw)
    for number, head in enumerate(heads.iter_rows(named=True)):
        dice = dice_of(head["户编号"], "gone")
        luck = dice.random()
        share = told()["share"]
        if luck < share["lost_elder"]:
            yield _elder(head, number, dice, names)
        elif luck < share["lost_elder"] + share["moved_out"]:
            yield _child(head, number, dice, names)


def _elder(head: dict[str, str], number: int, dice: Random, names: Names) -> Happening:
    male = dice.random() < 0.5  # noqa: PLR2004
    born = max(_born(head) - timedelta(days=365 * dice.randint(20, 32)), date(1915, 1, 1))
    surname = head["姓名"][0] if male else names.any_surname(dice)
    name = surname + names.given(born.year, male=male, dice=dice)
    body = Body(name, born, male, "之父" if male else "之母")
    return _someone("death", head, number, body, dice)


def _child(head: dict[str, str], number: int, dice: Random, names: Names) -> Happening:
    male = dice.random() < 0.5  # noqa: PLR2004
    born = min(_born(head) + timedelta(days=365 * dice.randint(21, 30)), date(1998, 12, 31))
    name = head["姓名"][0] + names.given(born.year, male=male, dice=dice)
    body = Body(name, born, male, "之子" if male else "之女")
    return _someone("moved_out", head, number, body, dice)


@dataclass(frozen=True, slots=True)
class Body:
    """Who somebody of the past was."""

    name: str
    born: date
    male: bool
    relation: str


def _someone(kind: str, head: dict[str, str], number: int, body: Body, dice: Random) -> Happening:
    first17 = f"{NOBODYS_AREA}{body.born:%Y%m%d}{(number * 2 + body.male) % 1000:03d}"
    return Happening(
        kind=kind,
        on=told()["opening"] + timedelta(days=dice.randint(40, 365 * 4 + 300)),
        household_no=head["户编号"],
        person_no=f"{head['户编号']}99",
        name=body.name,
        sex="男" if body.male else "女",
        id_no=first17 + check_character(first17),
        relation=body.relation,
    )


def _born(head: dict[str, str]) -> date:
    digits = "".join(letter for letter in head["出生日期"] if letter.isdigit())[:8]
    try:
        return date.fromisoformat(digits)
    except ValueError:
        return date(1960, 1, 1)


def rows(left: list[Happening], persons: pl.DataFrame) -> pl.DataFrame:
    """Rows of the people of the past: their household's place and head, and what nobody leaves empty."""
    heads = {row["户编号"]: row for row in persons.iter_rows(named=True) if row["与户主关系"] == "户主"}
    common = (
        "省",
        "市",
        "县",
        "乡",
        "村",
        "户编号",
        "民族",
        "户联系电话",
        "户主姓名",
        "户主证件号码",
        "识别标准",
    )
    lines = [
        {
            **dict.fromkeys(persons.columns, ""),
            **{name: heads[one.household_no][name] for name in common},
            "人口编号": one.person_no,
            "姓名": one.name,
            "性别": one.sex,
            "出生日期": one.id_no[6:14],
            "证件类型": "居民身份证",
            "证件号码": one.id_no,
            "与户主关系": one.relation,
            "文化程度": "小学" if one.kind == "death" else "高中",
            "劳动技能": "丧失劳动力" if one.kind == "death" else "普通劳动力",
            "健康状况": "长期慢性病" if one.kind == "death" else "健康",
            "政治面貌": "群众",
        }
        for one in left
    ]
    return pl.DataFrame(lines, schema=persons.schema)
