"""The room of inspections, problems and scores."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "mingbai.oversight"
    label = "oversight"
    default_auto_field = "django.db.models.BigAutoField"
