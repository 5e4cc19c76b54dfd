"""What has to be asked, one question at a time, before a natural change can be typed.

A phone shows one question with large answers. What is answered stands in the address, so that going back and
reloading ask nothing twice; at the end stands a form with the relations proposed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from mingbai.kit.refusal import Refused
from mingbai.kit.scope import ActingPost, range_of, rows
from mingbai.org.models import Area
from mingbai.registry.models import Household, Membership
from mingbai.registry.queries import changes_relations as kin
from mingbai.registry.queries import codes
from mingbai.registry.queries.changes_kinds import DEPARTURES, ENDINGS
from mingbai.registry.states import ChangeKind as Kind

HEAD = "head"
COUNTY_DIGITS, TOWN_DIGITS = 6, 9
PAGE = 100

Reader = Callable[["Answers", Mapping[str, Sequence[str]], Household, ActingPost], None]


class OddAnswer(Refused):
    """The address holds an answer that is none of those offered."""

    code = "odd_answer"
    status = 400


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``options`` are (value, title, detail). ``many``: several answers may be ticked."""

    name: str
    title: str
    options: Sequence[tuple[str, str, str]]
    many: bool = False


@dataclass
class Answers:
    """What has been answered, read against who is there. ``ask`` is the next question, if any."""

    members: list[Membership]
    person: Membership | None = None
    head: Membership | None = None
    going: list[Membership] = field(default_factory=list)
    stay_head: Membership | None = None
    into: Household | None = None
    area_code: str = ""
    left: str = ""
    ask: Question | None = None

    def relations(self) -> list[tuple[Membership, str]]:
        """Whose relation has to be said under ``head`` (of a split: those who go), as proposed."""
        if self.into is not None:
            return [(member, kin.OTHER) for member in self.members]
        if self.head is None:
            return []
        among = self.going or [member for member in self.members if member is not self.person]
        return self._proposed(among, self.head)

    def stay_relations(self) -> list[tuple[Membership, str]]:
        """Of a split that the head goes along with: those who stay, under ``stay_head``."""
        if self.stay_head is None:
            return []
        return self._proposed([m for m in self.members if m not in self.going], self.stay_head)

    def _proposed(self, among: Sequence[Membership], head: Membership) -> list[tuple[Membership, str]]:
        everybody = [kin.Member(m.person_id, m.person.sex, m.relation) for m in self.members]
        said = kin.proposed(everybody, head.person_id)
        return [(member, said[member.person_id]) for member in among if member is not head]


def answered(
    kind: str, household: Household, given: Mapping[str, Sequence[str]], acting: ActingPost
) -> Answers:
    """Read the answers so far and find the next question. Raises OddAnswer."""
    members = list(
        household.memberships.filter(valid_to=None).select_related("person").order_by("valid_from", "id")
    )
    found = Answers(members)
    if kind in DEPARTURES:
        _departure(found, given)
    elif kind in ASKING:
        ASKING[kind](found, given, household, acting)
    return found


def _departure(found: Answers, given: Mapping[str, Sequence[str]]) -> None:
    found.person = _pick(found, given, "person", _("Who is it?"), found.members)
    if found.ask or found.person is None:
        return
    rest = [member for member in found.members if member is not found.person]
    if found.person.relation == HEAD and rest:
        found.head = _pick(found, given, "head", _("Who becomes the head?"), _ranked(rest))


def _split(found: Answers, given: Mapping[str, Sequence[str]], _home: Household, _by: ActingPost) -> None:
    wanted = given.get("members", ())
    by_key = {str(member.person.key): member for member in found.members}
    if not wanted:
        found.ask = Question(
            "members", _("Who goes to the new household?"), _options(found.members), many=True
        )
        return
    if set(wanted) - set(by_key):
        raise OddAnswer(_("One of the members is not in the household any more."))
    found.going = [member for key, member in by_key.items() if key in wanted]
    found.head = _pick(found, given, "head", _("Who is the head of the new household?"), found.going)
    rest = [member for member in found.members if member not in found.going]
    if not found.ask and rest and any(member.relation == HEAD for member in found.going):
        title = _("Who becomes the head of those who stay?")
        found.stay_head = _pick(found, given, "stay_head", title, _ranked(rest))


