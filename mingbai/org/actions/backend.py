"""Django's door to our accounts: by user name and password, and by the id that a session holds."""

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.http import HttpRequest

from mingbai.kit.scope import entered
from mingbai.org.models import User
from mingbai.org.queries import people
from mingbai.org.queries.seats import postless


class Backend:
    """Finds accounts before anybody's post is known, through a function that tells an id and no more."""

    def authenticate(
        self, _request: HttpRequest, username: str | None = None, password: str | None = None
    ) -> User | None:
        """The active account of these credentials. An unknown name takes as long as a wrong password."""
        if not username or password is None:
            return None
        user = self.get_user(people.id_of(username))
        if user is None:
            make_password(password)
            return None
        right = check_password(password, user.password)
        return user if right and user.is_active else None

    def get_user(self, user_id: int | None) -> User | None:
        """The account, read with its own eyes."""
        if user_id is None:
            return None
        with entered(postless(user_id=user_id)), transaction.atomic():
            return User.objects.filter(pk=user_id).first()
