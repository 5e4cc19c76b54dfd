"""The tables of this room."""

from mingbai.duties.models.demands import Demand
from mingbai.duties.models.documents import Document
from mingbai.duties.models.texts import DutyText

__all__ = ["Demand", "Document", "DutyText"]
