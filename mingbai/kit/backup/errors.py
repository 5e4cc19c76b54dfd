"""Why a backup was not made or not put back."""


class BackupError(Exception):
    """The message says why and what to do; what was begun has been removed."""
