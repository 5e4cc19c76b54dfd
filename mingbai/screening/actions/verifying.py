"""核实: a verifier's answer, from the phone or the desk. Answered twice, both are shown and one chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import events, parcels
from mingbai.kit.flow import EvidenceWanting
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions.telling import tell
from mingbai.screening.actions import handed, rating, voices
from mingbai.screening.events import FindingsVerified
from mingbai.screening.flow import finding as flow
from mingbai.screening.models import Finding
from mingbai.screening.queries import rules
from mingbai.screening.states import FindingState, Verdict

MOVES = {
    (FindingState.SENT, Verdict.TRUE): "confirm",
    (FindingState.SENT, Verdict.FALSE): "deny",
    (FindingState.SENT, Verdict.UNREACHED): "unreached",
    (FindingState.FALSE, Verdict.TRUE): "true_after_all",
    (FindingState.TRUE, Verdict.FALSE): "false_after_all",
}
ANSWERED = frozenset({FindingState.TRUE, FindingState.FALSE})
USUAL = {Verdict.TRUE: "confirm", Verdict.FALSE: "deny", Verdict.UNREACHED: "unreached"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verifier says. ``base`` is the version of the finding that was seen; 0: what stands now.

    A voice note and photographs are the files' bytes; nobody has to give any.
    """

    verdict: Verdict
    said: str = ""
    voice: bytes = b""
    photos: Sequence[bytes] = ()
    base: int = 0


@transaction.atomic
def answer(*, finding: Finding, given: Answer, by: ActingPost, at: datetime) -> Finding:
    """Write an answer down. The same answer again changes nothing.

    Raises MoveRefused (among them EvidenceWanting for a verdict without a word, a voice note or a
    photograph), voices.BadFile, and parcels.Parted if somebody else has answered since ``base``.
    """
    standing = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if standing.state in ANSWERED and standing.verdict == given.verdict:
        return _same(standing, given, by)
    _demand_seen(standing, given)
    move = MOVES.get((FindingState(standing.state), given.verdict), USUAL[given.verdict])
    flow.check(subject=standing, move=move, by=by)
    _demand_said(standing, given, move)
    if given.verdict != Verdict.UNREACHED:
        rating.uncount(finding=standing)
    also = _columns(standing, given, by, at)
    flow.take(subject=standing, move=move, by=by, at=at, evidence={"said": given.said}, also=also)
    handed.give_back(finding=standing, verdict=given.verdict, said=given.said, by=by, at=at)
    if given.verdict != Verdict.UNREACHED:
        _follow(standing, by, at)
    return standing


def _same(standing: Finding, given: Answer, by: ActingPost) -> Finding:
    """An answer that stands already; whose permit is wanting is refused all the same."""
    move = "true_after_all" if given.verdict == Verdict.FALSE else "false_after_all"
    flow.check(subject=standing, move=move, by=by)
    return standing


def _demand_seen(standing: Finding, given: Answer) -> None:
    """Raise Parted if another answer came between what was seen and now."""
    if standing.state not in ANSWERED or given.base in (0, standing.version):
        return
    raise parcels.Parted(
        _("%(who)s has answered this meanwhile. Look at both answers and say which one is right.")
        % {"who": standing.answered_by},
        differences=[
            parcels.Difference(
                "verdict", _("Outcome of the check"), "", _word(standing.verdict), _word(given.verdict)
            ),
            parcels.Difference("said", _("What was found"), "", standing.answer.get("said", ""), given.said),
        ],
        base=str(standing.version),
        subject=standing,
    )


def _word(verdict: str) -> str:
    return str(Verdict(verdict).label)


def _demand_said(standing: Finding, given: Answer, move: str) -> None:
    if given.verdict == Verdict.UNREACHED or given.said.strip() or given.voice or given.photos:
        return
    raise EvidenceWanting(
        {"said": _("Say in a few words what was found, or record it.")},
        flow=flow.name, move=move, subject=standing,
    )  # fmt: skip


def _columns(finding: Finding, given: Answer, by: ActingPost, at: datetime) -> dict[str, Any]:
    """What the answer sets beside the state."""
    if given.verdict == Verdict.UNREACHED:
        return {"tried": finding.tried + 1, "tried_at": at}
    kept = voices.keep(finding=finding, voice=given.voice, photos=given.photos, by=by, at=at)
    earlier = [*finding.answer.get("history", []), _earlier(finding)] if finding.verdict else []
    return {
        "verdict": given.verdict,
        "answered_at": at,
        "answered_by": by.label[:120],
        "answered_user": by.user_id,
        "answer": {
            "said": given.said.strip(),
            **kept,
            "history": earlier,
            rating.COUNTED: rating.counted_in(finding, at),
        },
        "wished_until": None,
        "wished_why": "",
    }


def _earlier(finding: Finding) -> dict[str, Any]:
    """The answer that stood, for the page."""
    left_out = ("history", rating.COUNTED)
    answer = {name: value for name, value in finding.answer.items() if name not in left_out}
    return {**answer, "verdict": finding.verdict, "by": finding.answered_by, "at": _moment(finding)}


def _moment(finding: Finding) -> str:
    return finding.answered_at.isoformat() if finding.answered_at else ""


def _follow(finding: Finding, by: ActingPost, at: datetime) -> None:
    """What a verdict brings with it: the rule's tally, what those above make of it, the timeline."""
    rating.count(finding=finding)
    events.emit(FindingsVerified(findings=(finding.pk,), verdict=finding.verdict, at=at))
    helped = finding.line in rules.section("sight")["helpers_not"]
    if finding.household is not None and not finding.restricted and not helped:
        tell(
            finding.household, move=f"finding_{finding.verdict}", by=by, at=at,
            note=finding.title, finding=str(finding.key),
        )  # fmt: skip
