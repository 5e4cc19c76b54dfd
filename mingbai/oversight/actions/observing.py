"""观摩评议: opened and frozen by the county office; scored by townships and teams (handbook G.9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import steps
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.queries import areas
from mingbai.org.queries.machine import machine
from mingbai.oversight import permits
from mingbai.oversight.actions import office
from mingbai.oversight.actions.refusal import BadMark, MayNotList
from mingbai.oversight.models import Mark, Observation, Observed, ObservedResult
from mingbai.oversight.queries import inspections, naming, observed, observing
from mingbai.oversight.queries.terms import edition
from mingbai.oversight.queries.terms import observed as switched_on
from mingbai.registry.models.households import TOWN_DIGITS

OFF = _("Observations are not scored in this era.")
OVER = _("This observation is frozen: what was marked stands.")


def _office_only(by: ActingPost) -> None:
    office.demand(by)
    if not switched_on():
        raise BadMark(OFF)


@transaction.atomic
def begin(*, on: date, seed: str, by: ActingPost, at: datetime) -> Observation:
    """Open a quarter's observation: the lot names villages of every township. Raises MayNotList, BadMark."""
    _office_only(by)
    quarter = inspections.quarter_of(on)
    if Observation.objects.filter(quarter=quarter).exists():
        raise BadMark(_("This quarter has its observation already."))
    names = inspections.lived_in(inspections.villages_of(naming.townships()))
    chosen = observing.drawn(seed, names, installed().get("oversight.observation.villages"))
    if not chosen:
        raise BadMark(_("There is no village whose ledger could be looked at."))
    made = Observation.objects.create(
        area_code=naming.county(), quarter=quarter, on=on, seed=seed, names=names, opened_at=at,
        opened_by=by.label[:120],
    )  # fmt: skip
    towns = [f"{code[:TOWN_DIGITS]}000" for code in chosen]
    called = areas.names([*chosen, *towns])
    Observed.objects.bulk_create(
        Observed(area_code=code, observation=made, label=f"{called.get(town, '')} {called.get(code, code)}")
        for code, town in zip(chosen, towns, strict=True)
    )
    steps.record(subject=made, move="begin", source="", target="open", by=by, at=at)
    return made


@transaction.atomic
def mark(*, village: Observed, given: Mapping[str, int], remark: str, by: ActingPost, at: datetime) -> Mark:
    """Score a village of another township; again puts it right, and both stay. Raises MayNotList, BadMark."""
    if not switched_on():
        raise BadMark(OFF)
    observation = village.observation
    if not permits.scores_village(by, village):
        raise MayNotList(permits.scores_village.sentence())
    if observation.frozen_at is not None:
        raise BadMark(OVER)
    _demand(given)
    return Mark.objects.create(
        area_code=by.area_code, observed=village, village=village.area_code, user_id=by.user_id or 0,
        accepts=observing.accepts(by), given=dict(given), total=sum(given.values()),
        remark=remark.strip()[:400], at=at, by=by.label[:120],
    )  # fmt: skip


def _demand(given: Mapping[str, int]) -> None:
    most = {each.code: each.most for each in observing.aspects()}
    if set(given) != set(most) or any(not 0 <= given[code] <= most[code] for code in most):
        raise BadMark(_("Please give every aspect its points, from 0 to its most."))


@transaction.atomic
def freeze(*, observation: Observation, by: ActingPost, at: datetime) -> Observation:
    """Close the scoring and keep what came of it. Raises MayNotList, BadMark."""
    _office_only(by)
    row = Observation.objects.select_for_update().get(pk=observation.pk)
    if row.frozen_at is not None:
        raise BadMark(OVER)
    with entered(machine()):
        found = observed.results(row)
        for one in found:
            one.frozen_at = at
        ObservedResult.objects.bulk_create(found)
    row.frozen_at, row.frozen_by = at, by.label[:120]
    row.edition, row.digest = edition(), observed.digest(found)
    row.save(update_fields=["frozen_at", "frozen_by", "edition", "digest"])
    steps.record(subject=row, move="freeze", source="open", target="frozen", by=by, at=at)
    return row
