"""Finding people: by whole number, name, part of a name, pinyin, initials, telephone; by place and helper.

Every way is equality on an indexed text, which serves under both walls (docs/adr/0003); nothing scans.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.db.models import Exists, OuterRef, Q, QuerySet

from mingbai.kit import vault
from mingbai.kit.scope import ActingPost, range_of, rows
from mingbai.kit.shown import day_of
from mingbai.kit.vault import seal
from mingbai.kit.vault.store import normal
from mingbai.org.models import Area
from mingbai.org.queries import areas
from mingbai.registry.models import FormerNumber, Household, Pairing, Person, SearchToken
from mingbai.registry.queries import identity, looking, sounds

DOCUMENT, PHONE = "id_no", "phone"
LONGEST = 60
SHORTEST_NAME = 2
LAST = 4
PHONE_LENGTH = 11
DOCUMENT_LENGTHS = (15, 18, 20, 22)
CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]+")
LATIN = re.compile(r"[A-Za-z]+")
NUMBER = re.compile(r"[0-9A-Za-z-]*[0-9][0-9A-Za-z-]*")


@dataclass
class Findings:
    """What one search found; ``more``: there are further people, so that fewer words would not help.

    ``by_number``: a whole document number was asked for, which a look is recorded of.
    """

    persons: list[Person] = field(default_factory=list)
    households: list[Household] = field(default_factory=list)
    places: list[Area] = field(default_factory=list)
    helpers: list[str] = field(default_factory=list)
    places_of: dict[str, str] = field(default_factory=dict)
    more: bool = False
    by_number: bool = False

    @property
    def nothing(self) -> bool:
        """Whether nothing at all was found."""
        return not (self.persons or self.households or self.places or self.helpers)


def find(acting: ActingPost, text: str, at: datetime) -> Findings:
    """Everything that fits the words, within what the post reaches. Unknown shapes of words find nothing."""
    words = text.strip()[:LONGEST].split()
    if not words:
        return Findings()
    if len(words) == 1 and NUMBER.fullmatch(words[0]):
        found = _by_digits(acting, words[0], at)
    else:
        found = _by_words(acting, words, at)
    found.places_of = areas.names({row.area_code for row in (*found.persons, *found.households)})
    return found


def looks_like_a_number(text: str) -> bool:
    """Whether the text may be a number of a document or a telephone, which no address may hold."""
    return sum(letter.isdigit() for letter in normal(text)) > LAST


def _by_digits(acting: ActingPost, text: str, at: datetime) -> Findings:
    number = normal(text)
    if len(number) in DOCUMENT_LENGTHS:
        if persons := by_document(acting, number, at):
            return Findings(persons=persons, by_number=True)
    elif len(number) == LAST and number.isdigit():
        return _capped(acting, [sounds.PHONE + number])
    elif len(number) == PHONE_LENGTH and number.isdigit():
        return Findings(persons=_by_phone(acting, number), by_number=True)
    numbered = rows(Household, acting).filter(number=text).exclude(number="")
    people = rows(Person, acting).filter(number=text).exclude(number="").select_related("household")
    return Findings(persons=list(people[:1]), households=list(numbered[:1]))


def by_document(acting: ActingPost, number: str, at: datetime) -> list[Person]:
    """Whose document number it is or was, within reach; a number of 15 digits counts as its 18."""
    whole = identity.read(id_type="", id_no=number, today=day_of(at)).number
    mine = Q(id_token=seal.token(DOCUMENT, normal(whole)))
    if acting.households is None:
        held = vault.find(DOCUMENT, whole)
        mine |= Q(
            pk__in=rows(FormerNumber, acting).filter(id_vault__in=held).values_list("person_id", flat=True)
        )
    return list(rows(Person, acting).filter(mine).select_related("household")[:2])


def _by_phone(acting: ActingPost, number: str) -> list[Person]:
    """The last four by the index, the whole by its keyed token."""
    token = seal.token(PHONE, number)
    ids = _ids(rows(SearchToken, acting).filter(token=sounds.PHONE + number[-LAST:]), looking.most_found())
    return [
        person for person in _people(acting, ids) if person.phone_token and bytes(person.phone_token) == token
    ]


def _by_words(acting: ActingPost, words: Sequence[str], at: datetime) -> Findings:
    """A name, and after it perhaps a place: "王秀英 马道"."""
    name, *rest = words
    inside = [area for word in rest for area in areas.search(acting, word, day_of(at))]
    if rest and not inside:
        return Findings()
    found = _capped(acting, tokens_of(name), _within(inside))
    if not rest:
        found.places = areas.search(acting, name, day_of(at), most=5)
        found.helpers = _helpers(acting, name)
    return found


def tokens_of(name: str) -> list[str]:
    """What to look for: all of the tokens must be a person's. Empty for what cannot be a name."""
    if CHINESE.fullmatch(name) and len(name) >= SHORTEST_NAME:
        return [sounds.PAIR + first + second for first, second in pairwise(name)]
    if LATIN.fullmatch(name) and len(name) >= SHORTEST_NAME:
        return [name.lower()]
    return []


