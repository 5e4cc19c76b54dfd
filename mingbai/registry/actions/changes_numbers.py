"""A newcomer's document number: sealed from the draft on, so that nobody else can take it meanwhile.

If it is a known person's, here or elsewhere in the county, only its token is kept: the county, whose post
covers both ends, finds the person by it. The village learns no more than that.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from mingbai.kit import vault
from mingbai.kit.scope import ActingPost
from mingbai.kit.vault import seal
from mingbai.kit.vault.store import SHOWN
from mingbai.registry.actions.persons import DOCUMENT, BadNumber, NumberTaken
from mingbai.registry.models import NaturalChange, Person
from mingbai.registry.queries import identity

if TYPE_CHECKING:
    from mingbai.registry.actions.changes import NewChange


def hold(change: NaturalChange, facts: "NewChange", *, by: ActingPost, at: datetime) -> None:
    """Put what was typed onto the unsaved draft. Raises BadNumber, NumberTaken."""
    if not facts.id_no:
        return
    read = identity.read(id_type=facts.id_type, id_no=facts.id_no, today=at.date())
    if read.fault:
        raise BadNumber(identity.sentence(read.fault))
    change.id_type, change.id_last4 = read.id_type, read.number[-SHOWN:]
    if vault.standing(DOCUMENT, read.number) == "free":
        held = vault.put(kind=DOCUMENT, value=read.number, area_code=change.area_code, by=by, sole=True)
        change.id_vault, change.id_token = held.vault_id, held.token
        complete(change, read)
    else:
        change.id_token = seal.token(DOCUMENT, read.number)
        _recognise(change)


def complete(change: NaturalChange, read: identity.Read) -> None:
    """Take birth date and sex from the number."""
    if read.birth_date:
        change.details = {**change.details, "birth_date": read.birth_date.isoformat(), "sex": read.sex}


def _recognise(change: NaturalChange) -> None:
    """Whose number it is, if the post may know; another draft's number is refused."""
    person = Person.objects.filter(id_token=change.id_token).first()
    if person is not None:
        change.person, change.person_name = person, person.name
    elif NaturalChange.objects.filter(id_token=change.id_token, id_vault__isnull=False).exists():
        raise NumberTaken(_("This number stands in another natural change already."))


def replace(
    change: NaturalChange, anew: NaturalChange, facts: "NewChange", *, by: ActingPost, at: datetime
) -> None:
    """Put the number of the amended content onto ``anew``: the same one again, or another."""
    if facts.id_no:
        let_go(change, by=by, at=at)
        hold(anew, facts, by=by, at=at)
        return
    anew.id_type, anew.id_vault = change.id_type, change.id_vault
    anew.id_token, anew.id_last4 = change.id_token, change.id_last4
    if anew.person is None and change.id_token and not change.id_vault:
        anew.person = change.person


def let_go(change: NaturalChange, *, by: ActingPost, at: datetime) -> None:
    """Forget a number that was held for a newcomer who has not come."""
    if change.id_vault is not None:
        vault.erase([change.id_vault], by=by, at=at)
        NaturalChange.objects.filter(pk=change.pk).update(id_vault=None, id_token=None)
