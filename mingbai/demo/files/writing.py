"""Writes the county's files and the truth about them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import yaml

from mingbai.demo.files import sending
from mingbai.demo.files.collected import Collected
from mingbai.demo.files.county import County, made
from mingbai.demo.files.dirt import Dirty, dirtied
from mingbai.demo.files.families import AS_OF
from mingbai.demo.files.later import Later
from mingbai.demo.files.story import read
from mingbai.tables.atomic import replacing

PEOPLE, DEPARTMENTS, TRUTH = "people", "departments", "truth"
FILES = "files.json"  # written last


class NotEmpty(Exception):
    """The directory holds something already; nothing is written over."""


def write(out: Path, *, people: int, seed: int, step: Callable[[str], None], today: date = AS_OF) -> Path:
    """The whole county in `out`: people/, departments/, truth/. `step` is told of each file, and of a folder
    when it is whole; people/ comes first.

    A later `today` moves its days on. Raises NotEmpty. Given the same people, seed and day, the same bytes.
    """
    if out.exists() and any(out.iterdir()):
        raise NotEmpty(out)
    county = made(read(people), seed=seed)
    later, files = Later(today), dict[str, dict[str, object]]()
    for folder in (PEOPLE, DEPARTMENTS):
        for code, collected in county.shelf.items():
            if _folder(collected) == folder:
                step(code)
                dice = Random(f"{seed} {code}")  # noqa: S311 - untidiness
                files[code] = _file(out, code, collected, later, dice)
        step(folder)
    _truth(out / TRUTH, county, files)
    return out


def _folder(collected: Collected) -> str:
    return PEOPLE if collected.dataset.code in sending.PLAIN else DEPARTMENTS


def _file(out: Path, code: str, collected: Collected, later: Later, dice: Random) -> dict[str, object]:
    dataset, frame, year = collected.dataset, collected.frame(), code.partition(" ")[2]
    frame = frame if year else later.moved(frame, dataset)
    tidy = dataset.code in (*sending.PLAIN, *sending.TIDY)
    dirty = Dirty(frame, {}, 0) if tidy else dirtied(frame, dataset, dice)
    path = sending.sent(out / _folder(collected), dataset, dirty.frame, year=year, on=later.today)
    spoiled = sum(dirty.spoiled.values())
    return {
        "file": path.relative_to(out).as_posix(),
        "accepted": len(dirty.frame) - spoiled,
        "rejected": dirty.spoiled,
        "identical": dirty.twice,
    }


def _truth(folder: Path, county: County, files: dict[str, dict[str, object]]) -> None:
    findings = yaml.safe_load((Path(__file__).parent / "findings.yaml").read_text(encoding="utf-8"))
    with replacing(folder / "planted.csv") as part, part.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["plant", "subject", "no", "must", "words", "finds", "may", "never"])
        for one in sorted(county.sown, key=lambda one: (one.plant, one.no)):
            codes = [" ".join(findings[one.plant].get(key, ())) for key in ("finds", "may", "never")]
            writer.writerow(
                [one.plant, one.subject, one.no, "true" if one.must else "false", one.words, *codes]
            )
    with replacing(folder / FILES) as part:
        part.write_text(
            json.dumps(files, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
