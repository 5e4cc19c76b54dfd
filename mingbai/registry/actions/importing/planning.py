"""How the database is to join a batch."""

from contextlib import AbstractContextManager

from mingbai.kit.db import planning
from mingbai.registry.models import ImportBatch


def joined(batch: ImportBatch) -> AbstractContextManager[None]:
    """Within a transaction: as the number of the batch's rows asks for it."""
    return planning.joined(sum(batch.files.values_list("rows", flat=True)))
