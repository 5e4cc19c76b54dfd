"""Areas of one county. Names of places are public, so this table is a reference and has no wall."""

from django.db import models

from mingbai.kit.scoped import AreaCodeField
from mingbai.org.states import Change, Level


class Area(models.Model):
    """A county, township or village under its twelve-digit code, for a period (half-open; open end NULL).

    ``wall`` is where steps about it lie; the row itself has none.
    """

    wall = "org"

    code = AreaCodeField(unique=True)
    name = models.CharField(max_length=60)
    initials = models.CharField(max_length=60, blank=True, help_text="First letters in pinyin, for search.")
    level = models.CharField(max_length=10, choices=Level.choices)
    kind = models.CharField(
        max_length=10, help_text="street, town, township, village, community, zone, county"
    )
    parent_code = AreaCodeField(null=True, db_index=True)
    statistical = models.BooleanField(
        default=False, help_text="A zone kept for statistics only: off the map, without people."
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("code",)

    @property
    def area_code(self) -> str:
        """An area lies in itself."""
        return self.code

    @property
    def short_name(self) -> str:
        """Without the committee's suffix, as people say it."""
        return short(self.name)


class AreaChange(models.Model):
    """One dated change of an area. The old row stays; ``successor_code`` is where its people count now."""

    code = AreaCodeField(db_index=True)
    kind = models.CharField(max_length=10, choices=Change.choices)
    on = models.DateField()
    successor_code = AreaCodeField(null=True)
    old_name = models.CharField(max_length=60)
    new_name = models.CharField(max_length=60, blank=True)
    document = models.CharField(max_length=200, help_text="Number and title of the approving document.")

    class Meta:
        ordering = ("on", "id")


SUFFIXES = ("村民委员会", "居民委员会", "居委会", "村委会")


def short(name: str) -> str:
    """As people say it: 马道村民委员会 is 马道村, 东关居民委员会 is 东关社区."""
    for suffix in SUFFIXES:
        if name.endswith(suffix):
            stem = name.removesuffix(suffix)
            end = "村" if suffix.startswith("村") else "社区"
            return stem if stem.endswith(("村", "社区")) else stem + end
    return name
