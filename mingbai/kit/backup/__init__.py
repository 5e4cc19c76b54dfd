"""A copy of an installation; every row and file is compared by hash after it is put back.

A backup is a directory: manifest.json, rows.dump (pg_dump), config.yaml, home/ with files and roots. The
keys are never in it: whoever finds a backup must not be able to open it.
"""

from mingbai.kit.backup.errors import BackupError
from mingbai.kit.backup.restore import restore
from mingbai.kit.backup.save import save

__all__ = ["BackupError", "restore", "save"]
