"""The tables of this room."""

from mingbai.screening.models.book import BookChange, Edition
from mingbai.screening.models.figures import Cell, DueCase
from mingbai.screening.models.findings import Finding
from mingbai.screening.models.queue import ToIdentify
from mingbai.screening.models.rates import Mending, Tally
from mingbai.screening.models.runs import Run
from mingbai.screening.models.whatif import WhatIf

__all__ = [
    "BookChange", "Cell", "DueCase", "Edition", "Finding", "Mending", "Run", "Tally", "ToIdentify", "WhatIf",
]  # fmt: skip
