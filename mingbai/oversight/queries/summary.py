"""What a summary says beside scores: problems by place and kind, what was typical, what a year decided."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, rows
from mingbai.org.queries.areas import names
from mingbai.oversight.models import FrozenPeriod, FrozenTally, Problem, Proposal
from mingbai.oversight.queries import circular, tallies, words
from mingbai.oversight.queries.tallies import Counts
from mingbai.oversight.states import ProposalState

Named = list[tuple[str, Counts]]


@dataclass(frozen=True, slots=True)
class Problems:
    """Problems found in a period as they stood when it was frozen. ``typical``: the most frequent matters."""

    all: Counts
    places: Named
    kinds: Named
    typical: Named


def problems(frozen: FrozenPeriod, acting: ActingPost) -> Problems:
    """Of the whole county where results are circulated, else of what the post sees."""
    with circular.seen(frozen) as told:
        found = list(circular.of(FrozenTally, frozen, acting, told=told))
        below = not told and not acting.area_code.endswith("000")
        places = tallies.summed(found, lambda one: [one.area_code if below else _town(one.area_code)])
        called = names(places)
    kinds = tallies.summed(found, lambda one: [one.category])
    return Problems(
        tallies.summed(found, lambda _one: [""]).get("", Counts()),
        [(called.get(code, code), counts) for code, counts in sorted(places.items())],
        [(word, kinds[code]) for code, word in words.choices("categories") if code in kinds],
        _typical(found),
    )


def _town(area_code: str) -> str:
    return area_code if area_code.endswith("000000") else f"{area_code[:9]}000"


def _typical(found: list[FrozenTally]) -> Named:
    """The most frequent matters, most first; what a person worded is not told."""
    matters = tallies.summed(found, lambda one: [one.matter] if one.matter else [])
    often = sorted(matters.items(), key=lambda each: (-each[1].found, each[0]))
    return often[: installed().get("oversight.typical")]


def proposals(frozen: FrozenPeriod, acting: ActingPost) -> list[Proposal]:
    """The year's proposals that the post sees, by kind of unit and place."""
    with circular.seen(frozen) as told:
        found = circular.of(Proposal, frozen, acting, told=told)
        return list(found.order_by("subject", "area_code", "subject_no"))


def waiting(acting: ActingPost, frozen: FrozenPeriod | None = None) -> int:
    """How many proposals (of a year) the post sees that nobody has decided."""
    found = rows(Proposal, acting).filter(state=ProposalState.PROPOSED)
    return (found.filter(frozen=frozen) if frozen else found).count()


def critical(proposal: Proposal, acting: ActingPost) -> list[Problem]:
    """The critical problems of a proposal that the post may open."""
    return list(rows(Problem, acting).filter(key__in=proposal.critical).order_by("found_on", "id"))
