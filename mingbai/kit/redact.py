"""What looks like somebody's number is taken out of what leaves the ledger: logs, file names, job parameters.

A second net: nothing sealed should come here at all (architecture, decision 8).
"""

from __future__ import annotations

import logging
import re

# An ID number (18 digits, or 15 in the old form), a mobile number, an account of 16 to 19 digits.
IDENTITY = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9}|\d{16,19})(?!\d)")
SHOWN = 4


def masked(text: str) -> str:
    """The text with every such number reduced to its last four characters."""
    return IDENTITY.sub(lambda match: "*" * (len(match[0]) - SHOWN) + match[0][-SHOWN:], text)


class Masking(logging.Formatter):
    """A log format that masks the finished line: message, arguments and traceback alike."""

    def format(self, record: logging.LogRecord) -> str:
        """Format as usual, then mask."""
        return masked(super().format(record))
