"""The room of duties, their papers and the burden of villages."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "mingbai.duties"
    label = "duties"
    default_auto_field = "django.db.models.BigAutoField"
