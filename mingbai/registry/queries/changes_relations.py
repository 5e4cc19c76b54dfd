"""How everybody is related to a new head, proposed from how they were related to the old one.

A proposal only: a village knows its families, and a person confirms every line. What the 28 relations of the
national form cannot say, or what several readings allow, is proposed as "other".
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

HEAD, OTHER, MALE = "head", "other", "male"
UNBORN = 99_999_999

# By the new head's old relation, then by the other member's: the member's new relation. ``a/b``: a man, a
# woman. ``a~b``: the old head is a man, a woman. ``a?b``: a if nobody else in the household stood like the
# one of the two who has to be the only one (a son's wife is the new head's own if there is but one son).
TABLE: dict[str, dict[str, str]] = {
    "spouse": {
        "head": "spouse",
        "son": "son",
        "daughter": "daughter",
        "daughter_in_law": "daughter_in_law",
        "son_in_law": "son_in_law",
        "grandson": "grandson",
        "granddaughter": "granddaughter",
        "daughters_son": "daughters_son",
        "daughters_daughter": "daughters_daughter",
        "great_grandson": "great_grandson",
        "great_granddaughter": "great_granddaughter",
        "father": "husbands_father~wifes_father",
        "mother": "husbands_mother~wifes_mother",
        "wifes_father": "father",
        "wifes_mother": "mother",
        "husbands_father": "father",
        "husbands_mother": "mother",
    },
    "son": {
        "head": "father/mother",
        "spouse": "father/mother",
        "son": "sibling",
        "daughter": "sibling",
        "daughter_in_law": "spouse?brothers_wife",
        "grandson": "son?nephew",
        "granddaughter": "daughter?niece",
        "great_grandson": "grandson?other",
        "great_granddaughter": "granddaughter?other",
        "father": "grandfather~mothers_father",
        "mother": "grandmother~mothers_mother",
        "wifes_father": "mothers_father",
        "wifes_mother": "mothers_mother",
        "husbands_father": "grandfather",
        "husbands_mother": "grandmother",
        "sibling": "uncle/other",
    },
    "daughter": {
        "head": "father/mother",
        "spouse": "father/mother",
        "son": "sibling",
        "daughter": "sibling",
        "daughter_in_law": "brothers_wife",
        "son_in_law": "spouse?other",
        "daughters_son": "son?other",
        "daughters_daughter": "daughter?other",
        "grandson": "nephew",
        "granddaughter": "niece",
        "father": "grandfather~mothers_father",
        "mother": "grandmother~mothers_mother",
        "wifes_father": "mothers_father",
        "wifes_mother": "mothers_mother",
        "husbands_father": "grandfather",
        "husbands_mother": "grandmother",
        "sibling": "uncle/other",
    },
    "daughter_in_law": {
        "head": "husbands_father/husbands_mother",
        "spouse": "husbands_father/husbands_mother",
        "son": "spouse?other",
        "grandson": "son?nephew",
        "granddaughter": "daughter?niece",
        "great_grandson": "grandson?other",
        "great_granddaughter": "granddaughter?other",
    },
    "son_in_law": {
        "head": "wifes_father/wifes_mother",
        "spouse": "wifes_father/wifes_mother",
        "daughter": "spouse?other",
        "daughters_son": "son?other",
        "daughters_daughter": "daughter?other",
    },
    "father": {
        "head": "son/daughter",
        "spouse": "son_in_law/daughter_in_law",
        "mother": "spouse",
        "son": "grandson~daughters_son",
        "daughter": "granddaughter~daughters_daughter",
        "grandson": "great_grandson",
        "granddaughter": "great_granddaughter",
        "sibling": "son/daughter",
        "brothers_wife": "daughter_in_law",
        "nephew": "grandson",
        "niece": "granddaughter",
        "grandfather": "father",
        "grandmother": "mother",
        "uncle": "sibling",
    },
    "mother": {
        "head": "son/daughter",
        "spouse": "son_in_law/daughter_in_law",
        "father": "spouse",
        "son": "grandson~daughters_son",
        "daughter": "granddaughter~daughters_daughter",
        "grandson": "great_grandson",
        "granddaughter": "great_granddaughter",
        "sibling": "son/daughter",
        "brothers_wife": "daughter_in_law",
        "nephew": "grandson",
        "niece": "granddaughter",
        "grandfather": "husbands_father",
        "grandmother": "husbands_mother",
        "mothers_father": "father",
        "mothers_mother": "mother",
    },
    "husbands_father": {
        "head": "daughter_in_law",
        "spouse": "son",
        "husbands_mother": "spouse",
        "son": "grandson",
        "daughter": "granddaughter",
    },
    "husbands_mother": {
        "head": "daughter_in_law",
        "spouse": "son",
        "husbands_father": "spouse",
        "son": "grandson",
        "daughter": "granddaughter",
    },
    "wifes_father": {
        "head": "son_in_law",
        "spouse": "daughter",
        "wifes_mother": "spouse",
        "son": "daughters_son",
        "daughter": "daughters_daughter",
    },
    "wifes_mother": {
        "head": "son_in_law",
        "spouse": "daughter",
        "wifes_father": "spouse",
        "son": "daughters_son",
        "daughter": "daughters_daughter",
    },
    "grandson": {
        "head": "grandfather/grandmother",
        "spouse": "grandfather/grandmother",
        "son": "father?uncle",
        "daughter_in_law": "mother?other",
        "grandson": "sibling",
        "granddaughter": "sibling",
    },
    "granddaughter": {
        "head": "grandfather/grandmother",
        "spouse": "grandfather/grandmother",
        "son": "father?uncle",
        "daughter_in_law": "mother?other",
        "grandson": "sibling",
        "granddaughter": "sibling",
    },
    "daughters_son": {
        "head": "mothers_father/mothers_mother",
        "spouse": "mothers_father/mothers_mother",
        "daughter": "mother?other",
        "son_in_law": "father?other",
        "daughters_son": "sibling",
        "daughters_daughter": "sibling",
    },
    "daughters_daughter": {
        "head": "mothers_father/mothers_mother",
        "spouse": "mothers_father/mothers_mother",
        "daughter": "mother?other",
        "son_in_law": "father?other",
        "daughters_son": "sibling",
        "daughters_daughter": "sibling",
    },
    "sibling": {
        "head": "sibling",
        "spouse": "other/brothers_wife",
        "sibling": "sibling",
        "father": "father",
        "mother": "mother",
        "grandfather": "grandfather",
        "grandmother": "grandmother",
        "mothers_father": "mothers_father",
        "mothers_mother": "mothers_mother",
        "uncle": "uncle",
        "son": "nephew",
        "daughter": "niece",
        "brothers_wife": "spouse?brothers_wife",
        "nephew": "son?nephew",
        "niece": "daughter?niece",
    },
}
# Who has to be the only one for the first reading of ``a?b``, by the new head's old relation.
THE_ONLY: dict[str, tuple[str, ...]] = {
    "son": ("son",),
    "daughter": ("daughter",),
    "daughter_in_law": ("son", "daughter_in_law"),
    "son_in_law": ("daughter", "son_in_law"),
    "grandson": ("son",),
    "granddaughter": ("son",),
    "daughters_son": ("daughter",),
    "daughters_daughter": ("daughter",),
    "sibling": ("sibling",),
}


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the proposal needs them: id, sex (a code), relation to the head until now."""

    id: int
    sex: str
    relation: str


