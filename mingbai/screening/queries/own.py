"""回避: nobody answers about their own household, as far as the program knows whose it is."""

from mingbai.kit.scope import ActingPost
from mingbai.registry.models import Person

LABEL_PARTS = " · "
VILLAGE_END = "000"


def name_of(acting: ActingPost) -> str:
    """The name of the person who acts."""
    return acting.label.partition(LABEL_PARTS)[0].strip()


def households(acting: ActingPost) -> frozenset[int]:
    """Households of the post's own village in which somebody bears the name of the person who acts.

    Accounts and people of the ledger are not linked, so a namesake in the village is taken for the person:
    somebody else of the village answers then. Posts of more than a village are not judged by a name.
    """
    name = name_of(acting)
    if not name or acting.area_code.endswith(VILLAGE_END):
        return frozenset()
    found = Person.objects.filter(area_code=acting.area_code, name=name).exclude(household=None)
    return frozenset(found.values_list("household_id", flat=True))


def stands_in(acting: ActingPost, household_id: int | None) -> bool:
    """Whether this is, as far as known, the household of the person who acts."""
    if household_id is None or acting.area_code.endswith(VILLAGE_END):
        return False
    name = name_of(acting)
    return bool(name) and Person.objects.filter(household_id=household_id, name=name).exists()
