"""The members of a household: who they are to the head, how old, how well, able to do which work."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mingbai.registry.models import Household
from mingbai.registry.queries import codes, words
from mingbai.registry.queries.asof import Member
from mingbai.registry.queries.then import then


@dataclass(frozen=True, slots=True)
class Line:
    """One member as the page says it; ``url`` is empty where the person is beyond reach."""

    name: str
    url: str
    relation: str
    who: str
    health: str
    doing: str
    insured: str
    last4: str


def members(request: HttpRequest, household: Household, as_of: date | None) -> SafeString | None:
    """Every member of the day, the head first."""
    here = then(request, household, as_of)
    glass = getattr(request, "glass", None)
    day = f"?as_of={as_of}" if as_of else ""
    lines = [line(each, "" if glass else day, linked=glass is None) for each in here.members]
    return render_to_string("registry/panels/members.html", {"lines": lines, "as_of": as_of}, request=request)


def line(member: Member, day: str, *, linked: bool) -> Line:
    """One member in plain words."""
    person, state = member.person, member.state
    url = reverse("registry:person", args=[person.key]) + day if person and linked else ""
    return Line(
        name=member.membership.person_name,
        url=url,
        relation=codes.words("relation", member.membership.relation),
        who=_who(member),
        health=words.health(state),
        doing=words.doing(state),
        insured=words.insured(state),
        last4=person.id_last4 if person else "",
    )


def _who(member: Member) -> str:
    sex = codes.words("sex", member.person.sex) if member.person else ""
    years = _("%(n)d years") % {"n": member.age} if member.age is not None else ""
    return "，".join(filter(None, [sex, years]))
