"""What this room puts around every page: the menu, the search in the banner; and its tasks on Today."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingbai.kit.page import Hit, MenuEntry, SearchSource
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import minute
from mingbai.org.queries.today import Task
from mingbai.registry import permits
from mingbai.registry.actions import looks
from mingbai.registry.models import Person
from mingbai.registry.queries import finding, glass
from mingbai.registry.queries.finding import Findings


def menu(acting: ActingPost) -> list[MenuEntry]:
    """Find people; the lists, for those who browse; one's own households, for a helper."""
    if acting.lo == acting.hi:
        return []
    found = [MenuEntry(_("Find people"), reverse("registry:find"), "search")]
    if acting.households is not None:
        return [*found, MenuEntry(_("My households"), reverse("registry:mine"), "people")]
    if permits.browses(acting, None):
        found.append(MenuEntry(_("Household list"), reverse("registry:households"), "people"))
    if permits.told_of_glass(acting, None):
        found.append(MenuEntry(_("Looks from beyond"), reverse("registry:glass_looks"), "eye"))
    return found


def find_people(acting: ActingPost, words: str, at: datetime) -> list[Hit]:
    """People and households within reach; a look by a whole number is recorded."""
    found = finding.find(acting, words, at)
    if found.by_number:
        looks.looked_up(persons=found.persons, by=acting, at=at)
    people = [
        Hit(each.name, reverse("registry:person", args=[each.key]), _detail(found, each))
        for each in found.persons
    ]
    homes = [
        Hit(each.head_name, reverse("registry:household", args=[each.key]), found.places_of[each.area_code])
        for each in found.households
    ]
    return people + homes


def _detail(found: Findings, person: Person) -> str:
    """Village, head of the household, masked number."""
    parts = [found.places_of.get(person.area_code, "")]
    if person.household is not None:
        parts.append(_("household of %(name)s") % {"name": person.household.head_name})
    if person.id_last4:
        parts.append(f"**** {person.id_last4}")
    return " · ".join(filter(None, parts))


PEOPLE = SearchSource(gettext_lazy("People and households"), find_people)


def looks_to_note(acting: ActingPost, at: datetime) -> list[Task]:
    """Households of the township that somebody from beyond has opened (应急查阅)."""
    if not permits.told_of_glass(acting, None) or acting.households is not None:
        return []
    return [
        Task(
            title=_("%(who)s opened the household of %(name)s")
            % {"who": each.post_label, "name": each.head_name},
            detail=f"{minute(each.looked_at)} · {each.reason}",
            due=None,
            url=reverse("registry:glass_looks-one", args=[each.key]),
            action=_("Look"),
        )
        for each in glass.to_note(acting, at)
    ]


def subjects() -> dict[str, str]:
    """What the record of looks calls this room's rows."""
    return {
        "registry.household": _("Household"),
        "registry.person": _("Person"),
        "kit.vault": _("Sealed number"),
    }
