"""The second factor: begun, confirmed, asked for at sign-in, replaced by recovery codes, removed.

``now`` is the machine's real time in seconds: the code on a person's phone knows no demo clock.
"""

import base64
import secrets
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django_otp.oath import TOTP

from mingbai.kit import steps
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.vault import seal
from mingbai.kit.vault.holdings import Holding
from mingbai.org import permits
from mingbai.org.actions.refusal import Refused, demand, demand_cover
from mingbai.org.models import RecoveryCode, SecondFactor, User

SECRET_BYTES = 20
CODE_BYTES = 10


class WrongCode(Refused):
    """The code is not right, or was used before."""

    code = "wrong_code"


class NotBegun(Refused):
    """There is no second factor to confirm, or it is confirmed already."""

    code = "not_begun"


@transaction.atomic
def begin_second_factor(*, user: User, by: ActingPost, at: datetime) -> str:
    """Start a new second factor; returns its secret in base32, to be shown until it is confirmed.

    One that is confirmed stays in force until an administrator removes it. Raises NotBegun.
    """
    _oneself(user, by)
    known = SecondFactor.objects.filter(user=user).first()
    if known and known.confirmed_at:
        raise NotBegun(_("You have a second factor already."))
    if known:
        return shown_secret(known)
    secret = secrets.token_bytes(SECRET_BYTES)
    closed = seal.close(secret, place=_place(user.pk))
    SecondFactor.objects.create(
        user=user, area_code=user.area_code, key_id=closed.key_id, sealed=closed.sealed, started_at=at
    )
    return base64.b32encode(secret).decode()


@transaction.atomic
def confirm_second_factor(*, user: User, code: str, now: float, by: ActingPost, at: datetime) -> list[str]:
    """Confirm it with a first code; returns the recovery codes, shown once. Raises WrongCode, NotBegun."""
    _oneself(user, by)
    factor = SecondFactor.objects.filter(user=user, confirmed_at=None).first()
    if factor is None:
        raise NotBegun(_("There is no second factor to confirm."))
    _consume(factor, code, now)
    factor.confirmed_at = at
    factor.save(update_fields=["confirmed_at"])
    steps.record(subject=user, move="second_factor", source="", target="on", by=by, at=at)
    return _new_codes(user)


@transaction.atomic
def check_code(*, user: User, code: str, now: float) -> None:
    """Accept a code once. Raises WrongCode for a wrong one and for one used before."""
    factor = SecondFactor.objects.select_for_update().filter(user=user).exclude(confirmed_at=None).first()
    if factor is None:
        raise WrongCode(_("This code is not right."))
    _consume(factor, code, now)


@transaction.atomic
def use_recovery_code(*, user: User, code: str, at: datetime) -> int:
    """Accept a recovery code once; returns how many are left. Raises WrongCode."""
    found = RecoveryCode.objects.select_for_update().filter(
        user=user, digest=_digest(user.pk, code), used_at=None
    )
    if not found.update(used_at=at):
        raise WrongCode(_("This code is not right."))
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


@transaction.atomic
def renew_recovery_codes(*, user: User, by: ActingPost, at: datetime) -> list[str]:
    """Replace the recovery codes; the old ones are void."""
    _oneself(user, by)
    steps.record(subject=user, move="recovery_codes", source="", target="new", by=by, at=at)
    return _new_codes(user)


@transaction.atomic
def remove_second_factor(*, user: User, reason: str, by: ActingPost, at: datetime) -> None:
    """An administrator removes another's second factor, for instance of a lost phone. Raises NotAllowed."""
    demand(permits.guards, by=by)
    demand_cover(by, user.area_code)
    demand(permits.another, by=by, subject=user)
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    steps.record(subject=user, move="second_factor", source="on", target="off", by=by, at=at, note=reason)


def confirmed(user: User) -> bool:
    """Whether the person has a second factor in force."""
    return SecondFactor.objects.filter(user=user).exclude(confirmed_at=None).exists()


def shown_secret(factor: SecondFactor) -> str:
    """The secret in base32, to be typed or scanned while the factor is not yet confirmed."""
    return base64.b32encode(_secret(factor)).decode()


def code_at(factor: SecondFactor, now: float) -> str:
    """The code of a moment, as the person's phone shows it."""
    rules = installed().section("security")["second_factor"]
    generator = _totp(factor, now)
    return f"{generator.token():0{rules['digits']}d}"


def _consume(factor: SecondFactor, code: str, now: float) -> None:
    tidy = code.strip().replace(" ", "")
    generator = _totp(factor, now)
    tolerance = installed().get("security.second_factor.drift_steps")
    if not (tidy.isascii() and tidy.isdigit()) or not generator.verify(
        int(tidy), tolerance, factor.last_step + 1
    ):
        raise WrongCode(_("This code is not right, or was used before. Wait for the next one."))
    factor.last_step = generator.t()
    factor.save(update_fields=["last_step"])


def _totp(factor: SecondFactor, now: float) -> TOTP:
    rules = installed().section("security")["second_factor"]
    generator = TOTP(_secret(factor), step=rules["step_seconds"], digits=rules["digits"])
    generator.time = now
    return generator


def _secret(factor: SecondFactor) -> bytes:
    return seal.open_(seal.Closed(factor.key_id, bytes(factor.sealed)), place=_place(factor.user_id))


def _new_codes(user: User) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    codes = [_code() for _place_ in range(installed().get("security.second_factor.recovery_codes"))]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, area_code=user.area_code, digest=_digest(user.pk, code)) for code in codes
    )
    return codes


def _code() -> str:
    text = base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def _digest(user_id: int, code: str) -> str:
    tidy = code.strip().lower().replace("-", "").replace(" ", "")
    return salted_hmac("mingbai.org.recovery", f"{user_id}:{tidy}", algorithm="sha256").hexdigest()


def _place(user_id: int) -> str:
    return f"org_secondfactor:{user_id}"


# Moves with the vault when the key is replaced.
SEALED = Holding("org_secondfactor", ("user_id",), _place)


def _oneself(user: User, by: ActingPost) -> None:
    demand(permits.oneself, by=by, subject=user)
