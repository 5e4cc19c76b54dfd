"""The flows of this room."""

from mingbai.registry.flow.changes import natural_change, stop
from mingbai.registry.flow.corrections import correction
from mingbai.registry.flow.importing import importing

__all__ = ["correction", "importing", "natural_change", "stop"]
