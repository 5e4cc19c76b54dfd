"""What a change does to the rule book itself: does it load, do the examples answer as written?"""

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any

from mingbai.packs.layout import ERAS
from mingbai.packs.problems import PackError
from mingbai.rulebook.book import Book
from mingbai.rulebook.on_duckdb import try_examples
from mingbai.rulebook.trials import Failure, cases, failures
from mingbai.screening.models import BookChange
from mingbai.screening.queries import decisions, editions, touching

AT_ONCE = 25  # rules whose examples are answered between two signs of life
FROZEN = (
    "kind",
    "code",
    "since",
    "value",
    "document",
    "paper_number",
    "paper_title",
    "paper_on",
    "paper_file",
)
Told = Callable[[int, int], None]


def digest(change: BookChange) -> str:
    """The SHA-256 of what a change says: frozen when it is submitted."""
    content = {name: getattr(change, name) for name in FROZEN}
    return hashlib.sha256(json.dumps(content, default=str, sort_keys=True).encode()).hexdigest()


def fresh(change: BookChange) -> bool:
    """Whether the change was checked as it stands, against the book as it stands, and loads."""
    checked = change.checked
    return (
        bool(checked)
        and not checked["problems"]
        and checked["digest"] == digest(change)
        and checked["base"] == editions.current().edition
    )


def checked(change: BookChange, era: str, told: Told) -> tuple[dict[str, Any], editions.Laid | None]:
    """Load the whole book of every era with the change; answer every example in the era that is worked in.

    `told` hears how many of how many rules are done. What differs from the book in force is listed, rule by
    rule: an example written for another amount rightly answers otherwise, and two people look at it. Beside
    the findings comes the changed book, if there is one.
    """
    also, base = decisions.of(change), editions.of_era(era).book
    found: dict[str, Any] = {"digest": digest(change), "base": base.edition, "edition": "", "rules": []}
    problems = [one for each in ERAS for one in _problems(each, also)]
    if problems:
        return {**found, "problems": problems, "examples": 0, "failed": []}, None
    laid = editions.of_era(era, also=also)
    changed = laid.book
    failed = _failed(base, changed, told)
    told_ = {
        **found,
        "problems": [],
        "edition": changed.edition,
        "rules": list(touching.rules_of(changed, change.kind, change.code)),
        "examples": len(cases(changed)),
        "failed": [_told(one) for one in failed],
    }
    return told_, laid


def _problems(era: str, also: decisions.Decision) -> list[dict[str, str]]:
    try:
        editions.of_era(era, also=also)
    except PackError as error:
        return [
            {"zh": f"{era}：{one.said('zh')}", "en": f"{era}: {one.said('en')}"} for one in error.problems
        ]
    return []


def _failed(base: Book, changed: Book, told: Told) -> list[Failure]:
    """The examples that the changed book answers otherwise than written, and the book in force does not."""
    found: list[Failure] = []
    codes = list(changed.rules)
    for done in range(0, len(codes), AT_ONCE):
        told(done, len(codes))
        found += _answered(changed, codes[done : done + AT_ONCE])
    before = {_case(one) for one in _answered(base, {one.case.rule.code for one in found})}
    return [one for one in found if _case(one) not in before]


def _answered(book: Book, rules: Iterable[str]) -> list[Failure]:
    asked = [code for code in rules if code in book.rules]
    return failures(book, try_examples, asked) if asked else []


def _case(one: Failure) -> tuple[str, str, str, int | None]:
    return one.case.rule.code, str(one.case.example.where), one.answer, one.amount


def _told(one: Failure) -> dict[str, Any]:
    example = one.case.example
    return {
        "rule": one.case.rule.code,
        "where": str(example.where),
        "as_of": example.as_of.isoformat(),
        "expect": example.expect,
        "answer": one.answer,
        "amount": example.amount if example.states_amount else None,
        "answered": one.amount if example.states_amount else None,
    }
