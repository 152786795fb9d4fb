"""How is this site configured? Everything comes from the environment, and what is left out is safe.

With nothing set, every command uses a local SQLite file and a key generated once, both in var/. DATABASE_URL or
ATTEST_ENV=production makes it a production site, whose settings are checked at start (config/checks.py).
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO

from config.local import local_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = BASE_DIR / "var"
LOCAL_DATABASE = LOCAL_DIR / "attest.sqlite3"

env = environ.Env()

# Where it runs. ATTEST_ENV=local with a DATABASE_URL is a developer's PostgreSQL.
ENVIRONMENT = env.str("ATTEST_ENV", default="production" if "DATABASE_URL" in env.ENVIRON else "local")
PRODUCTION = ENVIRONMENT != "local"
HTTPS = env.bool("ATTEST_HTTPS", default=PRODUCTION)
BEHIND_PROXY = env.bool("ATTEST_BEHIND_PROXY", default=False)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or ("" if PRODUCTION else local_secret_key(LOCAL_DIR))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Rules of the house that a team may choose.
ATTEST_ALLOW_OWN_PUBLISHING = env.bool("ATTEST_ALLOW_OWN_PUBLISHING", default=False)
# Of a hundred articles, how many are coded twice, by two coders who do not see each other's work. What is no number
# is no percentage either: config/checks.py says so.
_share = env.str("ATTEST_DOUBLE_CODING_SHARE", default="").strip() or "0"
ATTEST_DOUBLE_CODING_SHARE = int(_share) if _share.isdecimal() and _share.isascii() else -1
# After how many days without a touch an open task is shown to the reviewers, who may give it back.
ATTEST_TASK_DAYS = env.int("ATTEST_TASK_DAYS", default=14)

# Where readers find the site, as https://attest.example: a release cites it for good, so that none is guessed.
ATTEST_ADDRESS = env.str("ATTEST_ADDRESS", default="")

# Under which terms the data may be used: the SPDX name of a licence, its title, and where it stands.
ATTEST_DATA_LICENCE = env.str("ATTEST_DATA_LICENCE", default="CC-BY-4.0")
ATTEST_DATA_LICENCE_TITLE = env.str(
    "ATTEST_DATA_LICENCE_TITLE", default="Creative Commons Attribution 4.0 International"
)
ATTEST_DATA_LICENCE_URL = env.str("ATTEST_DATA_LICENCE_URL", default="https://creativecommons.org/licenses/by/4.0/")

# Streets on the map, none by default: a tile server's address with {z}, {x} and {y}, or a PMTiles file of pictures.
ATTEST_STREETS = env.str("ATTEST_STREETS", default="").strip()
ATTEST_STREETS_CREDIT = env.str("ATTEST_STREETS_CREDIT", default="").strip()
ATTEST_STREETS_FROM_ZOOM = env.int("ATTEST_STREETS_FROM_ZOOM", default=9)
_tile_hosts = [f"https://{urlsplit(ATTEST_STREETS).netloc}"] if ATTEST_STREETS.startswith("https://") else []

# Requests to the API that one client may send in a minute; 0 is no limit.
ATTEST_API_RATE = env.int("ATTEST_API_RATE", default=120)

INSTALLED_APPS = [
    "config.apps.AttestAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_filters",
    "drf_spectacular",
    "leaflet",
    "simple_history",
    "articles",
    "incidents",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.compression.Compression",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    # Before whatever reads or gives one.
    "config.cookies.AnalystsCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # Before what redirects to an address: that one is in the same language.
    "incidents.public.languages.AddressLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "incidents.public.languages.versions",
                "incidents.public.streets.context",
            ],
        },
    },
]

# Database: SQLite unless DATABASE_URL says otherwise.
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{LOCAL_DATABASE}")}
DATABASE_OPTIONS = DATABASES["default"].setdefault("OPTIONS", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without IMMEDIATE a transaction that reads first cannot wait for another writer: it fails at once.
    DATABASE_OPTIONS.setdefault("transaction_mode", "IMMEDIATE")
    DATABASE_OPTIONS.setdefault("timeout", 20)
    DATABASE_OPTIONS.setdefault(
        "init_command", "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON"
    )
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Compiling a query costs more than it saves on the short ones a map asks.
    DATABASE_OPTIONS.setdefault("options", "-c jit=off")

# What a process remembers. Requests are counted apart, so that a flood of clients drops nothing that was worked out.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "rates": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "rates",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}

# The API reads alone, asks nobody who they are and answers in JSON: incidents/public/api/views.py says the rest.
REST_FRAMEWORK = {"UNAUTHENTICATED_USER": None, "UNAUTHENTICATED_TOKEN": None, "URL_FORMAT_OVERRIDE": None}
SPECTACULAR_SETTINGS = {
    "TITLE": "Attest",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": "Incidents of armed conflict as they were published, each figure with the words of its source. A "
    "blank means that no source says; it is never a zero. Read only, without a key.",
    "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "TAGS": [
        {"name": "api", "description": "Lists by page."},
        {"name": "files", "description": "Whole answers as files."},
    ],
    "POSTPROCESSING_HOOKS": ["incidents.public.api.openapi.with_the_rest"],
}

# Language and time. The first language stands at the addresses without a prefix, each other one under its code. To add
# one: its code here, its texts in locale/ (CONTRIBUTING.md). Analysts work in the first.
LANGUAGE_CODE = "en"
LANGUAGES = [
    (code, LANG_INFO.get(code, {}).get("name_local", code))
    for code in dict.fromkeys([LANGUAGE_CODE, *env.list("ATTEST_LANGUAGES", default=["en", "ar"])])
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = "UTC"
USE_TZ = True

# Static files: hashed names in production (manage.py collectstatic), straight from the packages otherwise.
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=f"{BASE_DIR}/staticfiles")) if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
STATICFILES_BACKEND = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if PRODUCTION
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
# Snapshots of fetched pages. No address leads here and no web server may serve it: a page that was fetched can hold
# any script, so that only the analysts' own view hands it out (articles/admin/snapshots.py).
MEDIA_ROOT = Path(env.str("ATTEST_MEDIA_ROOT", default=f"{LOCAL_DIR}/media"))

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_BACKEND},
}

# Leaflet asks OpenStreetMap for tiles unless told to have none; no page of ours calls a third party.
LEAFLET_CONFIG: dict[str, list[str]] = {"TILES": []}

# A form with many locations, statements and counts has more fields than Django's default of 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# An address typed without http:// or https:// means https. Django 6 takes this for granted and drops the setting.
FORMS_URLFIELD_ASSUME_HTTPS = True

# Reverting in the admin would overwrite a colleague's later change without a word.
SIMPLE_HISTORY_REVERT_DISABLED = True

# Who may log in.
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "config.proxy.client_address"
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_VERBOSE = False

# What a browser is allowed to do with our pages.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        # Leaflet swaps an image it drops for an empty one, given as data.
        "img-src": [SELF, "data:", *_tile_hosts],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# HTTPS, on in production. A load balancer asks /healthz over plain HTTP.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.int("ATTEST_HSTS_SECONDS", default=31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("ATTEST_HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# Everything to standard error; Django by itself keeps errors from it when DEBUG is off.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING").upper()},
    # Django's own handlers would print the same lines a second time, or mail them.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
