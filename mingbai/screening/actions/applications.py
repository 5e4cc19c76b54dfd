"""The prepared application leaves the program as a file, and that it did is noted with the household."""

from datetime import datetime

from django.db import transaction

from mingbai.kit import sight
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import looks
from mingbai.screening.actions.dues import NotYours
from mingbai.screening.models import Finding
from mingbai.screening.permits import records
from mingbai.screening.queries import applications, applications_papers
from mingbai.screening.states import FindingKind

PURPOSE = "application for a due benefit"
REVEALED = "filling in an application: "


@transaction.atomic
def make(*, finding: Finding, kind: str, by: ActingPost, at: datetime, why: str = "") -> bytes:
    """The application as ``pdf`` or ``docx``.

    With a purpose ``why`` the applicant's number is revealed, recorded by the vault, and printed; without it
    a line to be filled in by hand stands there. Raises NotYours, kit.vault.RevealRefused.
    """
    if finding.kind != FindingKind.DUE or not records(by, finding):
        raise NotYours(records.sentence())
    paper = applications.of(finding, on=at.date())
    applicant = applications.applicant(finding)
    if why and applicant is not None:
        numbers = looks.reveal(subject=applicant, which=["id"], purpose=REVEALED + why, by=by, at=at)
        paper = paper.with_number(numbers.get("id", ""))
    made = applications_papers.pdf(paper, at=at) if kind == "pdf" else applications_papers.docx(paper)
    if finding.household is not None:
        sight.note(
            subject=finding.household, area_code=finding.household.area_code, act=sight.Act.PRINTED,
            purpose=PURPOSE, by=by, at=at,
        )  # fmt: skip
    return made
