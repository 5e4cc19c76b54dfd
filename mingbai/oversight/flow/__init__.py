"""The flows of this room."""

from mingbai.oversight.flow.asking import appeal, extension
from mingbai.oversight.flow.problems import problem

__all__ = ["appeal", "extension", "problem"]
