"""The county's cause and effect: every event's handlers and every slot's contents, in one place."""

from django.apps import AppConfig


class Wiring(AppConfig):
    """Loaded last, when every room is there."""

    name = "mingbai.wiring"
    label = "wiring"

    def ready(self) -> None:
        """Handlers and slots are declared here as rooms bring them."""
