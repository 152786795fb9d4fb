"""What happened, when and where, in plain words? Owns the sentences that open an incident's page (SCHEMA 2.4, 2.5)."""

import datetime as dt
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import codebook, countries, dates, geometry
from incidents.public import terms
from incidents.public.languages import isolated
from incidents.public.story.munitions import munition
from incidents.public.story.record import Fact, Json, Record, bracketed, capitalised, comma, in_sentence, listed, quoted

_PART_OF_DAY: Final = {
    "before_dawn": gettext_lazy("before dawn"),
    "dawn": gettext_lazy("at dawn"),
    "morning": gettext_lazy("in the morning"),
    "midday": gettext_lazy("around midday"),
    "afternoon": gettext_lazy("in the afternoon"),
    "evening": gettext_lazy("in the evening"),
    "night": gettext_lazy("at night"),
}
_WHERE: Final[dict[str, Any]] = {
    "point": gettext_lazy("at %(place)s"),
    "site": gettext_lazy("at %(place)s"),
    "neighbourhood": gettext_lazy("in %(place)s"),
    "settlement": gettext_lazy("in %(place)s"),
    "near": gettext_lazy("near %(place)s"),
    "adm2": gettext_lazy("somewhere in the district of %(place)s"),
    "adm1": gettext_lazy("somewhere in the province of %(place)s"),
    "region": gettext_lazy("in the region of %(place)s"),
    "country": gettext_lazy("somewhere in %(place)s"),
    "sea_air": gettext_lazy("at sea or in the air, %(place)s"),
}
_KNOWN_TO: Final = {
    "point": gettext_lazy("The spot itself, to %(distance)s."),
    "site": gettext_lazy("A known compound, building or street, to %(distance)s."),
}
_DIVISIONS: Final = frozenset(
    ("area", "county", "department", "district", "governorate", "municipality", "oblast", "parish", "prefecture",
     "province", "raion", "region", "state", "territory", "zone")
)  # fmt: skip
_PREPOSITIONS: Final = frozenset(
    ("above", "along", "at", "behind", "below", "beneath", "beside", "between", "by", "from", "in", "inside", "into",
     "near", "of", "off", "on", "opposite", "outside", "over", "past", "to", "towards", "under", "with")
)  # fmt: skip
_WITHHELD: Final = {
    "coarse": gettext_lazy("To protect people, this record shows the district or province and no finer place."),
    "hidden_place": gettext_lazy("To protect people, this record shows the country and no finer place."),
}


def what(record: Record) -> Fact:
    """The kind of act, and how far it went where it was not completed."""
    kind, stage = record["attack_type"], record["stage"]
    text = _("Kind of attack not stated") if kind == "unknown" else terms.label(codebook.ATTACK_TYPE, kind)
    if fired := [use for use in record["weapons"] if use["side"] == "attacker" and use["subset_of"] is None]:
        text = f"{text}: {listed(map(munition, fired))}"
    if stage not in ("completed", "unknown"):
        text = bracketed(text, terms.label(codebook.STAGE, stage).lower())
    violence = record["violence_type"]
    told = _("%(kind)s violence in UCDP’s terms")
    note = told % {"kind": terms.label(codebook.VIOLENCE_TYPE, violence)} if violence else ""
    return Fact(_("What"), text, note, record.evidence("", "attack_type", "stage", "violence_type"))


def when(record: Record) -> Fact:
    """The date in words, the time of day as far as it is known, and the zone in which both are meant."""
    text = comma((dates.words(record["date_edtf"]), time_of_day(record.document)))
    told = _("In the source’s words: %(words)s.")
    said = told % {"words": quoted(record["time_text"])} if record["time_text"] else ""
    note = " ".join(filter(None, (said, zone(record.document))))
    fields = ("date_edtf", "time_kind", "time_start", "time_end", "part_of_day", "time_text", "timezone")
    return Fact(_("When"), capitalised(text), note, record.evidence("", *fields))


