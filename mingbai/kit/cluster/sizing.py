"""How much of the machine the server takes: PostgreSQL's defaults are those of a small old machine."""

import psutil

MEGABYTE = 1 << 20
SHARE = 16
"""The part of the memory that pages of tables are kept in: the program and its comparisons need the rest."""
LEAST, MOST = 128, 1024
WRITING = {"max_wal_size": "4GB", "checkpoint_timeout": "15min"}
"""A county's people are brought in by one transaction. With a checkpoint every 20 seconds, as by default,
each page that it touches is written whole to the log again and again."""


def sized() -> dict[str, str]:
    """Settings for the machine at hand."""
    memory = psutil.virtual_memory().total // MEGABYTE // SHARE
    return {"shared_buffers": f"{min(max(memory, LEAST), MOST)}MB", **WRITING}
