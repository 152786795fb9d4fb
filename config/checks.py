"""May this site start? Each setting that is wrong, or unsafe in production, is an error with an id."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import to_locale

MIN_KEY_LENGTH = 50


def check_production(**_kwargs: Any) -> list[CheckMessage]:
    """attest.E001 to E005: what must be set before a production site may start."""
    return list(production_errors()) if settings.PRODUCTION else []


def production_errors() -> Iterator[CheckMessage]:
    """Every setting that is missing or unsafe in production."""
    if settings.ENVIRONMENT != "production":
        yield Error("ATTEST_ENV must be local or production.", id="attest.E005")
    if len(secret_key()) < MIN_KEY_LENGTH:
        yield Error(
            f"SECRET_KEY must be set to at least {MIN_KEY_LENGTH} random characters.",
            hint="Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
            id="attest.E001",
        )
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield Error("ALLOWED_HOSTS must name the hosts of this site, and not '*'.", id="attest.E002")
    if settings.DEBUG:
        yield Error("DEBUG must be off: its error pages show settings and drafts to anybody.", id="attest.E003")
    if not settings.HTTPS:
        yield Error(
            "ATTEST_HTTPS must be on: passwords and sessions would travel in the clear.",
            hint="Put TLS in front. On a laptop or a private network without it, set ATTEST_ENV=local.",
            id="attest.E004",
        )


def check_double_coding(**_kwargs: Any) -> list[CheckMessage]:
    """attest.E006: the share of articles that are coded twice is a percentage, on any site."""
    if 0 <= settings.ATTEST_DOUBLE_CODING_SHARE <= 100:
        return []
    return [
        Error(
            "ATTEST_DOUBLE_CODING_SHARE must be a whole number from 0 to 100.", id="attest.E006",
            hint="It is the percentage of articles that two people code without seeing each other's work.",
        )
    ]  # fmt: skip


def check_languages(**_kwargs: Any) -> list[CheckMessage]:
    """attest.E009: a language that a site offers has a translation."""
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return [
        Error(
            f"ATTEST_LANGUAGES names {code}, of which there is no translation in locale/.", id="attest.E009",
            hint="CONTRIBUTING.md says how a language is added.",
        )
        for code in others
        if not (settings.LOCALE_PATHS[0] / to_locale(code) / "LC_MESSAGES" / "django.mo").is_file()
    ]  # fmt: skip


def check_streets(**_kwargs: Any) -> list[CheckMessage]:
    """attest.E007 and E008: streets that a site is given can be read, and whose they are is said."""
    from incidents.public.streets import problem

    if not settings.ATTEST_STREETS:
        return []
    found = problem(settings.ATTEST_STREETS)
    wrong: list[CheckMessage] = [Error(f"ATTEST_STREETS: {found}", id="attest.E007")] if found else []
    if not settings.ATTEST_STREETS_CREDIT:
        wrong.append(Error("ATTEST_STREETS_CREDIT must say whose streets they are.", id="attest.E008"))
    return wrong


def check_static_files(**_kwargs: Any) -> list[CheckMessage]:
    """attest.W001: a production site serves collected static files only."""
    if settings.STATIC_ROOT is None or (settings.STATIC_ROOT / "staticfiles.json").exists():
        return []
    return [Warning("Static files are not collected.", hint="Run manage.py collectstatic.", id="attest.W001")]


def secret_key() -> str:
    """The key, or "" where Django refuses to give an empty one."""
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return ""
