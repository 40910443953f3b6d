"""Settings of Podwright. Nothing needs to be set to run it on one's own machine.

PODWRIGHT_MODE        local (the default): one user, no login, for this machine only; server: everybody logs in
PODWRIGHT_DATA        folder for the database and what is generated; var/ beside the code by default
PODWRIGHT_SECRET_KEY  server: at least 50 random characters (…_FILE names a file); local: made on first start
PODWRIGHT_HOSTS       server: the names it is reached under, separated by commas
PODWRIGHT_HTTPS       server: 1 (the default) for secure cookies, HSTS and redirects to https; 0 for plain http
PODWRIGHT_PROXY       1 when a proxy in front sets X-Forwarded-Proto and drops what clients send of it
DATABASE_URL          postgres://… instead of SQLite
PODWRIGHT_CREDENTIALS_KEY  server: 32 random characters or more that encrypt the credentials of clusters (…_FILE names
                      a file); several, separated by commas, to change it: the first encrypts. Local: a file
PODWRIGHT_CLUSTERS    hosts of clusters that may be connected to, separated by commas; .example.com for all below it
PODWRIGHT_MAX_SIZE    bytes of one manifest; also _MAX_DEPTH, _MAX_DOCUMENTS, _MAX_EXPANSION (see Limits)
PODWRIGHT_DEBUG       1 for Django's debug pages; never where others can reach it
"""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from pods.cluster.access import Reachable
from pods.cluster.sealing import SHORTEST
from pods.domain.manifest.limits import DEFAULT, Limits
from webapp.environment import (
    database,
    env_bool,
    env_choice,
    env_int,
    env_keys,
    env_list,
    env_text,
    kept_secret,
)

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env_text("PODWRIGHT_DATA", str(BASE_DIR / "var")))

PODWRIGHT_MODE = env_choice("PODWRIGHT_MODE", "local", "server")
LOCAL = PODWRIGHT_MODE == "local"
LOCAL_USER = "local"  # whom everything belongs to where nobody logs in
HTTPS = not LOCAL and env_bool("PODWRIGHT_HTTPS", True)
DEBUG = env_bool("PODWRIGHT_DEBUG", False)

# -- who may come in ---------------------------------------------------------------------------------------------

if LOCAL:
    SECRET_KEY = env_text("PODWRIGHT_SECRET_KEY") or kept_secret(DATA_DIR / "secret-key")
    # Also a defence: a foreign page that points its own name at 127.0.0.1 is refused for that name.
    ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1", "[::1]"]
else:
    SECRET_KEY = env_text("PODWRIGHT_SECRET_KEY")
    if not SECRET_KEY:
        raise ImproperlyConfigured("PODWRIGHT_SECRET_KEY is not set; give 50 random characters or more.")
    ALLOWED_HOSTS = env_list("PODWRIGHT_HOSTS")

CSRF_TRUSTED_ORIGINS = [f"https://{host.removeprefix('.')}" for host in ALLOWED_HOSTS] if HTTPS else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_bool("PODWRIGHT_PROXY", False) else None
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Whether other names under the same domain speak https is not ours to decide, nor is the browsers' preload list.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Cookies ignore ports: names of our own, so that another Django on this machine does not log us out.
SESSION_COOKIE_NAME = "podwright_session"
CSRF_COOKIE_NAME = "podwright_csrf"
LANGUAGE_COOKIE_NAME = "podwright_language"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 31_536_000
CSRF_FAILURE_VIEW = "webapp.errors.csrf_failure"
DEFAULT_EXCEPTION_REPORTER_FILTER = "webapp.errors.NoSecrets"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# -- how large things may be -------------------------------------------------------------------------------------

PODWRIGHT_LIMITS = Limits(
    size=env_int("PODWRIGHT_MAX_SIZE", DEFAULT.size),
    depth=env_int("PODWRIGHT_MAX_DEPTH", DEFAULT.depth),
    documents=env_int("PODWRIGHT_MAX_DOCUMENTS", DEFAULT.documents),
    expansion=env_int("PODWRIGHT_MAX_EXPANSION", DEFAULT.expansion),
)
# A whole request: a manifest of the largest size as JSON, in a form, or a few of them as files.
PODWRIGHT_MAX_BODY = 4 * PODWRIGHT_LIMITS.size
DATA_UPLOAD_MAX_MEMORY_SIZE = PODWRIGHT_MAX_BODY
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# -- clusters ----------------------------------------------------------------------------------------------------

if LOCAL:
    PODWRIGHT_CREDENTIALS_KEYS = [kept_secret(DATA_DIR / "credentials-key")]
else:
    PODWRIGHT_CREDENTIALS_KEYS = env_keys("PODWRIGHT_CREDENTIALS_KEY", SHORTEST)
PODWRIGHT_REACHABLE = Reachable(hosts=tuple(env_list("PODWRIGHT_CLUSTERS")), plain_http=LOCAL, proxies=LOCAL)

# -- what it is made of ------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "pods.apps.PodsConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "webapp.frames.in_one_piece",
    "webapp.middleware.content_security_policy",
    "webapp.middleware.this_machine_only",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "webapp.middleware.request_size",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "webapp.middleware.the_one_user" if LOCAL else "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "webapp.urls"
ASGI_APPLICATION = "webapp.asgi.application"
FORM_RENDERER = "pods.forms.rendering.StraightRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# -- where things are kept ---------------------------------------------------------------------------------------

DATABASES = {"default": database(env_text("DATABASE_URL"), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Small pictures of the home page, by the text they show: kept over a restart, drawn anew when lost.
    "thumbnails": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "thumbnails",
        "TIMEOUT": 30 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "webapp.storage.StaticFiles"},
}
SERVESTATIC_USE_ZSTD = False  # gzip and brotli are what browsers have

# -- languages ---------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ko", _("Korean"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# -- what is logged: which request failed and where, never what stood in it ---------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "podwright": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
