"""The people and households that the book asks about: the national export's and, thinly, the roster's."""

from __future__ import annotations

import polars as pl

from mingbai.compare.taken import Taken
from mingbai.compare.tokens import Tokens
from mingbai.packs import areas

CARD = 20  # characters of a disability card: identity, category, level
TO_COUNTY = r"(省|自治区|市).*[市州盟区县旗]"


def persons(taken: Taken, tokens: Tokens) -> pl.DataFrame:
    """Everybody, `person_no` unique; roster people have only what a roster holds."""
    national = taken.frame("national_person")
    known = set(taken.frame("national_household")["household_no"])
    whole = national.with_columns(
        registered=pl.lit(True),
        birth_date=pl.coalesce("birth_date", "id_no_birth"),
        work_place_to_county=pl.col("work_place").str.contains(TO_COUNTY),
    )
    if taken.has("roster"):
        roster = taken.frame("roster")
        known |= set(roster["household_no"])
        thin = roster.with_columns(
            registered=pl.lit(False),
            birth_date="id_no_birth",
            sex="id_no_sex",
        )
        whole = pl.concat([whole, thin], how="diagonal")
    whole = whole.unique("person_no", keep="first", maintain_order=True)
    return _cards(whole, tokens).with_columns(household_known=pl.col("household_no").is_in(list(known)))


def _cards(people: pl.DataFrame, tokens: Tokens) -> pl.DataFrame:
    length = pl.col("id_no").str.len_chars()
    return people.with_columns(
        tokens.column(people["id_no"].str.slice(0, 18), kind="id").alias("id_token"),
        id_checked=pl.col("id_no_ok"),
        id_length=length,
        id_birth_date="id_no_birth",
        card_category_digit=pl.when(length >= CARD)
        .then(pl.col("id_no").str.slice(18, 1))
        .cast(pl.Int64, strict=False),
        card_level_digit=pl.when(length >= CARD)
        .then(pl.col("id_no").str.slice(19, 1))
        .cast(pl.Int64, strict=False),
    )


def households(taken: Taken, people: pl.DataFrame, tokens: Tokens, *, county: str) -> pl.DataFrame:
    """Every household, `household_no` unique. Registered ones are graduated: its exit was in 2019."""
    national = taken.frame("national_household").join(places(county), on=["township", "village"], how="left")
    phones = people.group_by("household_no", maintain_order=True).agg(
        phone=pl.col("household_phone").drop_nulls().first()
    )
    national = national.join(phones, on="household_no", how="left", maintain_order="left")
    whole = national.with_columns(
        tokens.column(national["account"], kind="account").alias("account"),
        tokens.column(national["phone"], kind="phone").alias("phone"),
        registered=pl.lit(True),
        type=pl.lit("graduated"),
    )
    if taken.has("roster"):
        roster = taken.frame("roster").unique("household_no", keep="first", maintain_order=True)
        thin = roster.select(
            "household_no",
            "area_code",
            "township",
            "village",
            registered=pl.lit(False),
            type=pl.lit("ordinary"),
        )
        whole = pl.concat([whole, thin], how="diagonal")
    return whole.unique("household_no", keep="first", maintain_order=True)


def places(county: str) -> pl.DataFrame:
    """Area codes of villages by township and village as people write them."""
    towns = {area.code: area.name for area in areas.townships(county)}
    rows = {
        (towns[area.parent], name): area.code for area in areas.villages(county) for name in _said(area.name)
    }
    return pl.DataFrame(
        {
            "township": [town for town, _ in rows],
            "village": [village for _, village in rows],
            "area_code": list(rows.values()),
        }
    )


def _said(name: str) -> set[str]:
    """贾庄村民委员会 is 贾庄村, 贾庄村委会 or 贾庄."""
    found = {name}
    for end, others in {
        "村民委员会": ("村", "村委会", ""),
        "社区居民委员会": ("社区", "社区居委会", ""),
        "居民委员会": ("社区", "居委会", ""),
    }.items():
        if name.endswith(end):
            core = name.removesuffix(end)
            found |= {(core + other).replace("村村", "村") for other in others}
            break
    return found
