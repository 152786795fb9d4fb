"""What is the queue narrowed to? Owns the form of its filters, which refuses what it does not know."""

from typing import Any

from django import forms
from django.core.cache import cache
from django.http import QueryDict
from django.utils.translation import get_language_info

from articles.admin.codes import PlainSelect
from articles.admin.tables import LONGEST_KEY
from articles.models import Publisher
from incidents.coding.queue import STATES, Filters, unread

ORDERS = (("", "By turn"), ("relevance", "By relevance"))
OFFERED_FOR = 60
"""Seconds for which the publishers and languages on offer are remembered: to find them costs as much as the list."""

BESIDE = frozenset({"page", "article"})
"""Names in the address that are no filters: which page, and which article is open."""


class FilterForm(forms.Form):
    """Names and values as they stand in the address. ``filters`` is what they say, once the form is valid."""

    data: QueryDict

    state = forms.ChoiceField(choices=list(STATES.items()), required=False, widget=forms.HiddenInput)
    publisher = forms.TypedChoiceField(coerce=int, empty_value=None, required=False, widget=PlainSelect)
    language = forms.CharField(max_length=35, required=False, widget=PlainSelect)
    relevance = forms.IntegerField(
        min_value=0, max_value=100, required=False, label="Relevance at least",
        widget=forms.NumberInput(attrs={"placeholder": "0–100"}),
    )  # fmt: skip
    order = forms.ChoiceField(choices=ORDERS, required=False, widget=PlainSelect)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        publishers, languages = _remembered_offers()
        asked = _asked_for(data.get("publisher", ""), publishers)
        self._offer("publisher", [("", "Any publisher"), *publishers, *asked])
        self._offer("language", [("", "Any language"), *languages, *_asked_language(data, languages)])

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field: Any = self.fields[name]
        (field if hasattr(field, "choices") else field.widget).choices = choices

    def clean(self) -> dict[str, Any]:
        """A name that is no filter, or a filter given twice, would show something else than was asked for."""
        for name, values in self.data.lists():
            if name not in self.fields and name not in BESIDE:
                self.add_error(None, f"There is no filter “{name[:40]}”.")
            elif len(values) > 1:
                self.add_error(None, f"Give “{name}” once.")
        return self.cleaned_data

    @property
    def filters(self) -> Filters:
        data = self.cleaned_data
        return Filters(
            state=data["state"] or "waiting",
            publisher=data["publisher"],
            language=data["language"],
            relevance=data["relevance"],
            by_relevance=data["order"] == "relevance",
        )

    @property
    def number(self) -> int:
        """Which page is asked for."""
        return self.cleaned_data["page"] or 1


Offers = tuple[list[tuple[int, str]], list[tuple[str, str]]]


def _remembered_offers() -> Offers:
    found: Offers = cache.get_or_set("queue-offers", _offers, OFFERED_FOR)  # type: ignore[assignment]  # never None
    return found


def _offers() -> Offers:
    """The publishers and the languages of which something can be read."""
    publishers = Publisher.objects.filter(pk__in=unread().order_by().values("publisher")).order_by("name")
    languages = unread().exclude(language="").order_by("language").values_list("language", flat=True).distinct()
    return list(publishers.values_list("pk", "name")), [(code, language_name(code)) for code in languages]


def _asked_for(key: str, offered: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The publisher of the address where it is not among the offered: it has nothing waiting, or not yet."""
    if not key.isdecimal() or len(key) >= LONGEST_KEY or int(key) in dict(offered):
        return []
    return list(Publisher.objects.filter(pk=key).values_list("pk", "name"))


def _asked_language(data: QueryDict, offered: list[tuple[str, str]]) -> list[tuple[str, str]]:
    code = data.get("language", "")
    return [] if not code or code in dict(offered) else [(code, language_name(code))]


def language_name(code: str) -> str:
    """What a language is called in English, with its code; the code alone when it has no name here."""
    try:
        return f"{get_language_info(code)['name']} ({code})"
    except KeyError:
        return code
