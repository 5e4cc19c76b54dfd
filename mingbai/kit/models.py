"""The kit's tables, gathered for Django; each is declared beside what uses it."""

from mingbai.kit.requests import Answer
from mingbai.kit.sight import Sight
from mingbai.kit.steps import Step

__all__ = ["Answer", "Sight", "Step"]
