"""Person by person against each policy and the payment file: what was due or wrongly paid, and stands now."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, Max, OuterRef, Q, QuerySet, Subquery

from mingbai.kit.scope import ActingPost, rows
from mingbai.oversight.models import Problem
from mingbai.oversight.queries.rectifying import counted
from mingbai.oversight.states import ProblemState
from mingbai.screening.models import Finding

KINDS = ("due", "undue")


def problems(acting: ActingPost) -> QuerySet[Any, Any]:
    """Problems of policies, as far as the post sees the findings that they came of.

    ``rule`` is the policy, ``due_kind`` due or undue; ``still`` is what the newest comparison with the
    payment file says: whether the money has not come yet, or is still received.
    """
    finding = rows(Finding, acting).filter(pk=OuterRef("finding"), kind__in=KINDS)
    told = {
        "rule": finding.values("rule")[:1],
        "rule_title": finding.values("title")[:1],
        "due_kind": finding.values("kind")[:1],
        "still": finding.values("holds")[:1],
    }
    found = rows(Problem, acting).exclude(finding=None).exclude(state=ProblemState.WITHDRAWN)
    with_finding: QuerySet[Any, Any] = found.annotate(**{name: Subquery(one) for name, one in told.items()})
    return with_finding.exclude(rule=None)


def groups(acting: ActingPost, on: date) -> QuerySet[Any, dict[str, Any]]:
    """Each policy with its counts; ``still_``: of how many the payment file says otherwise."""
    counts = {**counted(on), "still_": Count("id", filter=Q(still=True))}
    by_rule: Any = problems(acting).values(of=F("rule"))
    called = Max("rule_title", output_field=CharField())
    told: QuerySet[Any, dict[str, Any]] = by_rule.annotate(called=called, **counts)
    return told.order_by("-still_", "-late", "of")


def persons(acting: ActingPost, rule: str) -> QuerySet[Any, Any]:
    """A policy's problems, person by person: what the payment file still speaks against first."""
    found = problems(acting).filter(rule=rule).select_related("household")
    return found.order_by("-still", "due", "id")
