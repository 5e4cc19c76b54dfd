"""An installation with the tests' small room, whose ledger is what pages are measured with."""

from mingbai.settings.installed import *  # noqa: F403
from mingbai.settings.installed import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [*INSTALLED_APPS[:-1], "tests.samples.apps.SamplesConfig", INSTALLED_APPS[-1]]
ALLOWED_HOSTS = ["testserver"]
ROOT_URLCONF = "bench.page_urls"
# The program's own acting middleware needs a signed-in person; the samples' does the rest of its work.
_acting = "tests.samples.middleware.Acting"
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("mingbai.org") and "axes" not in name]
MIDDLEWARE.insert(MIDDLEWARE.index("mingbai.kit.middleware.refusals.Refusals"), _acting)
