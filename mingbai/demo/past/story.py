"""What past.yaml says, and dice that fall the same for a household at every size of the county."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import yaml


@cache
def told() -> dict[str, Any]:
    """What past.yaml says."""
    return yaml.safe_load((Path(__file__).parent / "past.yaml").read_text(encoding="utf-8"))


def dice_of(household_no: str, what: str) -> Random:
    """Dice of one household for one purpose."""
    seed = int.from_bytes(sha256(f"{household_no}:{what}".encode()).digest()[:8])
    return Random(seed)  # noqa: S311 - an invented past, no secret