def _change_head(
    found: Answers, given: Mapping[str, Sequence[str]], _home: Household, _by: ActingPost
) -> None:
    others = [member for member in found.members if member.relation != HEAD]
    found.head = _pick(found, given, "head", _("Who becomes the head?"), _ranked(others))


def _merge(found: Answers, given: Mapping[str, Sequence[str]], home: Household, by: ActingPost) -> None:
    value = _first(given, "into")
    reachable = rows(Household, by).filter(ended_on=None).exclude(pk=home.pk)
    if value:
        found.into = next((each for each in reachable.filter(key=_key(value))), None)
        if found.into is None:
            raise OddAnswer(_("This household cannot be found."))
        return
    here = reachable.filter(area_code=home.area_code).order_by("head_sort", "id")[:PAGE]
    options = [(str(each.key), each.head_name, each.address) for each in here]
    found.ask = Question("into", _("Which household do they join?"), options)


def _move(found: Answers, given: Mapping[str, Sequence[str]], home: Household, _by: ActingPost) -> None:
    lo, hi = range_of(home.area_code[:COUNTY_DIGITS].ljust(12, "0"))
    areas = Area.objects.filter(code__gte=lo, code__lt=hi, valid_to=None, statistical=False)
    town = _first(given, "town")
    if not town:
        towns = areas.filter(level="township").order_by("code").values_list("code", "name")
        found.ask = Question("town", _("Which township do they move to?"), [(c, n, "") for c, n in towns])
        return
    villages = areas.filter(level="village", code__startswith=town[:TOWN_DIGITS]).exclude(code=home.area_code)
    known = dict(villages.order_by("code").values_list("code", "name"))
    found.area_code = _one_of(found, given, "area", _("Which village do they move to?"), known)


def _end(found: Answers, given: Mapping[str, Sequence[str]], _home: Household, _by: ActingPost) -> None:
    known = {str(left): str(left.label) for left in ENDINGS}
    found.left = _one_of(found, given, "left", _("What happened to the last members?"), known)


ASKING: Mapping[str, Reader] = {
    Kind.SPLIT: _split,
    Kind.HEAD_CHANGE: _change_head,
    Kind.MERGE: _merge,
    Kind.HOUSEHOLD_MOVE: _move,
    Kind.HOUSEHOLD_END: _end,
}


def _pick(
    found: Answers,
    given: Mapping[str, Sequence[str]],
    name: str,
    title: str,
    among: Sequence[Membership],
) -> Membership | None:
    """The member answered; else the question is set. One possible answer is taken without asking."""
    value = _first(given, name)
    if not value and len(among) == 1 and name != "person":
        return among[0]
    if not value:
        found.ask = found.ask or Question(name, title, _options(among))
        return None
    chosen = next((member for member in among if str(member.person.key) == value), None)
    if chosen is None:
        raise OddAnswer(_("One of the members is not in the household any more."))
    return chosen


def _one_of(
    found: Answers, given: Mapping[str, Sequence[str]], name: str, title: str, known: Mapping[str, str]
) -> str:
    value = _first(given, name)
    if value and value not in known:
        raise OddAnswer(_("This answer is not among those offered."))
    if not value:
        found.ask = Question(name, title, [(code, words, "") for code, words in known.items()])
    return value


def _options(among: Sequence[Membership]) -> list[tuple[str, str, str]]:
    return [(str(m.person.key), m.person_name, codes.words("relation", m.relation)) for m in among]


def _ranked(among: Sequence[Membership]) -> list[Membership]:
    """The likeliest successor first."""
    pairs = [(kin.Member(m.person_id, m.person.sex, m.relation), _born(m.person.birth_date)) for m in among]
    first = kin.eldest_fit(pairs)
    return sorted(among, key=lambda member: member.person_id != first)


def _born(day: date | None) -> int:
    return day.toordinal() if day else 0


def _first(given: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(given.get(name, ())), "")


def _key(value: str) -> str:
    """A key as it stands in an address; something else finds nothing."""
    plain = value.replace("-", "").lower()
    return plain if len(plain) == 32 and set(plain) <= set("0123456789abcdef") else "0" * 32  # noqa: PLR2004
