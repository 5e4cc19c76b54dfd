"""Who sees whose points."""

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.org.queries import units
from mingbai.org.queries.kinds import kinds
from mingbai.oversight.states import Subject

NO_UNIT = "-"
SUPERVISION = "supervision"


def seen_by(acting: ActingPost) -> models.Q:
    """Personal results are the person's and the direct superior's (handbook O.1); others go by area."""
    below = [each.code for each in kinds() if acting.kind in each.supervised_by]
    own = models.Q(subject_no=str(acting.user_id)) if acting.user_id is not None else models.Q(pk__in=())
    return ~models.Q(subject=Subject.PERSON) | own | models.Q(post_kind__in=below)


def of_department(acting: ActingPost) -> bool:
    """Whether the post works on lines of its own, which supervision is not."""
    return bool(acting.lines) and SUPERVISION not in acting.lines


def own_unit(acting: ActingPost) -> str:
    """The code of the department that a post stands in; "-" where it stands in none."""
    found = units.of_post(acting)
    return found.code if found else NO_UNIT
