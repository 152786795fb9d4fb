"""What stands in each column of a download? Owns the list of public columns: what is not declared here is not exported.

The names are those of the scheme (SCHEMA 3.15). Four silences stay apart in ``…_state``: an empty number is never zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from incidents import codebook
from incidents.codebook.table import CODE_PATTERN, CODED, DERIVED, NEVER, NOT_STATED

Kind = Literal["text", "code", "whole", "degrees", "day", "moment", "list"]

SEPARATOR: Final = "|"
"""Between the values of a list in CSV; a value never holds it, see ``STAND_IN``."""

STAND_IN: Final = "¦"
"""What a ``SEPARATOR`` inside a name becomes in CSV. JSON has real lists and the name as it is."""

FLAT_SAYS: Final = "One row an incident: what is known of it, flat. Numbers that no source gives are blank, not zero."
BLANK: Final = (
    "A blank means that no source says, or what the column says of its blanks. It never means none, and never zero."
)


@dataclass(frozen=True)
class Column:
    """A public column and what a researcher must know of it. ``blank`` says what an empty cell means.

    ``stored`` is the column of ``Publication`` it is read from; blank where it is worked out. ``pattern`` is a regular
    expression of the whole value.
    """

    name: str
    label: str
    definition: str
    unit: str
    blank: str
    source: str
    kind: Kind = "text"
    vocabulary: codebook.Vocabulary | None = None
    stored: str = ""
    pattern: str = ""

    @property
    def hxl(self) -> str:
        """Its tag in the Humanitarian Exchange Language (SCHEMA 8)."""
        return HXL[self.name]


PLACED: Final = "Worked out from the primary location, as coarsely as its sensitivity asks."
ACCOUNTS: Final = "Worked out from all current accounts of the toll, copies of one origin counted once."
PUBLISHING: Final = "Set when the version is published."


def _stored(name: str, label: str, definition: str, **rest: Any) -> Column:
    return Column(name, label, definition, stored=name, **rest)


def _code(name: str, vocabulary: codebook.Vocabulary, *, source: str, blank: str = NOT_STATED) -> Column:
    return _stored(
        name, vocabulary.title, vocabulary.description, unit="code", blank=blank, source=source, kind="code",
        vocabulary=vocabulary,
    )  # fmt: skip


def _several(name: str, label: str, definition: str, vocabulary: codebook.Vocabulary | None = None) -> Column:
    return _stored(
        name, label, definition, unit=f"{'codes' if vocabulary else 'names'}, separated by {SEPARATOR}",
        blank="Not stated: no source read so far names one.",
        source="Every value of the record, each once, in alphabetical order.",
        kind="list", vocabulary=vocabulary,
    )  # fmt: skip


_ENDS: Final = {
    "low": ("lowest figure", "No floor is known: see the state."),
    "best": ("best figure", "No single figure can be given: see the state, the low and the high."),
    "high": ("highest figure", "No ceiling is known: see the state."),
}


def _figures(name: str, people: str) -> Iterator[Column]:
    label = people.capitalize()
    for end, (words, blank) in _ENDS.items():
        definition = f"The {words} of {people} by the accounts; how it is found stands under the rules of figures."
        yield _stored(f"{name}_{end}", f"{label}, {end}", definition, unit="persons", blank=f"{blank} It is not zero.",
                      source=ACCOUNTS, kind="whole")  # fmt: skip
    yield _stored(
        f"{name}_state", f"{label}, state", f"Whether there is a figure of {people}; if not, which silence it is.",
        unit="code", blank=NEVER, source=ACCOUNTS, kind="code", vocabulary=codebook.FIGURE_STATE,
    )  # fmt: skip


_WHAT = (
    _stored("code", "Code", "The permanent name of the incident, by which to cite it.",
            unit="text", blank=NEVER, source="Given once; it never changes and is never used again.",
            pattern=CODE_PATTERN),
    _stored("version", "Version", "Which published version of the incident this is, counted from 1.",
            unit="count", blank=NEVER, source=PUBLISHING, kind="whole"),
    _stored("title", "Title", "A neutral headline in the project's own words.", unit="text", blank=NEVER, source=CODED),
    _stored("summary", "Summary", "What is reported, in the project's own words.",
            unit="text", blank="No summary is written.", source=CODED),
    _code("attack_type", codebook.ATTACK_TYPE, source=CODED, blank=NEVER),
    _code("violence_type", codebook.VIOLENCE_TYPE, source=CODED, blank="Not coded."),
    _code("stage", codebook.STAGE, source=CODED, blank=NEVER),
)  # fmt: skip

_WHEN = (
    _stored("date_edtf", "Date", "The local date at the place, in the Extended Date/Time Format (ISO 8601-2): "
            "[2022-01-13,2022-01-14] is one of the days, 2022-01-10/2022-01-13 all of them.",
            unit="EDTF text", blank=NOT_STATED, source=CODED),
    _stored("date_earliest", "Earliest day", "The first day the date can mean.", unit="day, YYYY-MM-DD",
            blank="Open: on or before the latest day.", source="Worked out from the date.", kind="day"),
    _stored("date_latest", "Latest day", "The last day the date can mean.", unit="day, YYYY-MM-DD",
            blank="Open: it had not ended.", source="Worked out from the date.", kind="day"),
    _code("date_precision", codebook.DATE_PRECISION, source="Worked out from the date."),
)  # fmt: skip

_WHERE = (
    _stored("country", "Country", "The country of the primary location today.", unit="ISO 3166-1 alpha-2",
            blank="Not stated, or outside every country.", source=PLACED),
    _stored("admin1_code", "Province, code", "The first-level division of the country.", unit="ISO 3166-2",
            blank="Not known, not published, or without a code.", source=PLACED),
    _stored("admin1", "Province", "The name of the first-level division of the country.", unit="text",
            blank="Not known or not published.", source=PLACED),
    _stored("place", "Place", "The name of the primary location.", unit="text",
            blank="Not known or not published.", source=PLACED),
    _stored("latitude", "Latitude", "Where the point on the map stands; the truth lies within the radius.",
            unit="degrees (WGS 84)", blank="No point is known or published.", source=PLACED, kind="degrees"),
    _stored("longitude", "Longitude", "Where the point on the map stands; the truth lies within the radius.",
            unit="degrees (WGS 84)", blank="No point is known or published.", source=PLACED, kind="degrees"),
    _stored("radius_m", "Radius", "How far from the point the truth may lie.", unit="metres",
            blank="There is no point, or it is not known how far.", source=PLACED, kind="whole"),
    _code("precision", codebook.PRECISION, source=PLACED, blank="There is no point."),
    _stored("priogrid_gid", "PRIO-GRID cell", "The half-degree cell of PRIO-GRID that holds the point.",
            unit="PRIO-GRID gid",
            blank="There is no point, or it is too coarse for one cell.", source=PLACED, kind="whole"),
)  # fmt: skip

_HURT = (
    *_figures("killed", "people killed"),
    *_figures("injured", "people injured"),
    *_figures("civilians_killed", "civilians killed"),
)

_KNOWN = (
    _code("verification", codebook.VERIFICATION, source=CODED, blank=NEVER),
    _code("responsibility", codebook.RESPONSIBILITY, source="Worked out from the statements about the incident.",
          blank=NEVER),
    _stored("number_of_articles", "Articles", "How many articles are cited for it. The table of articles also "
            "holds what these lead to: the original of a statement, and what a cited copy is a copy of.",
            unit="count", blank=NEVER, source=DERIVED, kind="whole"),
    _stored("number_of_origins", "Independent origins", "How many accounts remain when copies are counted once.",
            unit="count", blank=NEVER, source=DERIVED, kind="whole"),
    _stored("published_at", "Published", "When this version was published.", unit="moment, ISO 8601, UTC",
            blank=NEVER, source=PUBLISHING, kind="moment"),
    _stored("change_note", "Change", "What this version changes.", unit="text",
            blank="Nothing was noted, as in a first version.", source=PUBLISHING),
    _stored("sha256", "Hash", "SHA-256 of the version's JSON document, byte for byte.",
            unit="hexadecimal", blank=NEVER, source=PUBLISHING, pattern="[0-9a-f]{64}"),
)  # fmt: skip

_SEVERAL = (
    _several("weapons", "Weapons", "What was used, on either side.", codebook.WEAPON_TYPE),
    _several("targets", "Targets", "What was attacked or hit.", codebook.TARGET_TYPE),
    _several("accused", "Accused", "Whom statements accuse. An accusation is not a finding."),
    _several("publishers", "Publishers", "Who printed the articles."),
)

_ADDED = (
    Column("country_alpha3", "Country, three letters", "The country once more, for joining with other datasets.",
           "ISO 3166-1 alpha-3, XKX for Kosovo", "As for the country.", "Worked out from the country."),
    Column("country_name", "Country, name", "The country's name in English.", "text", "As for the country.",
           "Worked out from the country."),
    Column("url", "Address", "The page of the incident.", "web address", NEVER, "Worked out from the code."),
)  # fmt: skip

COLUMNS: Final = (*_WHAT, *_WHEN, *_WHERE, *_HURT, *_KNOWN, *_SEVERAL, *_ADDED)

_ENDS_IN_HXL: Final = {"low": "+min", "best": "", "high": "+max"}
_FIGURES_IN_HXL: Final = {
    "killed": "#affected+killed", "injured": "#affected+injured", "civilians_killed": "#affected+killed+civilian",
}  # fmt: skip

HXL: Final = {
    "code": "#event+code", "version": "#meta+version", "title": "#event+name", "summary": "#description",
    "attack_type": "#event+type", "violence_type": "#event+type+violence", "stage": "#status+event",
    "date_edtf": "#date+occurred", "date_earliest": "#date+start", "date_latest": "#date+end",
    "date_precision": "#date+precision",
    "country": "#country+code+v_iso2", "country_alpha3": "#country+code+v_iso3", "country_name": "#country+name",
    "admin1_code": "#adm1+code", "admin1": "#adm1+name", "place": "#loc+name", "latitude": "#geo+lat",
    "longitude": "#geo+lon", "radius_m": "#geo+radius", "precision": "#geo+precision",
    "priogrid_gid": "#loc+code+priogrid",
    **{f"{name}_{end}": tag + more for name, tag in _FIGURES_IN_HXL.items() for end, more in _ENDS_IN_HXL.items()},
    **{f"{name}_state": tag.replace("#affected", "#status") for name, tag in _FIGURES_IN_HXL.items()},
    "verification": "#status+verification", "responsibility": "#status+responsibility",
    "number_of_articles": "#meta+articles+num", "number_of_origins": "#meta+sources+num",
    "published_at": "#date+updated", "change_note": "#description+change", "sha256": "#meta+sha256",
    "weapons": "#event+weapon+list", "targets": "#event+target+type+list", "accused": "#group+accused+name+list",
    "publishers": "#meta+source+list", "url": "#meta+url",
}  # fmt: skip
"""The tag of each column. Core hashtags; an attribute that the dictionary of HXL 1.1 does not know is our own."""

STORED: Final = tuple(column for column in COLUMNS if column.stored)

NOT_EXPORTED: Final = {
    "id": "A number of this database; the code is the public name.",
    "state": "Downloads hold live versions only.",
    "published_by": "Who published is for the team.",
    "closed_at": "A live version is not closed.",
    "closed_reason": "A live version is not closed.",
    "redirect_code": "A live version does not redirect.",
    "document": "The whole record, at the incident's own JSON address.",
    "previous_sha256": "Part of the document; it chains the versions.",
    "admin1_folded": "Another spelling of admin1, for the filter.",
    "cell": "The point once more, for the map's index.",
    "search_text": "Words of the record once more, for the search.",
}
"""Columns of ``Publication`` that no download holds, each with the reason."""
