"""The room of areas, departments, posts and users."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "mingbai.org"
    label = "org"
    default_auto_field = "django.db.models.BigAutoField"
