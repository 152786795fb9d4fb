"""Which language does an address speak? The path says it, never a cookie or a header: one address, one answer.

English stands at the addresses without a prefix, every other language under its code (``/ar/incidents/``). Data speaks
none: what programs read is the same for everybody.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.utils import translation

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


ASKED_FOR_NOTHING = frozenset({
    "about", "api_examples", "codebook", "incident", "incident_version", "incident_changes", "incident_report",
    "incident_report_sent",
})  # fmt: skip
"""Pages that heed no query: what stands in one is not carried on."""


@dataclass(frozen=True, slots=True)
class Version:
    """The same page in one language."""

    code: str
    name: str
    address: str
    is_here: bool


class LanguagePrefix:
    """The part of an address that names the language in use: nothing for the default one.

    Django has the like for the root of a site alone, and takes every address of it for a page.
    """

    converters: dict[str, Any] = {}
    name = None

    @property
    def regex(self) -> re.Pattern[str]:
        """What Django puts before an address that it makes."""
        return re.compile(re.escape(str(self)))

    def match(self, path: str) -> tuple[str, tuple[Any, ...], dict[str, Any]] | None:
        """The rest of the path with no arguments; None for a path in another language."""
        return (path.removeprefix(str(self)), (), {}) if path.startswith(str(self)) else None

    def check(self) -> list[Any]:
        return []

    def describe(self) -> str:
        return f"'{self}'"

    def __str__(self) -> str:
        return prefix(translation.get_language() or settings.LANGUAGE_CODE)


class AddressLanguage:
    """Answers in the language of the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with translation.override(language_of(request.path_info)):
            return self.get_response(request)


def prefix(code: str) -> str:
    """``ar/``; blank for the language that needs none."""
    return "" if code == settings.LANGUAGE_CODE else f"{code}/"


def language_of(path: str) -> str:
    """The language that a path names, else the default."""
    first = path.removeprefix("/").partition("/")[0]
    is_named = first != settings.LANGUAGE_CODE and first in dict(settings.LANGUAGES)
    return first if is_named else settings.LANGUAGE_CODE


def speaking(patterns: Iterable[URLPattern]) -> list[URLPattern | URLResolver]:
    """The patterns with a language before each page: a page ends in a slash, data in the name of a file."""
    listed = list(patterns)
    pages = [each for each in listed if str(each.pattern).endswith("/") or not str(each.pattern)]
    data = [each for each in listed if each not in pages]
    return [*data, URLResolver(LanguagePrefix(), pages)]  # type: ignore[arg-type]  # Django asks for no class of it


def versions(request: HttpRequest) -> dict[str, Any]:
    """For every template: this page in each language, with its query; none on pages that speak one language alone.

    ``data_language`` is what a page asks of an address that gives words with its data; blank for the default.
    """
    match = request.resolver_match
    speaks = match is not None and match.namespace == "public"
    return {
        "languages": _versions(request) if speaks and len(settings.LANGUAGES) > 1 else [],
        "data_language": prefix(language_of(request.path_info)).rstrip("/"),
    }


def _versions(request: HttpRequest) -> list[Version]:
    here = language_of(request.path_info)
    match = request.resolver_match
    whole = request.path if match and match.url_name in ASKED_FOR_NOTHING else request.get_full_path()
    rest = whole.removeprefix(f"/{prefix(here)}")
    return [Version(code, str(name), f"/{prefix(code)}{rest}", code == here) for code, name in settings.LANGUAGES]


def isolated(name: str) -> str:
    """A name of any script within a sentence, so that neither turns the other's order around."""
    return f"{FIRST_STRONG_ISOLATE}{name}{POP_ISOLATE}" if name and translation.get_language_bidi() else name
