"""Rows of one township, of every sort that has an address; and what would give them away."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from mingbai.kit import clock, sight
from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.actions import delegations, exports
from mingbai.org.models import Delegation, ExportRequest, Post, Posting, SignIn
from mingbai.org.queries import kinds
from mingbai.org.queries.founder import founder
from tests.factories import county
from tests.factories.county import OTHER_TOWN, TOWN, VILLAGE, Person

REASON = "只有本镇知道的理由"
HOLDER, STAND_IN = "欧阳守秘", "司马代行"


@dataclass
class Scene:
    """The rows, and the words that no one from elsewhere may read."""

    holder: Person
    stand_in: Person
    delegation: Delegation
    waiting: ExportRequest
    ready: ExportRequest
    job: Job
    posting: Posting
    post: Post
    sign_in: SignIn
    words: list[str] = field(default_factory=list)

    def keys(self) -> dict[str, Any]:
        """Values of address parameters, by what they name."""
        return {
            "delegation": str(self.delegation.key),
            "export": str(self.ready.key),
            "waiting": str(self.waiting.key),
            "job": str(self.job.code),
            "file": self.ready.file_id,
            "post": self.post.code,
            "posting": self.posting.pk,
            "username": self.holder.user.username,
            "session": str(self.sign_in.key),
            "session_number": self.sign_in.pk,
            "unit": VILLAGE,
            "area": VILLAGE,
        }

    def standing(self) -> list[Any]:
        """How the rows stand; nobody from elsewhere may change a thing."""
        with entered(founder()), transaction.atomic():
            rows = [self.delegation, self.waiting, self.ready, self.posting, self.post, self.holder.user]
            found = [type(row).objects.filter(pk=row.pk).values_list().get() for row in rows]
            open_one = SignIn.objects.filter(pk=self.sign_in.pk).values_list("ended_at").get()
            postings = Posting.objects.filter(area_code__startswith=TOWN[:9]).count()
            return [*found, open_one, postings]


def laid() -> Scene:
    """Write the scene through the program's own verbs."""
    holder = county.person("township_officer", TOWN, name=HOLDER)
    stand_in = county.person("township_officer", TOWN, name=STAND_IN)
    county.person("village_cadre", VILLAGE, name=HOLDER)
    at = clock.read()
    with entered(holder.acting), transaction.atomic():
        lent = _lent(holder, stand_in, at)
        waiting = _export(holder.acting, 5_000, at)
        ready = _export(holder.acting, 5, at)
        job = Job.objects.get(pk=ExportRequest.objects.get(pk=ready.pk).job_id)
        sight.note(subject=lent, area_code=TOWN, act=sight.Act.SEEN, purpose=REASON, by=holder.acting, at=at)
    execute(job.pk, user=holder.id, post=holder.acting.post_id, watched=False)
    with entered(founder()), transaction.atomic():
        posting = Posting.objects.get(user=holder.user)
        sign_in = SignIn.objects.create(user=holder.user, area_code=TOWN, started_at=at, seen_at=at)
        ready = ExportRequest.objects.get(pk=ready.pk)
    post = county.post("village_cadre", VILLAGE)
    words = [HOLDER, STAND_IN, REASON, f"/areas/{VILLAGE}", f"/posts/{VILLAGE}", holder.user.username]
    return Scene(holder, stand_in, lent, waiting, ready, job, posting, post, sign_in, words)


def _lent(holder: Person, stand_in: Person, at: datetime) -> Delegation:
    starts, ends = at + timedelta(days=1), at + timedelta(days=3)
    return delegations.ask(
        delegate=stand_in.user, starts=starts, ends=ends, reason=REASON, by=holder.acting, at=at
    )


def _export(by: ActingPost, rows: int, at: datetime) -> ExportRequest:
    return exports.ask(
        ledger="org:posts", filters={}, rows=rows, purpose="meeting", reason=REASON, by=by, at=at
    )


def from_elsewhere(kind: str) -> Person:
    """Somebody with a post of any kind, with all that it may do, but in another township."""
    with entered(founder()), transaction.atomic():
        known = Post.objects.filter(kind=kind, area_code=OTHER_TOWN).first()
        if known is None:
            unit = Post.objects.filter(area_code=OTHER_TOWN)[0].unit
            Post.objects.create(
                code=f"{OTHER_TOWN}.{kind}", kind=kind, name=f"外镇 {kind}", unit=unit, area_code=OTHER_TOWN,
                valid_from=county.AT.date(),
            )  # fmt: skip
    return county.person(kind, OTHER_TOWN)


def every_kind() -> list[str]:
    """Every kind of post of the pack that a person can hold."""
    return [kind.code for kind in kinds.kinds() if kind.family != "machine"]


def a_form(scene: Scene) -> dict[str, Any]:
    """Something in every field that any form has."""
    return {
        "request_id": str(uuid.uuid4()),
        "version": "1",
        "sure": "1",
        "pick": [
            str(scene.delegation.key),
            str(scene.waiting.key),
            scene.post.code,
            scene.holder.user.username,
        ],
        f"version-{scene.delegation.key}": "1",
        f"version-{scene.waiting.key}": "1",
        "reason": "试一试这样行不行",
        "purpose": "meeting",
        "person": scene.stand_in.user.username,
        "delegate": scene.stand_in.user.username,
        "first": "2020-12-01",
        "last": "2020-12-02",
        "to": scene.post.code,
        "lines": f"intruder,闯入者,{VILLAGE}",
        "post": f"p{scene.post.pk}",
        "code": "000000",
    }
