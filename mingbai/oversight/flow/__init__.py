"""The flows of this room."""

from mingbai.oversight.flow.asking import appeal, extension
from mingbai.oversight.flow.practices import practice
from mingbai.oversight.flow.problems import problem
from mingbai.oversight.flow.proposals import proposal

__all__ = ["appeal", "extension", "practice", "problem", "proposal"]