def with_token(acting: ActingPost, token: str, inside: Q | None = None) -> QuerySet[SearchToken]:
    """The rows of one token within reach, in the order of the index."""
    found = rows(SearchToken, acting).filter(inside or Q(), token=token)
    return found.order_by("area_code", "person_id")


def _capped(acting: ActingPost, tokens: Sequence[str], inside: Q | None = None) -> Findings:
    most = looking.most_found()
    if not tokens:
        return Findings()
    if CHINESE.fullmatch(tokens[0][1:]):
        ids = _by_pairs(acting, tokens, inside, most + 1)
    elif tokens[0][0] == sounds.PHONE:
        ids = _ids(with_token(acting, tokens[0], inside), most + 1)
    else:
        said = [sounds.PINYIN + tokens[0], sounds.INITIALS + tokens[0]]
        ids = _first(most + 1, *(with_token(acting, token, inside) for token in said))
    return Findings(persons=_people(acting, ids[:most]), more=len(ids) > most)


def _by_pairs(acting: ActingPost, pairs: Sequence[str], inside: Q | None, most: int) -> list[int]:
    """First those who are called exactly so, then those whose name holds it."""
    whole = pairs[0][1] + "".join(pair[2:] for pair in pairs)
    holding = with_token(acting, pairs[0], inside)
    for pair in pairs[1:]:
        # The whole key, so that each probe is one step into the index.
        same = {"area_code": OuterRef("area_code"), "person_id": OuterRef("person_id")}
        holding = holding.filter(Exists(SearchToken.objects.filter(token=pair, **same)))
    return _first(most, with_token(acting, sounds.WHOLE + whole, inside), holding)


def _first(most: int, *queries: QuerySet[SearchToken]) -> list[int]:
    """Ids of the first queries' people before those of the later, each once, no more than ``most``."""
    found: list[int] = []
    for query in queries:
        if len(found) < most:
            found += _ids(query, most)
    return list(dict.fromkeys(found))[:most]


def _ids(found: QuerySet[SearchToken], most: int) -> list[int]:
    return list(found.values_list("person_id", flat=True)[:most])


def _people(acting: ActingPost, ids: Sequence[int]) -> list[Person]:
    """The people with their households, in the order of the ids."""
    found = rows(Person, acting).filter(pk__in=ids).select_related("household")
    place = {id_: number for number, id_ in enumerate(ids)}
    return sorted(found, key=lambda person: place[person.pk])


def _within(inside: Iterable[Area]) -> Q | None:
    """The ranges of some areas."""
    found = Q()
    for area in inside:
        lo, hi = range_of(area.code)
        found |= Q(area_code__gte=lo, area_code__lt=hi)
    return found or None


def _helpers(acting: ActingPost, name: str) -> list[str]:
    """The helper's name, if somebody within reach is paired with one of that name today."""
    paired = rows(Pairing, acting).filter(helper_name=name, valid_to=None)
    return [name] if paired.exists() else []
