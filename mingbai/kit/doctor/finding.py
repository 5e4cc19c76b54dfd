"""One thing that the doctor looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """``says`` is one sentence; ``mend`` tells what to do and is empty when all is well."""

    says: str
    mend: str = ""

    @property
    def well(self) -> bool:
        return not self.mend


def right(says: str) -> Finding:
    return Finding(says)


def wrong(says: str, mend: str) -> Finding:
    return Finding(says, mend)
