"""What the records of doing have in common: about what, by whom, when. Their tables only grow."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models.functions import Now

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import Realm, ScopedModel, realm_of


class Doing(ScopedModel):
    """A row of ``steps`` or ``sight``: it lies behind the same wall as its subject did when it was written.

    ``happened_at`` is passed in, ``recorded_at`` is the database's own clock.
    """

    wall = "realm"
    realm = models.CharField(max_length=6, choices=Realm)
    subject_type = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    post_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    post_label = models.CharField(max_length=120)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


def about(subject: Any) -> dict[str, Any]:
    """The columns that name a subject."""
    return {"subject_type": subject._meta.label_lower, "subject_id": subject.pk}


def told(subject: Any, by: ActingPost, at: datetime) -> dict[str, Any]:
    """The columns of a new row about a subject."""
    where = {"area_code": subject.area_code, "realm": realm_of(type(subject))}
    return about(subject) | where | doer(by, at)


def doer(by: ActingPost, at: datetime) -> dict[str, Any]:
    """The columns that say who and when."""
    return {"post_id": by.post_id, "user_id": by.user_id, "post_label": by.label, "happened_at": at}
