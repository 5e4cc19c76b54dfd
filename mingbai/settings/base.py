"""Settings shared by every way of running; what differs by installation is read from its home."""

from pathlib import Path
from typing import Any

from mingbai.kit.home import Address, Home, current

PACKAGE = Path(__file__).resolve().parent.parent


def database(address: Address, **more: Any) -> dict[str, Any]:
    """Django's form of a database address."""
    return {
        "ENGINE": "mingbai.kit.db",
        "HOST": address.host,
        "PORT": str(address.port),
        "NAME": address.name,
        "USER": address.user,
        "PASSWORD": address.password,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(address.options),
        **more,
    }


HOME: Home = current()
SECRET_KEY = HOME.keys["django"]
DEBUG = False
ALLOWED_HOSTS = list(HOME.config.hosts)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "procrastinate.contrib.django",
    "mingbai.kit.apps.KitConfig",
    "mingbai.org.apps.OrgConfig",
    "mingbai.registry.apps.RegistryConfig",
    "mingbai.exchange.apps.ExchangeConfig",
    "mingbai.screening.apps.ScreeningConfig",
    "mingbai.oversight.apps.OversightConfig",
    "mingbai.duties.apps.DutiesConfig",
    "mingbai.wiring.Wiring",
]

MIDDLEWARE = [
    "mingbai.kit.middleware.headers.Headers",
    "mingbai.kit.middleware.language.Language",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mingbai.org.views.middleware.Acting",
    "mingbai.kit.middleware.refusals.Refusals",
]

ROOT_URLCONF = "mingbai.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csrf",
                "django.contrib.messages.context_processors.messages",
                "mingbai.kit.page.around",
            ],
        },
    }
]

CSRF_FAILURE_VIEW = "mingbai.kit.views.faults.csrf_failure"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = HOME.path / "static"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_USER_MODEL = "org.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "mingbai.org.actions.backend.Backend",
]
LOGIN_URL = "org:sign_in"
SESSION_ENGINE = "mingbai.org.actions.session_store"
SESSION_COOKIE_NAME = "mingbai"
SESSION_COOKIE_AGE = 12 * 3600
# Lockout by account, whoever asks from wherever; how many and how long is the pack's.
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_FAILURE_LIMIT = "mingbai.org.queries.lockout.failures"
AXES_COOLOFF_TIME = "mingbai.org.queries.lockout.minutes"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
# Our sign-in page answers a locked account itself, in one transaction; addresses have their own throttle.
SILENCED_SYSTEM_CHECKS = ["axes.W002", "axes.W006"]
AXES_CLIENT_IP_CALLABLE = "mingbai.org.queries.lockout.address"
APPLICATION_ROLE = "mingbai_app"

# What looks like an identity is masked in every line, tracebacks included (kit.redact).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "masking": {
            "()": "mingbai.kit.redact.Masking",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "masking"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {name: {"level": "WARNING"} for name in ("numexpr", "procrastinate", "splink")},
}
