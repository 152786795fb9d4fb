"""Which places and actors on file do the words name? Owns which rows are meant, and in what order they are offered.

Only what the tables hold is found, by any of its spellings and as whole words. A short name inside a longer one that
was found is not what the words mean, and is left out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Final, Generic, TypeVar

from incidents.coding.reading.calendar_words import ENGLISH
from incidents.coding.reading.name_tokens import LONGEST, Phrase, Token, begins_like_name, phrases, tokens
from incidents.models import Actor, ActorName, Place, PlaceName

Row = TypeVar("Row", Place, Actor)


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """The rows that one phrase may mean."""

    phrase: Phrase
    rows: tuple[Row, ...]

    @property
    def length(self) -> int:
        return self.phrase.last - self.phrase.first

    def meets(self, other: "Found[Row]") -> bool:
        return self.phrase.first <= other.phrase.last and other.phrase.first <= self.phrase.last


_LIKELY: Final = (
    "country", "settlement", "adm1", "zone", "site", "neighbourhood", "adm2", "adm3", "region", "water", "road",
    "other",
)  # fmt: skip
"""Kinds of place, the one first that a bare name means most often."""
_SPECIFIC: Final = (
    "site", "zone", "neighbourhood", "road", "settlement", "adm3", "adm2", "adm1", "water", "region", "country",
    "other",
)  # fmt: skip
"""Kinds of place, the smallest first: of several places in the words the smallest says most."""
_HINTS: Final = {
    "adm1": "province governorate state region محافظة",
    "adm2": "district قضاء",
    "neighbourhood": "neighborhood neighbourhood quarter suburb حي שכונת",
    "settlement": "city town village مدينة بلدة قرية העיר",
    "water": "river lake sea gulf strait",
}
_KIND_OF: Final = {word: kind for kind, words in _HINTS.items() for word in words.split()}


def places_named(words: str, *, near: Place | None = None) -> list[Place]:
    """Places that the words name, the most specific name first, and of one name the likeliest place first.

    A place in the parent or country of `near` is likelier, and so is one that lies in another place of the words.
    """
    text = words[:LONGEST]
    cut = tokens(text)
    looked_for = [phrase for phrase in phrases(text, cut) if begins_like_name(cut, phrase)]
    named = _join(looked_for, _places_by_spelling(looked_for))
    found = [each for each in _kept(named) if not _is_part_of_name(each, text, cut)]
    ranked = [_ranked(each, found, text, cut, near) for each in found]
    return _flat(sorted(ranked, key=lambda each: (_SPECIFIC.index(each.rows[0].kind), -each.length, each.phrase.first)))


def _is_part_of_name(found: Found[Place], text: str, cut: list[Token]) -> bool:
    """Whether a country only says whose something is: “the U.S. Embassy” is not a place in the United States."""
    first, after = cut[found.phrase.first], cut[found.phrase.last + 1 : found.phrase.last + 2]
    is_country = all(place.kind == "country" for place in found.rows)
    joined = bool(after) and text[cut[found.phrase.last].end : after[0].start] == " "
    return (
        is_country
        and joined
        and first.text[0].isupper()
        and after[0].text[0].isupper()
        and after[0].text.lower() not in ENGLISH
    )


def actors_named(words: str) -> list[Actor]:
    """Actors that the words name, in the order of the words; a label, which names no body, comes after bodies."""
    text = words[:LONGEST]
    cut = tokens(text)
    looked_for = [each for each in phrases(text, cut) if each.last > each.first or begins_like_name(cut, each)]
    found = _kept(_join(looked_for, _actors_by_spelling(looked_for)))
    ordered = [Found(each.phrase, tuple(sorted(each.rows, key=_actor_order))) for each in found]
    return _flat(sorted(ordered, key=lambda each: each.phrase.first))


def _actor_order(actor: Actor) -> tuple[bool, int]:
    return actor.is_label(), actor.pk


def _places_by_spelling(looked_for: Iterable[Phrase]) -> dict[str, list[Place]]:
    spellings = _all_spellings(looked_for)
    names = PlaceName.objects.filter(folded__in=spellings).select_related("place__parent").order_by("pk")
    places = Place.objects.filter(folded__in=spellings).select_related("parent").order_by("pk")
    return _by_spelling([(place.folded, place) for place in places], [(name.folded, name.place) for name in names])


def _actors_by_spelling(looked_for: Iterable[Phrase]) -> dict[str, list[Actor]]:
    spellings = _all_spellings(looked_for)
    names = ActorName.objects.filter(folded__in=spellings).select_related("actor").order_by("pk")
    actors = Actor.objects.filter(folded__in=spellings).order_by("pk")
    return _by_spelling([(actor.folded, actor) for actor in actors], [(name.folded, name.actor) for name in names])


def _all_spellings(looked_for: Iterable[Phrase]) -> list[str]:
    return sorted({spelling for phrase in looked_for for spelling in phrase.spellings})


def _by_spelling(own: Iterable[tuple[str, Row]], other: Iterable[tuple[str, Row]]) -> dict[str, list[Row]]:
    """Folded spelling → rows, those first whose own name it is."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for spelling, row in chain(own, other):
        if row not in rows[spelling]:
            rows[spelling].append(row)
    return rows


def _join(looked_for: Iterable[Phrase], rows: dict[str, list[Row]]) -> list[Found[Row]]:
    joined: list[Found[Row]] = []
    for phrase in looked_for:
        mine = dict.fromkeys(row for spelling in sorted(phrase.spellings) for row in rows.get(spelling, ()))
        if mine:
            joined.append(Found(phrase, tuple(mine)))
    return joined


def _kept(found: list[Found[Row]]) -> list[Found[Row]]:
    """The longest names that do not overlap."""
    kept: list[Found[Row]] = []
    for each in sorted(found, key=lambda each: (-each.length, each.phrase.first)):
        if not any(each.meets(other) for other in kept):
            kept.append(each)
    return kept


def _flat(found: Iterable[Found[Row]]) -> list[Row]:
    return list(dict.fromkeys(row for each in found for row in each.rows))


def _ranked(
    each: Found[Place], found: list[Found[Place]], text: str, cut: list[Token], near: Place | None
) -> Found[Place]:
    others = [other for other in found if other is not each]
    kind, company = _hint(text, cut, each.phrase), _company(others)
    own = {row.pk: position for position, row in enumerate(each.rows)}

    def order(place: Place) -> tuple[int, ...]:
        misfit = int(bool(kind) and place.kind != kind)
        return misfit, _distance(place, near), company(place), _LIKELY.index(place.kind), own[place.pk]

    return Found(each.phrase, tuple(sorted(each.rows, key=order)))


def _hint(text: str, cut: list[Token], phrase: Phrase) -> str:
    """The kind of place that the word after or before the name tells."""
    for index in (phrase.last + 1, phrase.first - 1):
        if 0 <= index < len(cut) and (kind := _KIND_OF.get(cut[index].text.lower())):
            return kind
    return ""


def _distance(place: Place, near: Place | None) -> int:
    if near is None:
        return 0
    if near.pk in (place.pk, place.parent_id) or near.parent_id in (place.pk, place.parent_id or 0):
        return 0
    return 1 if place.country == near.country else 2


def _company(others: list[Found[Place]]) -> Callable[[Place], int]:
    """How well a place goes with the other places in the words: it lies in one, or in the same country."""
    keys = {row.pk for other in others for row in other.rows}
    countries = {row.country for other in others for row in other.rows}

    def company(place: Place) -> int:
        if place.parent_id in keys or (place.parent and place.parent.parent_id in keys):
            return 0
        return 1 if place.country in countries else 2

    return company