def proposed(members: Sequence[Member], head: int) -> dict[int, str]:
    """The new relation of every member but the new head, by id. ``head`` is the new head's id.

    ``members`` holds all who stood in the household, also one who leaves it with the same change: their
    answer is simply not used.
    """
    chosen = next(member for member in members if member.id == head)
    old = next((member for member in members if member.relation == HEAD), None)
    old_is_man = old is None or old.sex in (MALE, "")
    count = Counter(member.relation for member in members)
    only = all(count[relation] <= 1 for relation in THE_ONLY.get(chosen.relation, ()))
    if chosen.relation == HEAD:
        return {member.id: member.relation for member in members if member.id != head}
    rows = TABLE.get(chosen.relation, {})
    return {
        member.id: _read(rows.get(member.relation, OTHER), member, old_is_man=old_is_man, only=only)
        for member in members
        if member.id != head
    }


def _read(entry: str, member: Member, *, old_is_man: bool, only: bool) -> str:
    for sign, first in (("/", member.sex in (MALE, "")), ("~", old_is_man), ("?", only)):
        if sign in entry:
            one, other = entry.split(sign)
            return one if first else other
    return entry


def eldest_fit(members: Sequence[tuple[Member, int]]) -> int | None:
    """Whom to propose as the new head: the spouse, else the eldest child, else the eldest of all.

    ``members`` come with their birth as a number that grows with the day (0: not known).
    """
    ordered = sorted(members, key=lambda pair: (_rank(pair[0]), pair[1] or UNBORN, pair[0].id))
    return ordered[0][0].id if ordered else None


def _rank(member: Member) -> int:
    return {"spouse": 0, "son": 1, "daughter": 1}.get(member.relation, 2)
