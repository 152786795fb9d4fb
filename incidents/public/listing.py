"""How does an incident stand in a list? Owns the few words of a row: when, where, how many were hurt, how sure."""

from collections.abc import Iterable
from dataclasses import dataclass

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
        when=capitalised(dates.words(publication.date_edtf)) if publication.date_edtf else _("Date not stated"),
        where=_where(publication),
        kind="" if kind == "unknown" else terms.label(codebook.ATTACK_TYPE, kind),
        toll=toll(publication),
        verification=terms.label(codebook.VERIFICATION, publication.verification),
        on_map=publication.cell is not None,
    )


def _where(publication: Publication) -> str:
    names = (isolated(publication.place), isolated(publication.admin1), country(publication.country))
    return comma(dict.fromkeys(names)) or _("Place not stated")


def toll(publication: Publication) -> str:
    """Both harms in a few words; one phrase where no source mentions either.

    A row does not know which sources were read nor how many accounts there are: its words claim neither.
    """
    states = {getattr(publication, f"{harm}_state") for harm in SUMMARISED}
    if states <= {"not_mentioned", ""}:
        return _("No source read mentions anyone killed or injured")
    return capitalised(" · ".join(_harm(publication, harm) for harm in SUMMARISED if _is_told(publication, harm)))


def _is_told(publication: Publication, harm: str) -> bool:
    """Deaths are always spoken of; other harm only where a source does."""
    return harm == "killed" or getattr(publication, f"{harm}_state") not in ("", "not_mentioned")


def _harm(publication: Publication, harm: str) -> str:
    state = getattr(publication, f"{harm}_state") or "not_mentioned"
    low, best, high = (getattr(publication, f"{harm}_{end}") for end in ("low", "best", "high"))
    return words(harm, is_partly_read=True, state=state, low=low, best=best, high=high)
