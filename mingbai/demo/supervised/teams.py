"""Six teams: who is seconded, whose townships are whose, each week's matters and lots."""

from __future__ import annotations

from datetime import date, datetime

from mingbai.demo.past.story import dice_of
from mingbai.demo.supervised.cast import Cast, done_by
from mingbai.demo.supervised.diary import hour
from mingbai.demo.supervised.story import told
from mingbai.oversight.actions import planning, teams
from mingbai.oversight.models import Rotation
from mingbai.oversight.queries import inspections, naming


def set_up(cast: Cast, at: datetime) -> None:
    """Members are seconded, the county leader is linked to some townships."""
    units = told()["seconded_from"]
    with done_by(cast.office) as by:
        towns = naming.townships()
        for number, (code, members) in enumerate(cast.teams.items()):
            for one in members:
                name = one.label.split(" · ")[0]
                home = dice_of(name, "home").choice(towns)
                teams.second(
                    team=code, user_id=int(one.user_id or 0), name=name, from_unit=units[number % len(units)],
                    home_area=home, kin=[], by=by, at=at,
                )  # fmt: skip
        leader = cast.leader
        teams.link(
            post_id=int(leader.post_id or 0), user_id=int(leader.user_id or 0),
            name=leader.label.split(" · ")[0], townships=told()["linked"], by=by, at=at,
        )  # fmt: skip


def rotate(cast: Cast, day: date) -> None:
    """Deal the quarter's townships, once."""
    quarter = inspections.quarter_of(day)
    with done_by(cast.office) as by:
        if not Rotation.objects.filter(quarter=quarter).exists():
            teams.rotate(quarter=quarter, seed=f"{quarter:%Y-%m}", by=by, at=hour(day, 8))


def week(cast: Cast, monday: date, number: int, sample: dict[str, int], most: int) -> None:
    """So many teams, in turn, are given their matters; each draws for itself."""
    at, matters = hour(monday, 9), told()["matters"]
    staffed = [(code, members) for code, members in cast.teams.items() if members]
    turns = [(number * most + place) % len(staffed) for place in range(min(most, len(staffed)))]
    for place in turns:
        code, members = staffed[place]
        with done_by(cast.clerk) as by:
            task = planning.give_task(
                team=code, week=monday, matters=matters[(number + place) % len(matters)],
                seed=f"{monday:%Y%m%d}-{code[-1]}-4", by=by, at=at, **sample,
            )  # fmt: skip
        with done_by(members[0]) as by:
            planning.plan(task=task, by=by, at=at)
