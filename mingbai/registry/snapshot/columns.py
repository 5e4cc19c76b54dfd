"""Which columns a snapshot has: the rule book's names, the SQL that gives each, and its type.

The SQL speaks of the aliases that `sources` lays: of a household h (its row), s (its state), i and b (its
statements of the year and the year before), d (what the national record says of them), c (whether members
changed), k (its numbers); of a person p, m (the membership), s and k.
"""

from collections.abc import Mapping

import polars as pl

TEXT, WHOLE, DAY, YES, PART = pl.String, pl.Int64, pl.Date, pl.Boolean, pl.Decimal(12, 2)
Columns = Mapping[str, tuple[str, type[pl.DataType] | pl.DataType]]
BESIDE = frozenset({"household_id", "person_id", "name", "head_name", "household_phone", "member_phone"})
"""Columns that no rule reads: who it is in the ledger, what rows without a number are matched by."""

# The national record as it was written, where the ledger reckons otherwise and nobody has counted since.
_SAID = "(d.said ->> '{}')::bigint"
# Ordinary households have no more than their roster (handbook O.1).
_FULL = "k.registered OR coalesce(s.category, 'ordinary') <> 'ordinary'"
HOUSEHOLD: Columns = {
    "household_no": ("k.household_no", TEXT),
    "household_id": ("k.household_id", WHOLE),
    "area_code": ("k.area_code", TEXT),
    "head_name": ("k.head_name", TEXT),
    "registered": ("k.registered", YES),
    "type": ("coalesce(s.category, 'ordinary')", TEXT),
    "monitor_type": ("coalesce(s.monitor, 'none')", TEXT),
    "member_count": (f"CASE WHEN {_FULL} THEN k.members END", WHOLE),
    "phone": ("k.phone", TEXT),
    "account": ("encode(k.account_token, 'hex')", TEXT),
    "dilapidated": ("s.dilapidated", YES),
    "safe_water": ("s.safe_water", YES),
    "housing_area_m2": ("s.housing_area_m2", PART),
    "net_per_capita": (f"coalesce({_SAID.format('net_per_capita')}, i.net_per_capita)", WHOLE),
    "net_per_capita_before": ("b.net_per_capita", WHOLE),
    "changed_this_year": (f"CASE WHEN {_FULL} THEN coalesce(c.changed, false) END", YES),
    "wage_income": (f"coalesce({_SAID.format('wage_income')}, i.wage)", WHOLE),
    "business_income": (f"coalesce({_SAID.format('business_income')}, i.business)", WHOLE),
    "business_expense": (f"coalesce({_SAID.format('business_expense')}, i.business_expense)", WHOLE),
    **{
        name: (
            f"coalesce({_SAID.format(name)}, CASE WHEN i.wage IS NOT NULL"
            f" THEN coalesce((i.lines ->> '{line}')::bigint, 0) END)",
            WHOLE,
        )
        for name, line in {
            "family_planning": "family_planning",
            "dibao_income": "dibao",
            "tekun_income": "tekun",
            "pension_income": "pension",
        }.items()
    },
    "ecology_income": (
        f"coalesce({_SAID.format('ecology_income')}, CASE WHEN i.wage IS NOT NULL THEN coalesce((SELECT"
        " sum(fen::bigint) FROM jsonb_each_text(i.lines) l (code, fen)"
        " WHERE code = ANY (%(ecology)s)), 0) END)",
        WHOLE,
    ),
    "farmland_mu": ("s.farmland_mu", PART),
    "woodland_mu": ("s.woodland_mu", PART),
    "orchard_mu": ("s.orchard_mu", PART),
    "grassland_mu": ("s.grassland_mu", PART),
    "water_mu": ("s.water_mu", PART),
    "grain_for_green_mu": ("s.grain_for_green_mu", PART),
    "distance_main_road_km": ("s.distance_main_road_km", PART),
    "fuel": ("nullif(s.fuel, '')", TEXT),
    "toilet": ("s.toilet", YES),
    "power_living": ("s.power_living", YES),
    "power_production": ("s.power_production", YES),
}
# The last four characters of a card, also of a reissued one (B1 at its end), hold its 19th and 20th digit.
_LENGTH = (
    "CASE WHEN p.id_fault <> '' THEN p.id_fault_length WHEN p.id_type = 'id_card' THEN 18"
    " WHEN p.id_type = 'disability_card' THEN CASE WHEN p.id_last4 ~ 'B.$' THEN 22 ELSE 20 END END"
)
_CARD_DIGIT = (
    f"CASE WHEN ({_LENGTH}) BETWEEN 20 AND 22 AND substr(p.id_last4, {{0}} - ({_LENGTH}), 1) ~ '[0-9]'"
    f" THEN substr(p.id_last4, {{0}} - ({_LENGTH}), 1)::int END"
)
PERSON: Columns = {
    "person_no": ("k.person_no", TEXT),
    "person_id": ("k.person_id", WHOLE),
    "household_no": ("k.household_no", TEXT),
    "household_id": ("k.household_id", WHOLE),
    "area_code": ("p.area_code", TEXT),
    "registered": ("k.registered", YES),
    "name": ("p.name", TEXT),
    "id_token": ("encode(p.id_token, 'hex')", TEXT),
    "id_checked": ("CASE WHEN p.id_type <> '' THEN p.id_fault = '' END", YES),
    "id_length": (_LENGTH, WHOLE),
    "card_category_digit": (_CARD_DIGIT.format(23), WHOLE),
    "card_level_digit": (_CARD_DIGIT.format(24), WHOLE),
    "household_phone": ("k.phone_last4", TEXT),
    "member_phone": ("nullif(p.phone_last4, '')", TEXT),
    "birth_date": ("p.birth_date", DAY),
    "sex": ("coalesce(k.said_sex, nullif(p.sex, ''))", TEXT),
    "relation": ("m.relation", TEXT),
    "education": ("nullif(s.education, '')", TEXT),
    "student_status": ("nullif(s.student_status, '')", TEXT),
    "labour": ("nullif(s.labour, '')", TEXT),
    **{
        f"health_{code}": (
            f"CASE WHEN s.health <> '' THEN ',' || s.health || ',' LIKE '%%,{code},%%' END",
            YES,
        )
        for code in ("healthy", "chronic", "major", "disabled")
    },
    "disability_category": ("nullif(s.disability_category, '')", TEXT),
    "work_months": ("s.work_months", PART),
    "work_place": ("nullif(s.work_place, '')", TEXT),
    "welfare_post": ("nullif(s.welfare_post, '')", TEXT),
    "welfare_post_months": ("s.welfare_post_months", WHOLE),
    "dibao": ("s.dibao", YES),
    "tekun": ("s.tekun", YES),
    "resident_medical": ("s.resident_medical", YES),
    "employee_medical": ("s.employee_medical", YES),
    "critical_illness": ("s.critical_illness", YES),
    "resident_pension": ("s.resident_pension", YES),
    "employee_pension": ("s.employee_pension", YES),
    "mandarin": ("s.mandarin", YES),
}
VILLAGE: Columns = {
    "area_code": ("v.area_code", TEXT),
    "year": ("v.year", WHOLE),
    "poor_village": ("v.poor_village", YES),
    "households": ("v.households", WHOLE),
    "unsafe_water_households": ("v.unsafe_water_households", WHOLE),
    "dangerous_house_households": ("v.dangerous_house_households", WHOLE),
    **{
        code: (f"(v.indicators ->> '{code}')::boolean", YES)
        for code in ("road_hardened", "clinic", "culture_square", "broadband")
    },
}
TABLES: Mapping[str, Columns] = {"household": HOUSEHOLD, "person": PERSON, "village": VILLAGE}
