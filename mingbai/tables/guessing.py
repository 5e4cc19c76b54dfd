"""Finds the header of a sheet that nobody declared and guesses what columns mean; a person may correct it.

A header may have up to three rows with merged cells, and titles above it. Words come from a vocabulary; what
the header does not tell, the cells may: a column of identity numbers is known by its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mingbai.tables.folding import header_core
from mingbai.tables.headers import LOOK

DEEPEST = 3
SHORTEST_ENDING = 2
SAMPLE = 200
MOSTLY = 0.6
NAMING = ("name", "id_no", "household_no")
MANY = frozenset({"doubt"})  # meanings that several columns may have together
BY_CELLS = {
    "id_no": re.compile(r"[0-9]{17}[0-9Xx]|[0-9]{15}"),
    "phone": re.compile(r"1[3-9][0-9]{9}"),
    "account": re.compile(r"[0-9]{16,19}"),
}
NOT_BY_ENDING = frozenset({"town", "village", "place"})  # 帮扶乡镇意见 is no township
REPLY = "reply_"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by meaning, best first; parts of upper labels under which columns are to be filled."""

    words: Mapping[str, Sequence[str]]
    reply_groups: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """Where rows begin (from 0), each column's label, the label above it, and its meaning ("" for none)."""

    first_row: int
    labels: tuple[str, ...]
    groups: tuple[str, ...]
    meanings: tuple[str, ...]


def guess(rows: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Guess | None:
    """The header that tells most, with its columns; None where nothing at all is told."""
    best: tuple[tuple[int, bool], Guess | None] = ((0, True), None)
    for end, labels, groups in _candidates(rows[:LOOK]):
        meanings = _by_words(labels, groups, vocabulary)
        score = sum(1 for each in meanings if each), _names_somebody(rows, end, meanings)
        if score > best[0]:
            best = (score, Guess(end, labels, groups, meanings))
    found = best[1]
    return None if found is None else _with_cells(found, rows)


def _names_somebody(rows: Sequence[Sequence[str]], at: int, meanings: Sequence[str]) -> bool:
    """Whether the row below has something where names and numbers stand; a second row of labels has not."""
    places = [place for place, meaning in enumerate(meanings) if meaning in NAMING]
    return at < len(rows) and any(rows[at][place].strip() for place in places)


def at_row(rows: Sequence[Sequence[str]], header_row: int, vocabulary: Vocabulary) -> Guess:
    """The same where a person says which row (from 0) is the header's last; -1: there is none."""
    if header_row < 0:
        none = ("",) * max((len(row) for row in rows), default=0)
        return _with_cells(Guess(0, none, none, none), rows)
    depths = [one for one in _candidates(rows[: header_row + 1]) if one[0] == header_row + 1]
    scored = [(_by_words(labels, groups, vocabulary), labels, groups) for _, labels, groups in depths]
    meanings, labels, groups = max(scored, key=lambda one: sum(1 for each in one[0] if each))
    return _with_cells(Guess(header_row + 1, labels, groups, meanings), rows)


def _candidates(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, tuple[str, ...], tuple[str, ...]]]:
    """Each row as a header, alone and with one or two rows above it; the shallow ones first."""
    for depth in range(1, DEEPEST + 1):
        for end in range(depth, len(rows) + 1):
            yield end, *_joined(rows[end - depth : end])


def _joined(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lowest label of each column, and the label above it, spread over merged cells to the right."""
    cells = [[cell.strip() for cell in row] for row in rows]
    labels = [next((cell for cell in reversed(column) if cell), "") for column in zip(*cells, strict=True)]
    groups = [""] * len(labels)
    above = ""
    for at, column in enumerate(zip(*cells, strict=True)):
        upper = next((cell for cell in reversed(column[:-1]) if cell), "")
        above = upper or (above if column[-1] else "")
        groups[at] = above if above != labels[at] else ""
    return tuple(labels), tuple(groups)


def _by_words(labels: Sequence[str], groups: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    ranked: dict[str, list[tuple[int, int]]] = {}
    for at, label in enumerate(labels):
        if told := _told(header_core(label), vocabulary):
            meaning, rank = told
            ranked.setdefault(meaning, []).append((rank, at))
    meanings = [""] * len(labels)
    for meaning, places in ranked.items():
        for _rank, at in sorted(places) if meaning in MANY else [min(places)]:
            meanings[at] = meaning
    return tuple(_replied(meanings, labels, groups, vocabulary))


def meant(label: str, vocabulary: Vocabulary) -> str:
    """What a label alone means, whichever column was chosen for that meaning."""
    told = _told(header_core(label), vocabulary)
    return told[0] if told else ""


def _told(core: str, vocabulary: Vocabulary) -> tuple[str, int] | None:
    """Meaning and rank: words that are the whole label before words that end it, longer endings first."""
    if not core:
        return None
    endings = []
    for meaning, words in vocabulary.words.items():
        cores = [header_core(word) for word in words]
        if core in cores:
            return meaning, cores.index(core)
        endings += [
            (len(word), meaning)
            for word in cores
            if len(word) >= SHORTEST_ENDING and core.endswith(word) and meaning not in NOT_BY_ENDING
        ]
    return (max(endings)[1], len(core) + 100) if endings else None


def _replied(
    meanings: list[str], labels: Sequence[str], groups: Sequence[str], vocabulary: Vocabulary
) -> list[str]:
    """Under a label that asks for a reply, the first unknown column takes the text of it."""
    if f"{REPLY}text" in meanings:
        return meanings
    for at, group in enumerate(groups):
        if labels[at] and not meanings[at] and any(word in group for word in vocabulary.reply_groups):
            return [*meanings[:at], f"{REPLY}text", *meanings[at + 1 :]]
    return meanings


def _with_cells(found: Guess, rows: Sequence[Sequence[str]]) -> Guess:
    """What the cells tell of columns whose header does not."""
    meanings = list(found.meanings)
    body = rows[found.first_row : found.first_row + SAMPLE]
    for at, meaning in enumerate(meanings):
        cells = [row[at].strip() for row in body if row[at].strip()]
        if meaning or not cells:
            continue
        for told, shape in BY_CELLS.items():
            alike = sum(1 for cell in cells if shape.fullmatch(cell))
            if alike >= MOSTLY * len(cells):
                meanings[at] = told if told != "id_no" or "id_no" not in meanings else ""
                break
    return Guess(found.first_row, found.labels, found.groups, tuple(meanings))
