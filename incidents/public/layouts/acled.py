"""What is a record in the columns of ACLED? Owns how the columns of its export are filled."""

from typing import Any, Final

from incidents import codebook
from incidents.codebook import others
from incidents.public.layouts.layout import Layout, filled
from incidents.public.layouts.record import Json, Record, joined, one_code

SCHEME: Final = "acled"
_PRECISE: Final = "1 for a day, 2 for a window of up to a week, 3 for one of up to a month; blank for anything wider."

COLUMNS: Final = (
    *filled("event_id_cnty", "ACLED's id, where we know it; else our code.", "code"),
    *filled("event_date", "The first day it can be; blank where it is not known to the month.", "date_earliest"),
    *filled("year", "The year of the date; blank where the date leaves the year open.", "date_earliest", "date_latest"),
    *filled("time_precision", _PRECISE, "date_precision"),
    *filled("disorder_type", "Follows from the event type.", "attack_type"),
    *filled("event_type", "Follows from the sub-event type.", "attack_type"),
    *filled("sub_event_type", "By the crosswalk of the attack type, where it leads to one code alone; what was foiled "
            "is disrupted weapons use.", "attack_type", "stage"),
    *filled("actor1", "Who took part as side A, else who claims it. An accusation names nobody.",
            "involvements.actor", "statements.speakers"),
    *filled("assoc_actor_1", "The others of that side.", "involvements.actor"),
    *filled("inter1", "State forces, external forces or civilians; blank for armed groups, whose kinds we do not tell "
            "apart.", "involvements.actor_kind"),
    *filled("actor2", "Who took part as side B or was attacked.", "involvements.actor", "targets.actor"),
    *filled("assoc_actor_2", "The others of that side.", "involvements.actor"),
    *filled("inter2", "As for the first side.", "involvements.actor_kind"),
    *filled("interaction", "Both together, where both are known."),
    *filled("civilian_targeting", "Civilian targeting, for one-sided violence; else blank.", "violence_type"),
    *filled("iso", "ISO 3166-1, the number.", "country"),
    *filled("region", "Blank: we keep no list of ACLED's regions."),
    *filled("country", "The country's name in English.", "country_name"),
    *filled("admin1", "The province.", "admin1"),
    *filled("admin2", "The district, where that is how well the place is known.", "place"),
    *filled("admin3"),
    *filled("location", "The name of the place.", "place"),
    *filled("latitude", "The public point.", "latitude"),
    *filled("longitude", "The public point.", "longitude"),
    *filled("geo_precision", "By the crosswalk of the precision of the place.", "precision"),
    *filled("source", "The publishers.", "publishers"),
    *filled("source_scale", "The reach of the publishers, where it is known of every one.", "articles.publisher_reach"),
    *filled("notes", "The summary, else the title.", "summary", "title"),
    *filled("fatalities", "Killed, best; blank where no figure is known, never 0.", "killed_best"),
    *filled("tags", "The series it is part of.", "series.name"),
    *filled("timestamp", "When the version was published, in seconds since 1970.", "published_at"),
)  # fmt: skip

_DISORDER = {
    "Protests": "Demonstrations", "Violent demonstration": "Demonstrations",
    "Excessive force against protesters": "Political violence; Demonstrations",
    "Strategic developments": "Strategic developments",
}  # fmt: skip
_WEEK, _MONTH = 7, 31


def row(record: Record) -> dict[str, Any]:
    """The values by column."""
    return {
        "event_id_cnty": record.external(SCHEME).get("value") or record.flat["code"],
        **_when(record),
        **_kind(record),
        **_actors(record),
        **_where(record),
        **_told(record),
    }


def _when(record: Record) -> dict[str, Any]:
    precision = _time_precision(record)
    day = record.flat["date_earliest"]
    return {
        "event_date": day.isoformat() if day and precision else "",
        "year": record.year,
        "time_precision": precision,
    }


