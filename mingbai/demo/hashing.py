"""The demo's passwords stand in its own greeting: dear hashing would only make the first start slow."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Quick(Argon2PasswordHasher):
    """Argon2 at a fiftieth of the cost; the demo's settings alone name it."""

    time_cost = 1
    memory_cost = 8 * 1024
    parallelism = 1
