"""People's accounts as pages show them."""

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import SecondFactor, SignIn, Unit, User


def accounts(acting: ActingPost) -> QuerySet[User]:
    """The accounts of a post's organisation range."""
    return rows(User, acting)


def unit_name(user: User) -> str:
    """The name of a person's unit, empty if the asker's wall hides it."""
    return Unit.objects.filter(Q(pk=user.unit_id)).values_list("name", flat=True).first() or ""


def with_second_factor(user_ids: list[int]) -> set[int]:
    """Which of these people have a second factor in force."""
    found = SecondFactor.objects.filter(user_id__in=user_ids).exclude(confirmed_at=None)
    return set(found.values_list("user_id", flat=True))


def account(user_id: int) -> User:
    """The account with this number. Raises User.DoesNotExist."""
    return User.objects.get(pk=user_id)


def named(username: str) -> User | None:
    """The account of this user name, if the asker's wall shows it."""
    return User.objects.filter(username=username.strip().lower()).first()


def nobody() -> QuerySet[User]:
    """No account: what a choice offers before it is known who asks."""
    return User.objects.none()


def second_factor(user: User, *, confirmed: bool) -> SecondFactor | None:
    """A person's second factor: the one in force, or the one that is being set up."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=not confirmed).first()


def sign_ins(user: User) -> QuerySet[SignIn]:
    """The browsers in which a person is signed in now."""
    return SignIn.objects.filter(user=user, ended_at=None)


def sign_in(user: User, number: int | None) -> SignIn | None:
    """One of a person's signed-in browsers, also one that was ended."""
    return SignIn.objects.filter(Q(pk=number), user=user).first()


def id_of(username: str) -> int | None:
    """The number of an account, before anybody's post is known; tells nothing else."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT org_user_named(%s)", [username.lower()])
        found: int | None = cursor.fetchone()[0]
    return found


def exists(username: str) -> bool:
    """Whether an account bears this name, whoever asks."""
    return id_of(username) is not None
