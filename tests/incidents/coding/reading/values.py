"""What do the tests of reading compare? A suggestion's values by field, and the shape of a count."""

from collections.abc import Iterable
from typing import Any

from incidents.coding.reading import Suggestion

COUNT_FIELDS = ("count_kind", "low", "best", "high", "number_text")


def values(suggestions: Iterable[Suggestion]) -> dict[str, Any]:
    """Field → suggested value. A field that is suggested twice is an error."""
    listed = list(suggestions)
    found = {each.field: each.value for each in listed}
    assert len(found) == len(listed), listed
    return found


def without_count(suggestions: Iterable[Suggestion]) -> dict[str, Any]:
    return {field: value for field, value in values(suggestions).items() if field not in COUNT_FIELDS}


def count(suggestions: Iterable[Suggestion]) -> tuple[Any, ...]:
    """(count_kind, low, best, high); all None where no count is suggested."""
    found = values(suggestions)
    return tuple(found.get(field) for field in COUNT_FIELDS[:4])


def basis(suggestions: Iterable[Suggestion], field: str) -> str:
    [one] = [each for each in suggestions if each.field == field]
    return one.basis
