"""The room of comparisons and findings."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "mingbai.screening"
    label = "screening"
    default_auto_field = "django.db.models.BigAutoField"
