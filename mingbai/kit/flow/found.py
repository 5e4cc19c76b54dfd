"""The flows of the installed rooms."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from mingbai.kit.flow.flow import Flow


def found() -> list[Flow]:
    """Every Flow declared in a module named `flow` of an installed room, by name."""
    flows: dict[str, Flow] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.flow"
        if app.name.startswith("mingbai.") and app.name != "mingbai.kit" and find_spec(name):
            for value in vars(import_module(name)).values():
                if isinstance(value, Flow):
                    flows[value.name] = value
    return [flows[name] for name in sorted(flows)]
