"""Wall one before findings and all that is made of them: line of work, what is restricted, who sees none."""

from django.db import models

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost


def sees_none(acting: ActingPost) -> bool:
    """Whether posts of this kind see nothing of comparisons at all."""
    return acting.kind in installed().section("screening")["sight"]["none"]


def of_lines(acting: ActingPost, column: str) -> models.Q:
    """A department's rows: those of its lines of work, by the column that holds one."""
    rules = installed().section("screening")["sight"]
    if acting.lines and acting.kind not in rules["every_line"]:
        return models.Q(**{f"{column}__in": acting.lines})
    return models.Q()


def seen_by(acting: ActingPost) -> models.Q:
    """What of a table with ``line`` and ``restricted`` a post may see; the pack names the posts."""
    rules = installed().section("screening")["sight"]
    if sees_none(acting):
        return models.Q(pk__in=())
    found = of_lines(acting, "line")
    if acting.kind not in rules["restricted"]:
        found &= models.Q(restricted=False)
    if acting.households is not None:
        found &= ~models.Q(line__in=rules["helpers_not"])
    return found
