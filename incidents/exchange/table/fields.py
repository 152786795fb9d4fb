"""What can a table tell of an incident? Owns the fields that a column may be matched with, and their usual headings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from incidents import codebook
from incidents.codebook import Vocabulary


@dataclass(frozen=True, slots=True)
class Field:
    """A thing a column may hold: its name in a map, its label, what its cells may say, and headings it goes by."""

    name: str
    label: str
    holds: str
    spellings: tuple[str, ...] = ()
    vocabulary: Vocabulary | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """What a column of a toll counts: the harm and the people, in the codes of SCHEMA 3.11."""

    harm: str
    group: str = "all"
    age: str = ""
    sex: str = ""

    @property
    def of_which(self) -> bool:
        return bool(self.age or self.sex)


# Prefix of the column, words of the label, and whom it counts.
_PEOPLE: Final = (
    ("", "", Toll("")),
    ("civilians_", "civilians ", Toll("", "civilian")),
    ("security_forces_", "security forces ", Toll("", "security_force")),
    ("armed_groups_", "members of armed groups ", Toll("", "armed_group")),
    ("perpetrators_", "perpetrators ", Toll("", "perpetrator")),
    ("children_", "children ", Toll("", age="child")),
    ("women_", "women ", Toll("", sex="female")),
)  # fmt: skip
_HARMS: Final = ("killed", "injured", "missing", "abducted", "detained")
_HARM_WORDS: Final = {
    "killed": ("killed", "dead", "deaths", "fatalities", "deceased", "kia"),
    "injured": ("injured", "wounded", "injuries", "hurt", "wia"),
    "missing": ("missing",), "abducted": ("abducted", "kidnapped"), "detained": ("detained", "arrested"),
}  # fmt: skip

TOLLS: Final[Mapping[str, Toll]] = MappingProxyType(
    {
        f"{prefix}{harm}": Toll(harm, people.group, people.age, people.sex)
        for harm in _HARMS
        for prefix, _, people in _PEOPLE
    }
    | {"casualties": Toll("casualty_unspecified")}
)
ENDS: Final = ("low", "best", "high", "state")

_PLAIN: Final = (
    Field("id", "Identifier", "what names the row for ever; importing it again changes the same incident",
          ("id", "ref", "reference", "ref no", "incident id", "event id", "record id", "case id", "case no", "number",
           "no", "nr")),
    Field("code", "Code", "a code for the incident's address; made from the identifier when there is none", ()),
    Field("title", "Title", "a neutral headline; made from the other columns when there is none",
          ("title", "headline", "name")),
    Field("summary", "Summary", "what is reported, in the table's words",
          ("summary", "description", "narrative", "what happened", "details", "notes")),
    Field("attack_type", "Attack type", "a code or a label of the list; unknown when there is no such column",
          ("attack type", "type", "incident type", "event type", "type of attack", "type of incident"),
          codebook.ATTACK_TYPE),
    Field("violence_type", "Type of violence", "a code or a label", ("violence type", "type of violence"),
          codebook.VIOLENCE_TYPE),
    Field("stage", "Stage", "a code or a label; completed when there is no such column", ("stage",), codebook.STAGE),
    Field("date", "Date", "a day, or EDTF such as 2022-01 or [2022-01-13,2022-01-14]",
          ("date", "day", "date of incident", "incident date", "date of event", "event date", "date start",
           "start date", "date from")),
    Field("date_end", "Last day", "the last day, where the date is a span",
          ("end date", "date end", "date to", "last day")),
    Field("part_of_day", "Part of the day", "a code or a label", ("part of day", "time of day"), codebook.PART_OF_DAY),
    Field("time_text", "Time in words", "the time as the source puts it", ("time", "time text")),
    Field("country", "Country", "an ISO code or the English name", ("country", "iso", "iso2", "iso3", "country code")),
    Field("admin1", "Province", "the first-level division, by name",
          ("admin1", "adm1", "province", "governorate", "state", "region", "oblast", "admin 1", "adm 1")),
    Field("admin1_code", "Province, code", "ISO 3166-2", ("admin1 code", "iso 3166-2")),
    Field("admin2", "District", "the second-level division, by name",
          ("admin2", "adm2", "district", "admin 2", "adm 2", "county")),
    Field("place", "Place", "the town, village or site",
          ("place", "location", "town", "city", "village", "town / village", "town/village", "settlement", "site",
           "where")),
    Field("latitude", "Latitude", "decimal degrees, WGS 84", ("latitude", "lat", "gps lat", "gps latitude", "y")),
    Field("longitude", "Longitude", "decimal degrees, WGS 84",
          ("longitude", "lon", "lng", "long", "gps long", "gps lon", "gps longitude", "x")),
    Field("radius_m", "Radius", "metres within which the truth lies", ("radius", "radius m")),
    Field("precision", "Precision of the place", "a code or a label; by what is given when there is no such column",
          ("precision", "geo precision", "location precision"), codebook.PRECISION),
    Field("verification", "Verification", "a code or a label", ("verification",), codebook.VERIFICATION),
    Field("verification_note", "Verification, why", "a sentence, public", ("verification note",)),
    Field("weapons", "Weapons", "codes or labels, several parted by the map's list sign",
          ("weapons", "weapon", "weapon used", "weapon type", "munition", "means"), codebook.WEAPON_TYPE),
    Field("targets", "Targets", "codes or labels, several parted by the map's list sign",
          ("targets", "target", "target type", "type of target"), codebook.TARGET_TYPE),
    Field("accused", "Accused", "names, several parted by the map's list sign; an accusation is no finding",
          ("accused", "perpetrator", "alleged perpetrator", "attributed to", "suspected actor", "actor",
           "responsible party")),
    Field("responsibility", "Responsibility", "a code or a label", ("responsibility",), codebook.RESPONSIBILITY),
    Field("casualties", "Casualties of any kind", "a count such as 4, at least 4, 3-5, none reported",
          ("casualties", "victims")),
)  # fmt: skip

SOURCE_FIELDS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "title": ("Headline", ("source", "source title", "headline", "article")),
        "publisher": ("Publisher", ("publisher", "outlet", "newspaper", "source name", "media")),
        "url": ("Address", ("url", "link", "source url", "source link", "web address")),
        "date": ("Published", ("published", "source date", "publication date")),
        "language": ("Language", ("language",)),
    }
)
LONGEST_NAME: Final = 250
"""Characters of the name of somebody accused."""
ACCOUNT_FIELDS: Final = ("by", "basis")
"""What a further toll names beside its counts: whose account it is, and on what basis it is given."""


def _tolls() -> Iterator[Field]:
    for harm in _HARMS:
        for prefix, words, _ in _PEOPLE:
            label = f"{words}{harm}".capitalize()
            yield Field(
                f"{prefix}{harm}", label, "a count such as 4, at least 4, 3-5, none reported", _spelled(prefix, harm)
            )
            for end in ENDS:
                yield from _end(f"{prefix}{harm}", label, end)


def _end(name: str, label: str, end: str) -> Iterator[Field]:
    if end == "state":
        holds = "which of the four silences an empty figure is"
        yield Field(
            f"{name}_state", f"{label}, state", holds, (f"{name} state".replace("_", " "),), codebook.FIGURE_STATE
        )
    else:
        spellings = tuple(f"{name} {word}".replace("_", " ") for word in _END_WORDS[end])
        yield Field(f"{name}_{end}", f"{label}, {end}", "a whole number, or blank", spellings)


_END_WORDS: Final = {"low": ("low", "min", "minimum"), "best": ("best",), "high": ("high", "max", "maximum")}


def _spelled(prefix: str, harm: str) -> tuple[str, ...]:
    people = prefix.replace("_", " ").strip()
    words = _HARM_WORDS[harm]
    if not people:
        return (*words, *(f"no of {word}" for word in words), *(f"number {word}" for word in words))
    one = {"civilians": "civilian", "children": "child", "women": "female"}.get(people, people)
    return tuple(f"{each} {word}" for each in dict.fromkeys((people, one)) for word in words) + tuple(
        f"{word} {people}" for word in words
    )


FIELDS: Final[Mapping[str, Field]] = MappingProxyType({each.name: each for each in (*_PLAIN, *_tolls())})
"""Everything a column may be matched with, by its name in a map."""


def toll_of(name: str) -> tuple[str, str]:
    """The toll that a field belongs to and which end of it: ("killed", "low"); ("killed", "") for the plain count."""
    if name in TOLLS:
        return name, ""
    base, _, end = name.rpartition("_")
    return (base, end) if base in TOLLS and end in ENDS else ("", "")
