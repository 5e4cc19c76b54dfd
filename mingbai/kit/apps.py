"""The kit as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KitConfig(AppConfig):
    name = "mingbai.kit"
    label = "kit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every room's jobs and ledgers are known before one is asked for: the worker loads no addresses."""
        import_module("mingbai.kit.jobs.ledgers")
        autodiscover_modules("jobs", "ledgers")
