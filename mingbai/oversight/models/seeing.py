"""Who sees whose points."""

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.org.queries.kinds import kinds
from mingbai.oversight.states import Subject


def seen_by(acting: ActingPost) -> models.Q:
    """Personal results are the person's and the direct superior's (handbook O.1); others go by area."""
    below = [each.code for each in kinds() if acting.kind in each.supervised_by]
    own = models.Q(subject_no=str(acting.user_id)) if acting.user_id is not None else models.Q(pk__in=())
    return ~models.Q(subject=Subject.PERSON) | own | models.Q(post_kind__in=below)
