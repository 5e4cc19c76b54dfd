"""Departments and offices, townships' governments, villages' committees."""

from django.db import models

from mingbai.kit.scoped import ScopedModel


class Unit(ScopedModel):
    """A unit that staffs posts: its code comes from the county pack, its area is where it works."""

    wall = "org"

    kind = models.CharField(
        max_length=30, help_text="As in the pack; township and village units have their own."
    )
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    lines = models.CharField(max_length=200, blank=True, help_text="Lines of work, by commas.")

    class Meta:
        ordering = ("area_code", "code")
        indexes = [models.Index(fields=["area_code", "code", "id"])]
