"""An installation as it runs: the embedded server, or the addresses that config.yaml gives.

``owner`` is there only for commands that migrate, check or save (MINGBAI_OWNER): web server and worker
never hold a connection that could pass the walls.
"""

import os

from mingbai.kit.cluster import addresses
from mingbai.settings.base import *  # noqa: F403
from mingbai.settings.base import HOME, database

_address = addresses(HOME)
DATABASES = {"default": database(_address["app"]), "aside": database(_address["app"])}
if os.environ.get("MINGBAI_OWNER") == "1":
    DATABASES["owner"] = database(_address["owner"])

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # uploads go through kit.files only
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
