"""Helpers and the households they are paired with; some have more than they may, some a relative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from mingbai.demo.files.cases import Case
from mingbai.demo.files.collected import Shelf
from mingbai.demo.files.names import Names
from mingbai.demo.files.sowing import Sown

USUAL, ROUND = 5, 40  # households of a helper; among so many helpers each plant stands once
UNITS = ("泌阳县农业农村局", "泌阳县教育体育局", "泌阳县水利局", "泌阳县交通运输局", "泌阳县供销社")
SINCE, ENDED = date(2018, 3, 1), date(2020, 6, 30)
# remainder of the helper's number: plant, households, whether a finding must come of it, words
PLANTS = {
    10: ("helper_nine", 9, True, "结对 9 户"),
    20: ("helper_eight", 8, False, "结对 8 户整"),
    30: ("helper_relative", 5, True, "结对户是近亲属"),
    35: ("helper_nine_ended", 9, False, "结对 9 户，其中一户已解除"),
}


def written(shelf: Shelf, cases: Sequence[Case], names: Names, dice: Random) -> Iterator[Sown]:
    """Every registered household is paired; tells of what is planted."""
    left, number = list(cases), 0
    while left:
        number += 1
        plant, size, must, words = PLANTS.get(number % ROUND, ("", USUAL, False, ""))
        mine, left = left[:size], left[size:]
        code = f"BF{number:06}"
        shelf["helpers"].add(
            helper_no=code,
            name=names.any_surname(dice) + names.given(1978, male=True, dice=dice),
            unit_name=dice.choice(UNITS),
        )
        for at, case in enumerate(mine):
            shelf["pairings"].add(
                helper_no=code,
                household_no=case.household.no,
                head_name=case.people[0].name,
                start_date=SINCE,
                end_date=ENDED if plant == "helper_nine_ended" and at == 0 else "",
                self_or_relative=plant == "helper_relative" and at == 0,
            )
        if plant and len(mine) == size:
            yield Sown(plant, "helper", code, must, words)
