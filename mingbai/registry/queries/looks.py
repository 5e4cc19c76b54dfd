"""查阅记录 of one household or person: who opened the page, and who opened a number of theirs."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.sight import Sight
from mingbai.registry.models import Household, Person

VAULT = "kit.vault"


def of_household(
    acting: ActingPost, household: Household, people: Sequence[Person] | None = None
) -> QuerySet[Sight]:
    """Looks at the household, its present members and their numbers, newest first.

    ``people``: the present members, where the caller has them.
    """
    if people is None:
        people = list(Person.objects.filter(household=household))
    held = [household.phone_vault, household.account_vault, *_held(people)]
    return _about(acting, [household], people, held)


def of_person(acting: ActingPost, person: Person) -> QuerySet[Sight]:
    """Looks at the person and their numbers, newest first."""
    return _about(acting, [], [person], _held([person]))


def _held(people: Iterable[Person]) -> list[int | None]:
    return [id_ for person in people for id_ in (person.id_vault, person.phone_vault)]


def _about(
    acting: ActingPost, households: list[Household], people: Sequence[Person], held: Iterable[int | None]
) -> QuerySet[Sight]:
    subjects = {
        Household._meta.label_lower: [each.pk for each in households],
        Person._meta.label_lower: [each.pk for each in people],
        VAULT: [id_ for id_ in held if id_ is not None],
    }
    wanted = Q(pk=None)
    for kind, ids in subjects.items():
        if ids:
            wanted |= Q(subject_type=kind, subject_id__in=ids)
    found: QuerySet[Sight] = rows(Sight, acting).filter(wanted).order_by("-id")
    return found
