"""Findings on their way in the demo: some sent to townships, some answered by their village.

Asked for through the program's own verbs, from whatever the demo's comparison run has found.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from mingbai.demo import errands
from mingbai.kit import scope
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.org.models import Posting
from mingbai.org.queries import seats
from mingbai.org.queries.founder import founder
from mingbai.screening.actions import sending, verifying
from mingbai.screening.actions.verifying import Answer
from mingbai.screening.models import Finding
from mingbai.screening.queries import desk, towns
from mingbai.screening.queries.towns import Asked
from mingbai.screening.states import FindingKind, FindingSource, FindingState, Verdict

SENDER = "clerk"
TOWNS = ("411726102000", "411726103000", "411726108000")
KINDS = (FindingKind.RISK, FindingKind.DUE, FindingKind.EXCLUSION)
ANSWERERS = ("village_cadre", "verification_member")
# Every third answer is open still, so that Today has work; of the others every third is not true.
SAID = (
    (Verdict.TRUE, "入户看了单据，情况属实"),
    (Verdict.FALSE, "与户主核对，系同名不同人"),
    None,
    (Verdict.TRUE, "户主本人确认，已看证件"),
    (Verdict.UNREACHED, "外出务工，电话未接通"),
    None,
)
MOST = 12  # of one post


def load(*, at: datetime) -> None:
    """Send and answer, once; nothing where no run has found anything, or somebody has begun already."""
    sender = errands.acting(SENDER, at)
    with transaction.atomic(), scope.entered(sender):
        found = Finding.objects.filter(source=FindingSource.RULE)
        untouched = found.exists() and not found.exclude(state=FindingState.NEW).exists()
    if not untouched:
        return
    for kind in KINDS:
        _send(Asked(kind=kind, towns=TOWNS), sender, at)
    for by in list(_answerers(sender, at)):
        _answer(by, at)


def _send(asked: Asked, by: ActingPost, at: datetime) -> None:
    with transaction.atomic(), scope.entered(by):
        if any(town.unsent for town in towns.of_towns(by, asked, today=day_of(at))):
            sending.send_all(asked=asked, due=None, by=by, at=at)


def _answerers(sender: ActingPost, at: datetime) -> Iterator[ActingPost]:
    """Who holds the posts that answer, where something was sent; the demo's own cadre is left work."""
    with transaction.atomic(), scope.entered(sender):
        villages = set(Finding.objects.filter(state=FindingState.SENT).values_list("area_code", flat=True))
    villages.discard(errands.acting("village", at).area_code)
    with transaction.atomic(), scope.entered(founder()):
        held = Posting.objects.filter(post__kind__in=ANSWERERS, area_code__in=villages, ends=None)
        seated = list(held.select_related("post", "user").order_by("area_code", "pk"))
    for posting in seated:
        with transaction.atomic(), scope.entered(seats.postless(user_id=posting.user_id)):
            acting = errands.holding(posting, at)
        yield acting


def _answer(by: ActingPost, at: datetime) -> None:
    with transaction.atomic(), scope.entered(by):
        for finding, said in _pairs(by):
            verifying.answer(finding=finding, given=said, by=by, at=at)


def _pairs(by: ActingPost) -> Iterator[tuple[Finding, Answer]]:
    for finding in desk.waiting(by)[:MOST]:
        said = SAID[finding.pk % len(SAID)]
        if said is not None:
            verdict, words = said
            yield finding, Answer(verdict, words)
