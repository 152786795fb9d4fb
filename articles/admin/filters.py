"""By what are lists of articles narrowed? Owns filters that stay short and fast however many articles there are."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles.admin.tables import LONGEST_KEY
from articles.models import Article, Publisher

LANGUAGES = {
    "en": "English", "ar": "Arabic", "fa": "Persian", "he": "Hebrew", "ku": "Kurdish", "ckb": "Central Kurdish",
    "tr": "Turkish", "ur": "Urdu", "ru": "Russian", "uk": "Ukrainian", "fr": "French", "es": "Spanish", "de": "German",
}  # fmt: skip
UNKNOWN = "unknown"
_LATEST, _PUBLISHERS = 1_000, 40


class LanguageFilter(admin.SimpleListFilter):
    """A language with all its regions: en is en-GB as well. Listing those in use would read every article."""

    title = "language"
    parameter_name = "language"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        return [*LANGUAGES.items(), (UNKNOWN, "Not known")]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Articles in that language; a value that is none of the list shows nothing."""
        value = self.value()
        if value is None:
            return queryset
        if value == UNKNOWN:
            return queryset.filter(language="")
        is_listed = value in LANGUAGES
        return (
            queryset.filter(Q(language=value) | Q(language__startswith=f"{value}-")) if is_listed else queryset.none()
        )


class PublisherFilter(admin.SimpleListFilter):
    """The publishers of the latest articles; any other is found by the search."""

    title = "publisher"
    parameter_name = "publisher"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        latest = Article.objects.order_by("-pk").values("publisher")[:_LATEST]
        found = (
            Publisher.objects.filter(Q(pk__in=latest) | Q(pk__in=self._chosen()))
            .order_by("name")
            .values_list("pk", "name")
        )
        return [(str(key), name) for key, name in found[:_PUBLISHERS]]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Articles of that publisher; a value that is no key shows nothing."""
        return queryset if self.value() is None else queryset.filter(publisher__in=self._chosen())

    def _chosen(self) -> list[int]:
        value = self.value() or ""
        return [int(value)] if value.isascii() and value.isdigit() and len(value) < LONGEST_KEY else []


class VersionFilter(admin.SimpleListFilter):
    """Each document once, unless one asks for the texts that have been corrected since."""

    title = "version"
    parameter_name = "version"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        return [("corrected", "Corrected since"), ("all", "All versions")]

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:  # type: ignore[override]
        for value, label in [(None, "Latest text"), *self.lookup_choices]:
            change = {"new_params": {self.parameter_name: value}} if value else {"remove": [self.parameter_name]}
            query = changelist.get_query_string(**change)
            yield {"selected": self.value() == value, "query_string": query, "display": label}

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """The latest text of each unless asked otherwise; a value that is none of the list shows nothing."""
        current = Article.objects.current().values("pk")
        if self.value() is None:
            return queryset.filter(pk__in=current)
        shown = {"corrected": queryset.exclude(pk__in=current), "all": queryset}
        return shown.get(self.value() or "", queryset.none())