def time_of_day(document: Json) -> str:
    """``at night``, ``at about 22:30``; blank when no source gives a time."""
    match document["time_kind"]:
        case "part_of_day":
            return str(_PART_OF_DAY[document["part_of_day"]]) if document["part_of_day"] else ""
        case "exact":
            return _("at %(time)s") % {"time": document["time_start"]}
        case "approximate":
            return _("at about %(time)s") % {"time": document["time_start"]}
        case "window":
            return _("between %(start)s and %(end)s") % {"start": document["time_start"], "end": document["time_end"]}
        case "unknown":
            return _("time of day not known")
    return ""


def zone(document: Json) -> str:
    """Which clock is meant, named with its distance from UTC on that day; blank when no time is given."""
    name = document["timezone"]
    if not name or not time_of_day(document):
        return ""
    day = document["date_earliest"] or document["date_latest"]
    offset = f", {_offset(name, day)}" if day and name in _zones() else ""
    return _("Local time (%(zone)s).") % {"zone": isolated(f"{name}{offset}")}


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
    withheld = str(_WITHHELD.get(record["sensitivity"], ""))
    primary = next((each for each in record.locations if each["is_primary"]), None)
    if primary is None:
        text = _("place not stated")
        if record["country"]:
            text = _("somewhere in %(place)s") % {"place": in_sentence(country(record["country"]))}
        return Fact(_("Where"), capitalised(text), withheld)
    note = " ".join(filter(None, (precision(primary), withheld)))
    return Fact(_("Where"), capitalised(place(primary)), note, record.evidence(primary["ref"]))


def place(location: Json) -> str:
    """``near Obo, Central African Republic, within about 25 km``; ``beneath a bridge in Dora, Baghdad, Iraq``."""
    chain = _chain(location["place"])
    words = _related(location["relation_text"].strip(), chain) or str(_template(location)) % {"place": chain}
    if location["precision"] != "near":
        return words
    reach = distance(location["radius_m"] or geometry.radius_for("near"))
    return _("%(place)s, within %(distance)s") % {"place": words, "distance": reach}


def _chain(named: Json) -> str:
    """The place, what lies around it, and its country, which alone is told in the reader's language."""
    code = named["country"]
    recorded = countries.name(code) if code in countries.COUNTRIES else code
    around = [name for name in named["within"] if name != recorded]
    outermost = [recorded] if recorded and not named["name"].endswith(f" {recorded}") else []
    names = list(dict.fromkeys([named["name"], *around, *outermost]))
    first, *others = (country(code) if name == recorded else isolated(name) for name in names)
    return comma([in_sentence(first), *others])


def _template(location: Json) -> Any:
    """The words around the place; a name that says what kind of division it is needs no second word for it."""
    kind = location["place"]["name"].rpartition(" ")[2].lower()
    is_said = location["precision"] in ("adm1", "adm2") and kind in _DIVISIONS
    return _WHERE["country" if is_said else location["precision"]]


def _related(relation: str, chain: str) -> str:
    """The place by its relation to a named one, which is then not itself the place: “beneath a bridge in” Dora."""
    if not relation:
        return ""
    leads_on = relation.rsplit(maxsplit=1)[-1].lower() in _PREPOSITIONS
    if not leads_on:
        return bracketed(isolated(relation), chain)
    return _("%(relation)s %(place)s") % {"relation": isolated(relation), "place": chain}


def precision(location: Json) -> str:
    """How well the place is known, in a sentence; blank where the place itself says it."""
    radius = location["radius_m"]
    known = terms.definition(codebook.PRECISION, location["precision"])
    if location["precision"] == "near":
        return ""
    if not radius:
        return known
    if location["precision"] in _KNOWN_TO:
        return str(_KNOWN_TO[location["precision"]]) % {"distance": distance(radius)}
    told = _("%(known)s The circle on the map reaches %(distance)s from its centre.")
    return told % {"known": known, "distance": distance(radius)}


def distance(metres: int) -> str:
    """``about 100 m``, ``about 25 km``."""
    if metres < 1_000:
        return _("about %(number)s m") % {"number": metres}
    return _("about %(number)s km") % {"number": f"{metres / 1_000:.3g}"}


def country(code: str) -> str:
    """The country's name, the code itself for one outside the list, blank for none."""
    return terms.country(code)
