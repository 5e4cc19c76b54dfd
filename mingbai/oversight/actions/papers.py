"""What proves a problem, its mending, or a good practice: sealed and kept beside it."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mingbai.kit.files import store, types
from mingbai.kit.files.models import StoredFile
from mingbai.kit.files.uploads import Upload
from mingbai.kit.pack import installed
from mingbai.kit.refusal import Refused
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.actions.refusal import BadProblem
from mingbai.oversight.models import Problem, ProblemPaper
from mingbai.oversight.states import ProblemState as S

ALLOWED = frozenset({".pdf", ".png", ".jpg", ".jpeg"})


@transaction.atomic
def add(
    *, problem: Problem, title: str, pieces: Iterator[bytes], by: ActingPost, at: datetime
) -> ProblemPaper:
    """Keep a paper with a problem that is not closed. Raises BadProblem."""
    if problem.state in (S.CLOSED, S.WITHDRAWN):
        raise BadProblem(_("What is closed takes no more papers: have it reopened."))
    most = installed().get("oversight.papers")["most"]
    if problem.papers.count() >= most:
        raise BadProblem(_("There are %(n)d papers already.") % {"n": most})
    file = taken(problem, Upload(title, pieces), BadProblem, by=by, at=at)
    return ProblemPaper.objects.create(
        area_code=problem.area_code, problem=problem, household_id=problem.household_id, file=file.code,
        title=file.title, added_at=at, added_by=by.label[:120],
    )  # fmt: skip


def taken(
    subject: ScopedModel, sent: Upload, refusal: type[Refused], *, by: ActingPost, at: datetime
) -> StoredFile:
    """A scan or photograph, sealed and kept as an attachment of ``subject``. Raises ``refusal``."""
    limit = installed().get("oversight.papers")["megabytes"] * types.MEGABYTE
    try:
        return store.take_in(
            iter(sent.pieces), title=sent.title, allowed=ALLOWED, limit=limit,
            purpose=subject._meta.model_name, by=by, at=at, expires_at=None, subject=subject,
        )  # fmt: skip
    except types.Refused as refused:
        raise refusal(gettext(str(refused))) from refused
