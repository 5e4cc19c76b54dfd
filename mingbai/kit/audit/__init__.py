"""The audit: what was done to every audited row, for investigation only; no page is built from it.

Triggers write it (``triggers``), also for bulk and raw SQL. ``seal`` links it every minute into blocks
under a key that the database does not know (``blocks``); each day's last block is also written to the
home's ``roots``. ``verify`` finds what was changed behind its back (``verify``): entries, blocks, and rows
that are no longer what their last entry says. Only entries that are not sealed yet could be forged unseen;
the report states them.
"""

from mingbai.kit.audit.blocks import seal
from mingbai.kit.audit.entries import Entry, newest, noted, read, refused
from mingbai.kit.audit.reshaped import Reshaped, Reshaping
from mingbai.kit.audit.triggers import Audited
from mingbai.kit.audit.verify import Fault, Report, verify

__all__ = [
    "Audited",
    "Entry",
    "Fault",
    "Report",
    "Reshaped",
    "Reshaping",
    "newest",
    "noted",
    "read",
    "refused",
    "seal",
    "verify",
]
