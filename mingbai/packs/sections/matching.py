"""How rows without an identity number reach people: thresholds, weights, blocking, readings of surnames."""

from __future__ import annotations

from mingbai.packs.schema import Choice, Int, Many, Map, Number, Series, Str, Table

COLUMNS = (
    "name", "sound", "letters", "birth", "birth_month", "birth_year", "sex", "township", "village", "phone",
)  # fmt: skip
DIFFERENT = ("near_sound", "swapped", "one_missing", "one_character", "other")
LEVEL = Map(need={"m": Number(least=0, most=1), "u": Number(least=0, most=1)})


def _levels(*names: str) -> Map:
    return Map(need=dict.fromkeys(names, LEVEL))


MATCHING = Map(
    need={
        "thresholds": Map(
            need={
                "match": Number(least=0, most=1),
                "doubtful": Number(least=0, most=1),
                "faint": Number(least=0, most=1),
                "lead": Int(least=1),
                "candidates": Int(least=1, most=50),
            }
        ),
        "prior": Map(
            need={
                "share": Number(least=0, most=1),
                "least_people": Int(least=1),
                "least_village": Int(least=1),
            }
        ),
        "never_alone": Many(Choice(DIFFERENT)),
        "by_telephone": Many(Choice(DIFFERENT)),
        "blocking": Series(Map(need={"columns": Many(Choice(COLUMNS))})),
        "levels": Map(
            need={
                "name": _levels(
                    "same_at_home",
                    "same",
                    "sound_at_home",
                    "sound",
                    "near_sound",
                    "swapped",
                    "one_missing",
                    "one_character",
                    "other",
                ),
                "birth": _levels("same", "month", "near", "lunar", "year", "other"),
                "place": _levels("village", "township", "neighbours", "other"),
                "sex": _levels("same", "other"),
                "phone": _levels("same", "other"),
            }
        ),
        "place_endings": Many(),
        "near_sounds": Series(
            Map(need={"at": Choice(("start", "end")), "heard": Str("[a-z]+"), "kept": Str("[a-z]+")})
        ),
        "surnames": Table(of=Many(Str("[a-z]+")), keys=Str()),
    }
)
