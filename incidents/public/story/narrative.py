"""What happened, when and where, in plain words? Owns the sentences that open an incident's page (SCHEMA 2.4, 2.5)."""

import datetime as dt
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from incidents import codebook, countries, dates, geometry
from incidents.public.story.munitions import munition
from incidents.public.story.record import Fact, Json, Record, bracketed, capitalised, in_sentence, listed

_PART_OF_DAY: Final = {
    "before_dawn": "before dawn",
    "dawn": "at dawn",
    "morning": "in the morning",
    "midday": "around midday",
    "afternoon": "in the afternoon",
    "evening": "in the evening",
    "night": "at night",
}
_WHERE: Final = {
    "point": "at {}",
    "site": "at {}",
    "neighbourhood": "in {}",
    "settlement": "in {}",
    "near": "near {}",
    "adm2": "somewhere in the district of {}",
    "adm1": "somewhere in the province of {}",
    "region": "in the region of {}",
    "country": "somewhere in {}",
    "sea_air": "at sea or in the air, {}",
}
_KNOWN_TO: Final = {"point": "The spot itself, to {}.", "site": "A known compound, building or street, to {}."}
_DIVISIONS: Final = frozenset(
    ("area", "county", "department", "district", "governorate", "municipality", "oblast", "parish", "prefecture",
     "province", "raion", "region", "state", "territory", "zone")
)  # fmt: skip
_PREPOSITIONS: Final = frozenset(
    ("above", "along", "at", "behind", "below", "beneath", "beside", "between", "by", "from", "in", "inside", "into",
     "near", "of", "off", "on", "opposite", "outside", "over", "past", "to", "towards", "under", "with")
)  # fmt: skip
_WITHHELD: Final = {
    "coarse": "To protect people, this record shows the district or province and no finer place.",
    "hidden_place": "To protect people, this record shows the country and no finer place.",
}


def what(record: Record) -> Fact:
    """The kind of act, and how far it went where it was not completed."""
    kind, stage = record["attack_type"], record["stage"]
    text = "Kind of attack not stated" if kind == "unknown" else codebook.ATTACK_TYPE.label(kind)
    if fired := [use for use in record["weapons"] if use["side"] == "attacker" and use["subset_of"] is None]:
        text = f"{text}: {listed(map(munition, fired))}"
    if stage not in ("completed", "unknown"):
        text = bracketed(text, codebook.STAGE.label(stage).lower())
    violence = record["violence_type"]
    note = f"{codebook.VIOLENCE_TYPE.label(violence)} violence in UCDP’s terms" if violence else ""
    return Fact("What", text, note, record.evidence("", "attack_type", "stage", "violence_type"))


def when(record: Record) -> Fact:
    """The date in words, the time of day as far as it is known, and the zone in which both are meant."""
    text = ", ".join(filter(None, (dates.words(record["date_edtf"]), time_of_day(record.document))))
    said = f"In the source’s words: “{record['time_text']}”." if record["time_text"] else ""
    note = " ".join(filter(None, (said, zone(record.document))))
    fields = ("date_edtf", "time_kind", "time_start", "time_end", "part_of_day", "time_text", "timezone")
    return Fact("When", capitalised(text), note, record.evidence("", *fields))


def time_of_day(document: Json) -> str:
    """``at night``, ``at about 22:30``; blank when no source gives a time."""
    match document["time_kind"]:
        case "part_of_day":
            return _PART_OF_DAY[document["part_of_day"]] if document["part_of_day"] else ""
        case "exact":
            return f"at {document['time_start']}"
        case "approximate":
            return f"at about {document['time_start']}"
        case "window":
            return f"between {document['time_start']} and {document['time_end']}"
        case "unknown":
            return "time of day not known"
    return ""


def zone(document: Json) -> str:
    """Which clock is meant, named with its distance from UTC on that day; blank when no time is given."""
    name = document["timezone"]
    if not name or not time_of_day(document):
        return ""
    day = document["date_earliest"] or document["date_latest"]
    offset = f", {_offset(name, day)}" if day and name in _zones() else ""
    return f"Local time ({name}{offset})."


@cache
def _zones() -> set[str]:
    """Asked once: the answer is read from the disk, file by file."""
    return available_timezones()


def _offset(zone_name: str, day: str) -> str:
    """``UTC+03:00``, at noon of that day."""
    noon = dt.datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo(zone_name))
    return f"UTC{noon.isoformat()[-6:]}"


def where(record: Record) -> Fact:
    """The primary place with its precision in words; says so when the record withholds a finer one."""
    withheld = _WITHHELD.get(record["sensitivity"], "")
    primary = next((each for each in record.locations if each["is_primary"]), None)
    if primary is None:
        text = f"somewhere in {in_sentence(country(record['country']))}" if record["country"] else "place not stated"
        return Fact("Where", capitalised(text), withheld)
    note = " ".join(filter(None, (precision(primary), withheld)))
    return Fact("Where", capitalised(place(primary)), note, record.evidence(primary["ref"]))


def place(location: Json) -> str:
    """``near Obo, Central African Republic, within about 25 km``; ``beneath a bridge in Dora, Baghdad, Iraq``."""
    named = location["place"]
    country_name = country(named["country"])
    around = [name for name in named["within"] if name != country_name]
    outermost = [country_name] if country_name and not named["name"].endswith(f" {country_name}") else []
    first, *others = dict.fromkeys([named["name"], *around, *outermost])
    chain = ", ".join([in_sentence(first), *others])
    words = _related(location["relation_text"].strip(), chain) or _template(location).format(chain)
    if location["precision"] != "near":
        return words
    return f"{words}, within {distance(location['radius_m'] or geometry.radius_for('near'))}"


def _template(location: Json) -> str:
    """The words around the place; a name that says what kind of division it is needs no second word for it."""
    kind = location["place"]["name"].rpartition(" ")[2].lower()
    is_said = location["precision"] in ("adm1", "adm2") and kind in _DIVISIONS
    return _WHERE["country" if is_said else location["precision"]]


def _related(relation: str, chain: str) -> str:
    """The place by its relation to a named one, which is then not itself the place: “beneath a bridge in” Dora."""
    if not relation:
        return ""
    leads_on = relation.rsplit(maxsplit=1)[-1].lower() in _PREPOSITIONS
    return f"{relation} {chain}" if leads_on else bracketed(relation, chain)


def precision(location: Json) -> str:
    """How well the place is known, in a sentence; blank where the place itself says it."""
    radius = location["radius_m"]
    known = codebook.PRECISION[location["precision"]].definition
    if location["precision"] == "near":
        return ""
    if not radius:
        return known
    if location["precision"] in _KNOWN_TO:
        return _KNOWN_TO[location["precision"]].format(distance(radius))
    return f"{known} The circle on the map reaches {distance(radius)} from its centre."


def distance(metres: int) -> str:
    """``about 100 m``, ``about 25 km``."""
    if metres < 1_000:
        return f"about {metres} m"
    return f"about {metres / 1_000:.3g} km"


def country(code: str) -> str:
    """The country's name, the code itself for one outside the list, blank for none."""
    return countries.name(code) if code in countries.COUNTRIES else code
