"""Passwords: the pack's rules, changing one's own, and a reset by an administrator."""

import secrets
import string
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingbai.kit import steps
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.org import permits
from mingbai.org.actions.refusal import Refused, demand, demand_cover
from mingbai.org.actions.sessions import end_sessions
from mingbai.org.models import OldPassword, User

CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
FIRST_LENGTH = 14
FEWEST_DIFFERENT = 5


class WrongPassword(Refused):
    """The present password given is not the right one."""

    code = "wrong_password"


class WeakPassword(Refused):
    """The new password breaks a rule of the pack; ``problems`` are the sentences."""

    code = "weak_password"

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def problems(password: str, *, user: User) -> list[str]:
    """What the pack's rules have against a password (``security.password``), as sentences."""
    rules = installed().section("security")["password"]
    found = []
    if len(password) < rules["min_length"]:
        found.append(_("Use at least %(n)d characters.") % {"n": rules["min_length"]})
    if _classes(password) < rules["classes"]:
        found.append(
            _("Mix at least %(n)d of: small letters, capital letters, digits, signs.")
            % {"n": rules["classes"]}
        )
    if user.username.lower() in password.lower():
        found.append(_("Leave your user name out of it."))
    if len(password) > rules["max_length"]:
        found.append(_("Use at most %(n)d characters.") % {"n": rules["max_length"]})
    if len(set(password)) < FEWEST_DIFFERENT:
        found.append(_("Use more different characters."))
    return found


def _classes(password: str) -> int:
    plain = sum(any(letter in group for letter in password) for group in CLASSES)
    return plain + any(letter not in "".join(CLASSES) for letter in password)


def used_before(password: str, *, user: User) -> bool:
    """Whether it is the present one or among the last (``security.password.history`` of them)."""
    old = user.old_passwords.values_list("digest", flat=True)[: installed().get("security.password.history")]
    return any(check_password(password, digest) for digest in [user.password, *old])


@transaction.atomic
def change_password(*, user: User, present: str, new: str, by: ActingPost, at: datetime) -> None:
    """Change one's own password. Raises WrongPassword, WeakPassword."""
    if by.user_id != user.pk or not check_password(present, user.password):
        raise WrongPassword(gettext_lazy("The present password is not right."))
    found = problems(new, user=user)
    if used_before(new, user=user):
        found.append(_("You have used this password before."))
    if found:
        raise WeakPassword(found)
    remember(user=user, at=at)
    _set(user, new, must_change=False, at=at)
    steps.record(subject=user, move="change_password", source="", target="", by=by, at=at)


@transaction.atomic
def reset_by_admin(*, user: User, by: ActingPost, at: datetime) -> str:
    """Set a new one-time password, return it once, and end the person's sessions. Raises NotAllowed."""
    demand(permits.opens_accounts, by=by)
    demand_cover(by, user.area_code)
    remember(user=user, at=at)
    password = first_password()
    _set(user, password, must_change=True, at=at)
    end_sessions(user=user, why="reset", by=by, at=at)
    steps.record(subject=user, move="reset_password", source="", target="", by=by, at=at)
    return password


def remember(*, user: User, at: datetime) -> None:
    """Keep the present password's hash among the old ones."""
    OldPassword.objects.create(user=user, area_code=user.area_code, digest=user.password, at=at)


def first_password() -> str:
    """A random one-time password of three classes, without letters that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    while True:
        found = "".join(secrets.choice(letters) for _place in range(FIRST_LENGTH))
        if _classes(found) == len(CLASSES):
            return found


def first_lapsed(user: User, at: datetime) -> bool:
    """Whether a one-time password was not used in time (``security.account.first_password_days``)."""
    longest = installed().get("security.account.first_password_days")
    return user.must_change_password and (user.password_at is None or (at - user.password_at).days >= longest)


def _set(user: User, password: str, *, must_change: bool, at: datetime) -> None:
    user.password = make_password(password)
    user.password_at = at
    user.must_change_password = must_change
    user.version += 1
    user.save(update_fields=["password", "password_at", "must_change_password", "version"])
