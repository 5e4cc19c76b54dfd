"""Findings as a run makes them, written straight into the table: what people do with them is tested."""

from datetime import datetime
from itertools import count
from typing import Any

from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.registry.models import Household, Person
from mingbai.screening.actions import moves, verifying
from mingbai.screening.flow import finding as flow
from mingbai.screening.models import Finding
from mingbai.screening.states import FindingKind, FindingSource, FindingState, Verdict
from tests.factories.county import AT, VILLAGE

TRUE = verifying.Answer(Verdict.TRUE, "看了住院结算单")
FALSE = verifying.Answer(Verdict.FALSE, "费用是邻村同名的人的")
_numbers = count(1)
GROUNDS = [
    {
        "truth": True,
        "words": {
            "zh": "本年住院自付6,000元，达到预警线5,000元",
            "en": "inpatient self-payment 6,000 yuan reaches 5,000",
        },
        "values": [
            {
                "words": {"zh": "住院自付", "en": "inpatient self-payment"},
                "value": {"zh": "6,000元", "en": "6,000 yuan"},
                "document": None,
                "verified": None,
            },
            {
                "words": {"zh": "预警线", "en": "alert line"},
                "value": {"zh": "5,000元", "en": "5,000 yuan"},
                "document": {"zh": "关于健全防止返贫动态监测的通知", "en": "Notice on monitoring"},
                "verified": False,
            },
        ],
    }
]


def finding(
    *,
    home: Household | None = None,
    person: Person | None = None,
    area: str = VILLAGE,
    kind: str = FindingKind.RISK,
    rule: str = "R01",
    at: datetime = AT,
    **more: Any,
) -> Finding:
    """A new finding about a household, or something of a village. Call it in a scope that covers it."""
    number = next(_numbers)
    name = person.name if person else home.head_name if home else f"某户{number}"
    values = {
        "area_code": home.area_code if home else area,
        "source": FindingSource.RULE,
        "kind": kind,
        "rule": rule,
        "subject_kind": "person" if person else "household",
        "subject_no": f"T{number}",
        "household": home,
        "person": person,
        "name": name,
        "head_name": home.head_name if home else name,
        "title": "住院自付过高",
        "title_en": "High inpatient self-payment",
        "reason": f"{name}本年住院自付6,000元，达到预警线5,000元。",
        "reason_en": f"{name}: inpatient self-payment of 6,000 yuan reaches the alert line of 5,000.",
        "grounds": GROUNDS,
        "line": "medical_insurance",
        "owner": "medical_insurance_bureau",
        "document": "P1",
        "found_at": at,
        **more,
    }
    made = Finding(**values)
    due = flow.due(FindingState.NEW, day_of(at), made)
    made.due = due.day if due else None
    made.save(force_insert=True)
    return made


def sent(*, by: ActingPost, at: datetime = AT, **more: Any) -> Finding:
    """The same, sent to those who answer it; ``by`` sends."""
    made = finding(at=at, **more)
    moves.send(finding=made, by=by, at=at)
    made.refresh_from_db()
    return made
