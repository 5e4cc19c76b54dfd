"""Accounts: opened in bulk with one-time passwords, locked and unlocked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from axes.utils import reset as forget_failures
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from mingbai.kit import steps, vault
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import Realm
from mingbai.org import permits
from mingbai.org.actions.passwords import first_password
from mingbai.org.actions.refusal import Refused, demand, demand_cover
from mingbai.org.actions.sessions import end_sessions
from mingbai.org.models import Unit, User

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")
PHONE = re.compile(r"1\d{10}")
MOST_AT_ONCE = 1_000


class BadAccounts(Refused):
    """Some lines cannot become accounts; ``problems`` maps line number (from 1) to a sentence."""

    code = "bad_accounts"

    def __init__(self, found: dict[int, str]) -> None:
        super().__init__(_("Nothing was opened. Please mend the lines named and send the list again."))
        self.problems = found


class NotOneself(Refused):
    """Nobody locks, unlocks or resets their own account."""

    code = "not_oneself"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """One line of a list of people. ``unit`` is a unit's code; ``phone`` may be empty."""

    username: str
    display_name: str
    unit: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An account just opened, with the password (or none) that is shown once and kept nowhere."""

    user: User
    password: str


@transaction.atomic
def open_accounts(
    *, people: Sequence[NewAccount], by: ActingPost, at: datetime, passwords: bool = True
) -> list[Opened]:
    """Open an account for each line, all or none. Raises BadAccounts, NotAllowed.

    Without ``passwords`` nobody can sign in until the administrator gives them one (``reset_by_admin``).
    """
    demand(permits.opens_accounts, by=by)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={line.unit for line in people})}
    found = _problems(people, units)
    if found:
        raise BadAccounts(found)
    opened = [_drafted(line, units[line.unit], by, at, password=passwords) for line in people]
    users = User.objects.bulk_create(each.user for each in opened)
    steps.record_all(subjects=users, move="open_account", source="", target="", by=by, at=at)
    return opened


def _problems(people: Sequence[NewAccount], units: dict[str, Unit]) -> dict[int, str]:
    taken = set(
        User.objects.filter(username__in=[p.username for p in people]).values_list("username", flat=True)
    )
    found: dict[int, str] = {}
    for number, line in enumerate(people, start=1):
        sentence = _line_problem(line, units, taken)
        if number > MOST_AT_ONCE:
            sentence = _("At most 1,000 accounts at once.")
        if sentence:
            found[number] = sentence
        taken.add(line.username)
    return found


def _line_problem(line: NewAccount, units: dict[str, Unit], taken: set[str]) -> str:
    if not USERNAME.fullmatch(line.username):
        return _("User name: 3 to 40 small letters, digits, dots or dashes, a letter first.")
    if line.username in taken:
        return _("This user name is taken.")
    if not line.display_name:
        return _("The person's name is missing.")
    if line.unit not in units:
        return _("There is no unit with this code.")
    if line.phone and not PHONE.fullmatch(line.phone):
        return _("A mobile number has 11 digits and begins with 1.")
    return ""


def _drafted(line: NewAccount, unit: Unit, by: ActingPost, at: datetime, *, password: bool) -> Opened:
    demand_cover(by, unit.area_code)
    first = first_password() if password else ""
    user = User(
        username=line.username,
        display_name=line.display_name,
        area_code=unit.area_code,
        unit=unit,
        password=make_password(first or None),
        password_at=at,
        opened_at=at,
    )
    if line.phone:
        sealed = vault.put(kind="phone", value=line.phone, area_code=unit.area_code, by=by, realm=Realm.ORG)
        user.phone_vault, user.phone_last4 = sealed.vault_id, sealed.last4
    return Opened(user=user, password=first)


@transaction.atomic
def lock(*, user: User, reason: str, by: ActingPost, at: datetime) -> None:
    """Lock an account and end its sessions. Raises NotOneself, NotAllowed."""
    _may_keep(user, by)
    user.is_active, user.locked_why = False, reason
    _save_lock(user)
    end_sessions(user=user, why="locked", by=by, at=at)
    steps.record(subject=user, move="lock", source="active", target="locked", by=by, at=at, note=reason)


@transaction.atomic
def unlock(*, user: User, by: ActingPost, at: datetime) -> None:
    """Open a locked account again and forget its failed sign-ins. Raises NotOneself, NotAllowed."""
    _may_keep(user, by)
    user.is_active, user.locked_why = True, ""
    _save_lock(user)
    forget_failures(username=user.username)
    steps.record(subject=user, move="unlock", source="locked", target="active", by=by, at=at)


def _may_keep(user: User, by: ActingPost) -> None:
    demand(permits.account_keeper, by=by)
    demand_cover(by, user.area_code)
    if by.user_id == user.pk:
        raise NotOneself(_("You cannot do this to your own account."))


def _save_lock(user: User) -> None:
    user.version += 1
    user.save(update_fields=["is_active", "locked_why", "version"])
