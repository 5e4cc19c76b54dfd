"""The questions of the two check forms, in the reader's language, with what the ledger holds beside each."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.kit.pack import installed
from mingbai.kit.wording import said
from mingbai.oversight.queries import words
from mingbai.oversight.states import FormKind


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``bad`` is the answer that makes a fact, ``matter`` what the fact is called."""

    code: str
    ask: str
    answers: list[tuple[str, str]]
    bad: str
    matter: str
    shows: str
    category: str
    severity: str
    owner: str


def of_form(form: str) -> dict[str, Question]:
    """The questions of a form, by code, in the pack's order."""
    every = installed().get("oversight.questions")
    return {
        code: Question(
            code=code,
            ask=said(one["ask"]),
            answers=[(each, words.word("answers", each)) for each in one["answers"]],
            bad=one["bad"],
            matter=said(one["matter"]),
            shows=one.get("shows", ""),
            category=one["category"],
            severity=one["severity"],
            owner=one.get("owner", ""),
        )
        for code, one in every.items()
        if form in one["forms"]
    }


def matters() -> dict[str, str]:
    """What a fact is called, by the question that it came of."""
    return {code: one.matter for form in FormKind.values for code, one in of_form(form).items()}


def photo_required() -> bool:
    """Whether the era demands a photograph of every fact (handbook O.1)."""
    return bool(installed().get("switches.photo_required"))
