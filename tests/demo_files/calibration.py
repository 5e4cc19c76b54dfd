"""What the article's figures come to in a county on disk; counted from the accepted rows alone."""

from __future__ import annotations

import polars as pl

from mingbai.demo.files.story import read
from tests.demo_files.conftest import Disk

WHOLE = 925_000
# figure of the article, and how much rounding and planted faults may move it at any scale
FIGURES = {
    "people": (925_000, 0),
    "coop_households": (17_510, 1),
    "lifted_households": (17_890, 1),
    "collective_assets_wan": (44_000, 0.01),
    "collective_income_wan": (4_012, 0.01),
    "public_posts": (7_670, 0),
    "enterprise_jobs": (14_267, 0),
    "houses_new": (4_553, 0),
    "houses_repaired": (1_245, 0),
    "house_money_wan": (16_500, 0.01),
    "petitions": (13, 1),
    "projects": (2_336, 0),
    "industry_projects": (827, 0),
    "integrated_wan": (189_527, 0.001),
    "received_wan": (189_527, 0.001),
}


def counted(disk: Disk) -> dict[str, float]:
    """The figures as a reader of the files would count them."""
    person, household = disk.frame("national_person"), disk.frame("national_household")
    projects = disk.frame("projects")
    sheet, houses = disk.frame("village_sheet"), disk.frame("house_safety").filter(_ours("head_id_no"))
    work, posts = (
        disk.frame("labour_survey").filter(_ours("id_no")),
        person.filter(pl.col("welfare_post").is_not_null()),
    )
    return {
        "people": len(person) + len(disk.frame("roster")),
        "coop_households": household["coop_member"].sum(),
        "lifted_households": household["leading_firm_linked"].sum(),
        "collective_assets_wan": sheet["collective_assets"].sum() / 1_000_000,
        "collective_income_wan": sheet["collective_income"].sum() / 1_000_000,
        "public_posts": len(posts),
        "enterprise_jobs": len(work.filter(pl.col("work_place") == "河南省驻马店市泌阳县")),
        "houses_new": len(houses.filter(pl.col("rebuild_kind") == "新建")),
        "houses_repaired": len(houses.filter(pl.col("rebuild_kind") == "修缮加固")),
        "house_money_wan": houses["subsidy"].sum() / 1_000_000,
        "petitions": len(disk.frame("petitions").filter(pl.col("case_no").str.starts_with("XF2020"))),
        "projects": len(projects),
        "industry_projects": len(projects.filter(pl.col("category") == "industry")),
        "integrated_wan": projects["price"].sum() / 1_000_000,
        "received_wan": disk.frame("fund_in")["amount"].sum() / 1_000_000,
    }


def _ours(column: str) -> pl.Expr:
    """Rows about the county's own people: the others are outsiders, added with the dirt."""
    return pl.col(column).str.starts_with("411799")


def expected(people: int) -> dict[str, tuple[float, float]]:
    """The article's figures at this scale, with their tolerance."""
    scale = read(people).scale
    return {name: (figure * scale, slack) for name, (figure, slack) in FIGURES.items()}
