"""How does an incident stand in a list? Owns the few words of a row: when, where, how many were hurt, how sure."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from incidents import codebook, dates
from incidents.models.publication import Publication
from incidents.public import terms
from incidents.public.languages import isolated
from incidents.public.story.narrative import country
from incidents.public.story.record import capitalised, comma
from incidents.public.story.toll import SUMMARISED, words

COLUMNS = (
    "code", "title", "date_edtf", "country", "admin1", "place", "attack_type", "verification", "cell",
    *(f"{harm}_{end}" for harm in SUMMARISED for end in ("state", "low", "best", "high")),
)  # fmt: skip
"""What a row needs of a publication: the document stays in the database."""

_ENDS: Final = ("state", "low", "best", "high")


@dataclass(frozen=True, slots=True)
class Row:
    """One incident in a list."""

    code: str
    title: str
    when: str
    where: str
    kind: str
    toll: str
    verification: str
    on_map: bool


def rows(publications: Iterable[Publication]) -> list[Row]:
    """The rows of these publications, in their order."""
    return [_row(publication) for publication in publications]


def _row(publication: Publication) -> Row:
    kind = publication.attack_type
    return Row(
        code=publication.code,
        title=publication.title,
        when=_when(publication.date_edtf, get_language()),
        where=_where(publication),
        kind="" if kind == "unknown" else terms.label(codebook.ATTACK_TYPE, kind),
        toll=toll(publication),
        verification=terms.label(codebook.VERIFICATION, publication.verification),
        on_map=publication.cell is not None,
    )


def _where(publication: Publication) -> str:
    names = (isolated(publication.place), isolated(publication.admin1), country(publication.country))
    return comma(dict.fromkeys(names)) or _("Place not stated")


# Few dates and tolls are told again and again, in lists and on the map.
@lru_cache(maxsize=4_096)
def _when(date_edtf: str, _language: str | None) -> str:
    return capitalised(dates.words(date_edtf)) if date_edtf else _("Date not stated")


def toll(publication: Publication) -> str:
    """Both harms in a few words; one phrase where no source mentions either.

    A row does not know which sources were read nor how many accounts there are: its words claim neither.
    """
    figures = ((harm, *(getattr(publication, f"{harm}_{end}") for end in _ENDS)) for harm in SUMMARISED)
    return _toll(tuple(figures), get_language())


@lru_cache(maxsize=4_096)
def _toll(figures: tuple[tuple[Any, ...], ...], _language: str | None) -> str:
    if {state for _harm, state, *_ends in figures} <= {"not_mentioned", ""}:
        return _("No source read mentions anyone killed or injured")
    return capitalised(" · ".join(_harm(*figure) for figure in figures if _is_told(*figure)))


def _is_told(harm: str, state: str, *_ends: int | None) -> bool:
    """Deaths are always spoken of; other harm only where a source does."""
    return harm == "killed" or state not in ("", "not_mentioned")


def _harm(harm: str, state: str, low: int | None, best: int | None, high: int | None) -> str:
    return words(harm, is_partly_read=True, state=state or "not_mentioned", low=low, best=best, high=high)
