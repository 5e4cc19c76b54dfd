"""What a village is like, year by year."""

from django.db import models

from mingbai.kit.scoped import ScopedModel


class VillageProfile(ScopedModel):
    """A village in a year, with the article's 7 + 3 indicators as codes of the pack's section ``village``.

    ``indicators`` maps a code to what was found (true, false or a number; money in fen).
    """

    year = models.PositiveSmallIntegerField()
    poor_village = models.BooleanField(null=True)
    delisted_year = models.PositiveSmallIntegerField(null=True)
    households = models.PositiveIntegerField(null=True)
    persons = models.PositiveIntegerField(null=True)
    registered_households = models.PositiveIntegerField(null=True)
    registered_persons = models.PositiveIntegerField(null=True)
    unsafe_water_households = models.PositiveIntegerField(null=True)
    dangerous_house_households = models.PositiveIntegerField(null=True)
    collective_income = models.BigIntegerField(null=True, help_text="Fen a year.")
    collective_assets = models.BigIntegerField(null=True, help_text="Fen.")
    coop_households = models.PositiveIntegerField(null=True)
    indicators = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("area_code", "-year")
        constraints = [models.UniqueConstraint(fields=["area_code", "year"], name="village_year")]
