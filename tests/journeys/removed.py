"""What journeys have committed is taken away again, so that the next begins where this one began."""

from django.db import connections

from mingbai.registry.models import Household

# In the order in which they rest on each other. Points and what is frozen: only the owner deletes.
OVERSIGHT = (
    "observedresult", "mark", "observed", "observation", "brieflink", "brief", "proposal", "frozentally",
    "frozenscore", "frozenmonth", "scoreentry", "practice", "exposure", "answerable",
    "problempaper", "recheck", "problem", "sheet", "fact", "inspected", "draw", "inspection",
    "teamtask",
)  # fmt: skip


def supervision() -> None:
    """Every problem and what hangs on it: also what came of a finding that was verified."""
    with connections["owner"].cursor() as cursor:
        for name in OVERSIGHT:
            cursor.execute(f"DELETE FROM oversight_{name}")


def household(home: Household) -> None:
    """A household with its members; called in the scope and transaction of a post that reaches it."""
    home = Household.objects.get(pk=home.pk)
    people = list(home.persons.all())
    home.memberships.all().delete()
    home.head = None
    home.save()
    for person in people:
        person.delete()
    home.residences.all().delete()
    # Not through Django's collector, which would ask to delete looks that nobody may delete.
    Household.objects.filter(pk=home.pk)._raw_delete("default")
