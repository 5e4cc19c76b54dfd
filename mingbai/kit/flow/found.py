"""The flows of the installed rooms."""

from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from mingbai.kit.flow.flow import Flow


def found() -> list[Flow]:
    """Every Flow declared in a module named `flow` of an installed room, by name."""
    flows: dict[str, Flow] = {}
    for app in apps.get_app_configs():
        ours = app.name.startswith("mingbai.") and app.name != "mingbai.kit"
        if ours and app.module is not None and module_has_submodule(app.module, "flow"):
            for value in vars(import_module(f"{app.name}.flow")).values():
                if isinstance(value, Flow):
                    flows[value.name] = value
    return [flows[name] for name in sorted(flows)]