def _time_precision(record: Record) -> str:
    days = record.days
    if days is None or days > _MONTH:
        return ""
    if record.flat["date_precision"] in ("day", "duration"):
        return "1"
    return "2" if days <= _WEEK else "3"


def _kind(record: Record) -> dict[str, str]:
    sub = one_code(codebook.STAGE, record.flat["stage"], SCHEME)
    if record.flat["stage"] in ("completed", "attempted", "unknown"):
        sub = record.code_of(codebook.ATTACK_TYPE, "attack_type", SCHEME)
    event = others.ACLED_EVENT_OF.get(sub, "")
    disorder = _DISORDER.get(sub) or _DISORDER.get(event) or ("Political violence" if event else "")
    one_sided = record.flat["violence_type"] == "one_sided"
    return {
        "disorder_type": disorder,
        "event_type": event,
        "sub_event_type": sub,
        "civilian_targeting": "Civilian targeting" if one_sided else "",
    }


def _actors(record: Record) -> dict[str, str]:
    first = record.involved("side_a") or record.claimants
    second = record.involved("side_b", "attacked") or record.targeted
    inters = [_inter(side[0], record) if side else "" for side in (first, second)]
    return {
        "actor1": joined(actor["name"] for actor in first[:1]),
        "assoc_actor_1": joined(actor["name"] for actor in first[1:]),
        "inter1": inters[0],
        "actor2": joined(actor["name"] for actor in second[:1]),
        "assoc_actor_2": joined(actor["name"] for actor in second[1:]),
        "inter2": inters[1],
        "interaction": _interaction(inters),
    }


def _inter(actor: Json, record: Record) -> str:
    """The kind of an actor where ours decides it: a state's forces at home or abroad, a coalition, civilians."""
    kind, at_home = actor["kind"], actor["country"] == record.flat["country"]
    if kind in ("state", "state_force") and actor["country"]:
        return others.ACLED_INTER["1" if at_home else "8"]
    return {
        "international_force": others.ACLED_INTER["8"],
        "community": others.ACLED_INTER["7"],
    }.get(kind, "")


def _interaction(inters: list[str]) -> str:
    """Both kinds in the order of ACLED's list; blank where one is not known."""
    order = list(others.ACLED_INTER.values())
    return "-".join(sorted(inters, key=order.index)) if all(inters) else ""


def _where(record: Record) -> dict[str, Any]:
    flat, country = record.flat, record.country
    return {
        "iso": int(country.numeric) if country and country.numeric else None,
        "country": country.name if country else "",
        "admin1": flat["admin1"],
        "admin2": flat["place"] if flat["precision"] == "adm2" else "",
        "location": flat["place"],
        "latitude": flat["latitude"],
        "longitude": flat["longitude"],
        "geo_precision": record.code_of(codebook.PRECISION, "precision", SCHEME),
    }


def _told(record: Record) -> dict[str, Any]:
    flat = record.flat
    return {
        "source": joined(flat["publishers"].split("\n")),
        "source_scale": _scale(record),
        "notes": flat["summary"] or flat["title"],
        "fatalities": flat["killed_best"],
        "tags": joined(record.part_of),
        "timestamp": int(flat["published_at"].timestamp()),
    }


def _scale(record: Record) -> str:
    """The scales of the publishers in the order of ACLED's list; blank where one is not known or has several."""
    publishers = [each["publisher"] for each in record.rows("articles") if each["publisher"]]
    scales = {one_code(codebook.REACH, each["reach"], SCHEME) for each in publishers}
    return "" if "" in scales else "-".join(sorted(scales, key=others.ACLED_SCALE.index))


LAYOUT: Final = Layout(
    SCHEME,
    "ACLED",
    "The columns of an export of ACLED, by its codebook of 2024. Our incidents are not ACLED's: a duration "
    "is one row and not one for each day, a figure that nobody gives is blank and not 0, and no kind of armed group is "
    "guessed.",
    COLUMNS,
    row,
)
