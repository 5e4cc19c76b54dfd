"""The facts that a run's findings rest on, opened for as long as somebody looks."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from mingbai.kit.files import store
from mingbai.screening.models import Run


@contextmanager
def opened(run: Run) -> Iterator[dict[str, Path]]:
    """Parquet tables by name: household, person, every dataset; tokens, never numbers.

    Also `policies` (rule, subject, no, area_code, holds, unknown, received, amount_fen), `keys_person` and
    `keys_household` (from the run's numbers to the ledger's ids), `agreement_standard`, `agreement_ground`,
    `agreement_systems`, and the keys of who is registered. Called in a transaction under a scope. Raises
    store.Gone when their time is over or there never were any.
    """
    kept = store.kept(str(run.facts)) if run.facts else None
    if kept is None:
        raise store.Gone(run.pk)
    with TemporaryDirectory(prefix="mingbai-facts-") as name, TemporaryFile() as whole:
        for piece in store.content(kept):
            whole.write(piece)
        whole.seek(0)
        folder = Path(name)
        with tarfile.open(fileobj=whole, mode="r:") as archive:
            archive.extractall(folder, filter="data")
        yield {path.stem: path for path in folder.glob("*.parquet")}


def newest() -> Run | None:
    """The newest run that is done: what pages speak of."""
    return Run.objects.filter(state="done").order_by("-ended_at", "-id").first()
