"""待核实享受情况 within a post's reach."""

from django.db.models import OuterRef, QuerySet, Subquery

from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import Area
from mingbai.screening.models import Finding
from mingbai.screening.states import FindingKind


def listed(acting: ActingPost) -> QuerySet[Finding]:
    """What the newest run still says, and what somebody has answered, with the name of the village."""
    village = Area.objects.filter(code=OuterRef("area_code")).values("name")[:1]
    found = rows(Finding, acting).filter(kind=FindingKind.UNDUE)
    listed_: QuerySet[Finding] = found.annotate(village=Subquery(village))
    return listed_
