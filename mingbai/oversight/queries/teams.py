"""Which team a post belongs to, and how teams are called."""

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.models import Post
from mingbai.org.queries.machine import machine
from mingbai.oversight.models.seeing import of_department
from mingbai.oversight.queries import words
from mingbai.oversight.queries.naming import county, teams


def team_of(acting: ActingPost) -> str:
    """The code of the inspection team that a post stands in; empty for every other post."""
    if acting.post_id is None or acting.kind not in installed().get("oversight.close_out.verify"):
        return ""
    with entered(machine()):  # posts lie behind the organisation's wall
        code = Post.objects.filter(pk=acting.post_id).values_list("unit__code", flat=True).first()
    return code if code in teams() else ""


def choices() -> list[tuple[str, str]]:
    """The teams, by code and name."""
    return [(code, words.unit(code)) for code in teams()]


def directs(acting: ActingPost) -> bool:
    """Whether the post is the county office's, which gives teams their matters and closes problems."""
    return acting.kind in installed().get("oversight.close_out.approve") and acting.covers(county())


def sees_plans(acting: ActingPost) -> bool:
    """Who sees visits before they have ended: teams and the county. A village does not learn of its lot.

    A department sees what was found on its own lines once it was found.
    """
    of_county = not of_department(acting)
    return of_county and acting.area_code.endswith("000000") and acting.households is None
