"""What every scoped table has: an area code, and the walls in front of it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from mingbai.kit.scope import CODE_LENGTH, ActingPost


class AreaCodeField(models.CharField):
    """Twelve digits in "C" order, never NULL, checked by the database.

    varchar and not char: a comparison of char with text casts the column, and then no index serves.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_length=CODE_LENGTH, db_collation="C")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"], kwargs["db_collation"]
        return name, path, args, kwargs

    def db_check(self, connection: Any) -> str:
        return f"{connection.ops.quote_name(self.column)} ~ '^[0-9]{{{CODE_LENGTH}}}$'"


class ScopedModel(models.Model):
    """A table behind both walls. Its migration carries ``mingbai.kit.rls.Wall`` for the same table.

    ``wall`` names the range: "ledger" for people's data, "org" for posts and accounts, "realm" where a column
    of that name decides row by row.
    """

    area_code = AreaCodeField()
    wall: ClassVar[str] = "ledger"
    # Whether whoever sees a row may also fetch the files attached to it (kit.files).
    gives_files: ClassVar[bool] = False

    class Meta:
        abstract = True

    @classmethod
    def reach(cls, acting: ActingPost) -> Q:
        """The area range of a post on this table."""
        if cls.wall == "realm":
            return _between(acting, "ledger", realm="ledger") | _between(acting, "org", realm="org")
        return _between(acting, cls.wall)

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        """Wall one beyond the area: line of work, pairing or task. A model overrides it."""
        return Q()


class Realm(models.TextChoices):
    """Which of the two ranges a row of a mixed table lies behind."""

    ORG = "org"
    LEDGER = "ledger"


def realm_of(model: type[ScopedModel]) -> Realm:
    """The realm of a record about a row of this model."""
    return Realm.ORG if model.wall == "org" else Realm.LEDGER


def _between(acting: ActingPost, wall: str, **more: str) -> Q:
    lo, hi = acting.reach(wall)
    return Q(area_code__gte=lo, area_code__lt=hi, **more)
