"""The room of households and persons."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "mingbai.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"
