"""The comparisons and their weights as Splink understands them; every weight comes from the pack.

Nothing is trained on the data: the weights are stated, so that the same inputs give the same pairs and a
person can be told what counted. Only names' frequencies come from the people themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from splink import SettingsCreator, block_on
from splink.comparison_level_library import CustomLevel, ElseLevel
from splink.comparison_library import CustomComparison

from mingbai.compare.matching.settings import Settings, Weight


@dataclass(frozen=True)
class Comparing:
    """What is compared: conditions in DuckDB's SQL on columns ending in `_l` (the row) and `_r` (the person).

    `nulls`: when a comparison says nothing. `levels`: each comparison's levels in order, the strongest first;
    what remains is `other`. `frequent`: the column whose value's frequency a level goes by.
    """

    nulls: Mapping[str, str]
    levels: Mapping[str, Mapping[str, str]]
    frequent: Mapping[tuple[str, str], str]

    def level_of(self, comparison: str, gamma: int) -> str:
        """The level's name by Splink's number for it: the strongest the highest, `other` 0, unknown -1."""
        names = ["", "other", *reversed(list(self.levels[comparison]))]
        return names[gamma + 1]


LUNAR = (15, 55)  # days between a birthday and the same month and day of the lunar calendar
MOST_CHARACTERS = 5  # of a name in which one may be wrong, missing or too many


def _one_character() -> str:
    """Another character at one place. DuckDB's own distance counts bytes: three for a character."""
    ways = []
    for at in range(1, MOST_CHARACTERS + 1):
        left, right = (_without(side, at) for side in "lr")
        ways.append(f"{left} = {right}")
    return f"length(name_l) > 1 AND length(name_l) = length(name_r) AND ({' OR '.join(ways)})"


def _one_missing() -> str:
    """A character left out on one side."""
    ways = []
    for at in range(1, MOST_CHARACTERS + 1):
        ways += [f"{_without('l', at)} = name_r", f"{_without('r', at)} = name_l"]
    near = "length(name_l) > 1 AND length(name_r) > 1 AND abs(length(name_l) - length(name_r)) = 1"
    return f"{near} AND ({' OR '.join(ways)})"


def _without(side: str, at: int) -> str:
    return f"substr(name_{side}, 1, {at - 1}) || substr(name_{side}, {at + 1})"


NULLS = {
    "name": "name_l IS NULL OR name_r IS NULL",
    "birth": "birth_month_l IS NULL OR birth_month_r IS NULL",
    "place": "(township_l IS NULL OR township_r IS NULL) AND (village_l IS NULL OR village_r IS NULL)",
    "sex": "sex_l IS NULL OR sex_r IS NULL",
    "phone": "phone_l IS NULL OR (phone_r IS NULL AND other_phone_r IS NULL)",
}
LEVELS: dict[str, dict[str, str]] = {
    "name": {
        "same_at_home": "name_at_home_l = name_at_home_r",
        "same": "name_l = name_r",
        "sound_at_home": "pinyin_at_home_l = pinyin_at_home_r",
        "sound": "pinyin_l = pinyin_r OR other_pinyin_l = pinyin_r OR pinyin_l = other_pinyin_r",
        "near_sound": "sound_l = sound_r",
        "swapped": "letters_l = letters_r",
        "one_missing": _one_missing(),
        "one_character": _one_character(),
    },
    "birth": {
        "same": "birth_l = birth_r",
        "month": "birth_month_l = birth_month_r AND (birth_l IS NULL OR birth_r IS NULL)",
        "near": "damerau_levenshtein(birth_l, birth_r) <= 1 OR (birth_year_l = birth_year_r AND "
        "substr(birth_l, 6, 2) = substr(birth_r, 9, 2) AND substr(birth_l, 9, 2) = substr(birth_r, 6, 2))",
        "lunar": f"abs(born_l - born_r) BETWEEN {LUNAR[0]} AND {LUNAR[1]}",
        "year": "birth_year_l = birth_year_r",
    },
    "place": {
        "village": "village_l = village_r AND (township_l = township_r OR township_l IS NULL "
        "OR township_r IS NULL)",
        "township": "township_l = township_r AND (village_l IS NULL OR village_r IS NULL)",
        "neighbours": "township_l = township_r",
    },
    "sex": {"same": "sex_l = sex_r"},
    "phone": {"same": "phone_l = phone_r OR phone_l = other_phone_r"},
}
# A level's frequency is that of the value in this column. A village has its families: a name is far more
# common there than in the county, so that the same name there says less.
FREQUENT = {
    ("name", "same_at_home"): "name_at_home",
    ("name", "same"): "name",
    ("name", "sound_at_home"): "pinyin_at_home",
    ("name", "sound"): "pinyin",
    ("name", "near_sound"): "sound",
}


PEOPLE = Comparing(NULLS, LEVELS, FREQUENT)


def model(settings: Settings, by: Comparing, *, prior: float, rarest: float) -> SettingsCreator:
    """Splink's settings. `prior`: that a row and a person taken blindly are one; `rarest`: of a name."""
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="number",
        comparisons=[_comparison(name, settings, by, rarest) for name in by.levels],
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in settings.blocking],
        probability_two_random_records_match=prior,
        retain_matching_columns=True,  # else the levels are not told
    )


def _comparison(name: str, settings: Settings, by: Comparing, rarest: float) -> CustomComparison:
    weights = settings.levels[name]
    levels: list[Any] = [CustomLevel(by.nulls[name]).configure(is_null_level=True)]
    for level, condition in by.levels[name].items():
        levels.append(
            _weighted(CustomLevel(condition), weights[level], by.frequent.get((name, level)), rarest)
        )
    levels.append(_weighted(ElseLevel(), weights["other"], None, rarest))
    return CustomComparison(levels, output_column_name=name)


def _weighted(level: Any, weight: Weight, frequent: str | None, rarest: float) -> Any:
    level = level.configure(m_probability=weight.m, u_probability=weight.u)
    if frequent is None:
        return level
    return level.configure(
        tf_adjustment_column=frequent, tf_minimum_u_value=rarest, disable_tf_exact_match_detection=True
    )
