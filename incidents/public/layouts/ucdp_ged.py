"""What is a record in the columns of UCDP GED 23.1? Owns how they are filled: an event of GED goes as it came.

A row of GED stands in the record as it came, and its cells are given back, column by column, as long as the published
record still says what they say (``ged_row``). Where it says otherwise by now, its own values take their place.
"""

import datetime as dt
from typing import Any, Final

from incidents import codebook
from incidents.countries import COUNTRIES, GLEDITSCH_WARD, Country
from incidents.public.layouts import ged_row
from incidents.public.layouts.layout import Layout, filled
from incidents.public.layouts.record import Json, Record, joined

SCHEME: Final = "ucdp_ged"
_ROW: Final = "As in the row of GED; blank for an incident that is not in GED."

COLUMNS: Final = (
    *filled("id", "UCDP's id of the event; our code for an incident that is not in GED.", "code"),
    *filled("relid", _ROW),
    *filled("year", "The year of the date; blank where the date leaves the year open.", "date_earliest", "date_latest"),
    *filled("active_year code_status", _ROW),
    *filled("type_of_violence", "By the crosswalk of the kind of violence.", "violence_type"),
    *filled("conflict_dset_id conflict_new_id conflict_name", _ROW),
    *filled("dyad_dset_id dyad_new_id", _ROW),
    *filled("dyad_name", "The two sides, where both are known.", "involvements.actor"),
    *filled("side_a_dset_id side_a_new_id", _ROW),
    *filled("side_a", "Who took part as side A. An accusation names no side.", "involvements.actor"),
    *filled("side_b_dset_id side_b_new_id", _ROW),
    *filled("side_b", "Who took part as side B, or was attacked.", "involvements.actor"),
    *filled("number_of_sources", "How many articles are cited; datasets are not counted.", "articles.id"),
    *filled("source_article", "Publisher, day and headline of each article.", "articles.title"),
    *filled("source_office", "The publishers.", "articles.publisher"),
    *filled("source_date", "The days of publication.", "articles.published_edtf"),
    *filled("source_headline", "The headlines.", "articles.title"),
    *filled("source_original", "Whose account it is, where somebody is named.", "statements.speakers"),
    *filled("where_prec", "By the crosswalk of the precision of the place.", "precision"),
    *filled("where_coordinates", "The name of the place.", "place"),
    *filled("where_description", "How the location lies to the place, as worded.", "locations.relation_text"),
    *filled("adm_1", "The province.", "admin1"),
    *filled("adm_2", "The district, where that is how well the place is known.", "place"),
    *filled("latitude", "The public point.", "latitude"),
    *filled("longitude", "The public point.", "longitude"),
    *filled("geom_wkt", "The public point once more, as text.", "latitude", "longitude"),
    *filled("priogrid_gid", "The cell that holds the point.", "priogrid_gid"),
    *filled("country", "The country's name in English; in a row of GED, UCDP's name for it.", "country_name"),
    *filled("country_id", "The Gleditsch–Ward number of the country in that year.", "country"),
    *filled("region", "UCDP's region, by that number.", "country"),
    *filled("event_clarity", _ROW),
    *filled("date_prec", "By the width of the date; blank for an approximate day.", "date_precision"),
    *filled("date_start", "The first day the date can mean.", "date_earliest"),
    *filled("date_end", "The last day the date can mean.", "date_latest"),
    *filled("deaths_a", "Killed of side A, where one account splits the toll.", "casualties.best"),
    *filled("deaths_b", "Killed of side B, where one account splits the toll.", "casualties.best"),
    *filled("deaths_civilians", "Civilians killed; blank where no figure is known, never 0.", "civilians_killed_best"),
    *filled("deaths_unknown", "Killed whose group a source could not tell.", "figures.best"),
    *filled("best", "Killed, best; blank where no figure is known, never 0.", "killed_best"),
    *filled("high", "Killed, high; blank where no ceiling is known.", "killed_high"),
    *filled("low", "Killed, low; blank where no floor is known.", "killed_low"),
    *filled("gwnoa", "The Gleditsch–Ward number of side A, if it is a state.", "involvements.actor_country"),
    *filled("gwnob", "The Gleditsch–Ward number of side B, if it is a state.", "involvements.actor_country"),
)
"""The header of GED 23.1, in its order."""

_REGIONS = ((200, "Americas"), (400, "Europe"), (630, "Africa"), (700, "Middle East"), (1000, "Asia"))
"""UCDP's regions: numbers below each bound."""
_WIDTHS = ((6, "2"), (7, "3"), (31, "4"), (366, "5"))
"""``date_prec`` of a window of at most so many days."""


def row(record: Record) -> dict[str, Any]:
    """The record's own values, and over them the cells of the row of GED that still hold."""
    return own(record) | ged_row.standing(record, record.external(SCHEME).get("record", {}))


def own(record: Record) -> dict[str, Any]:
    """What the record says by itself, without the row that it keeps."""
    return {
        "id": record.external(SCHEME).get("value") or record.flat["code"],
        "type_of_violence": record.code_of(codebook.VIOLENCE_TYPE, "violence_type", SCHEME),
        **_when(record),
        **_where(record),
        **_sides(record),
        **_toll(record),
        **_sources(record),
    }


def _when(record: Record) -> dict[str, Any]:
    return {
        "year": record.year,
        "date_start": _iso(record.flat["date_earliest"]),
        "date_end": _iso(record.flat["date_latest"]),
        "date_prec": _date_precision(record),
    }


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _date_precision(record: Record) -> str:
    precision, days = record.flat["date_precision"], record.days
    if precision == "duration" and days:
        return "1"
    if precision == "day":
        return "1" if record.flat["date_edtf"][-1:].isdigit() else ""
    return next((code for most, code in _WIDTHS if days and days <= most), "")


def _where(record: Record) -> dict[str, Any]:
    flat, number = record.flat, gleditsch_ward(record.country, record.year)
    latitude, longitude = flat["latitude"], flat["longitude"]
    return {
        "where_prec": record.code_of(codebook.PRECISION, "precision", SCHEME),
        "where_coordinates": flat["place"],
        "where_description": record.primary.get("relation_text"),
        "adm_1": flat["admin1"],
        "adm_2": flat["place"] if flat["precision"] == "adm2" else "",
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": "" if latitude is None else f"POINT ({longitude} {latitude})",
        "priogrid_gid": flat["priogrid_gid"],
        "country": record.country.name if record.country else "",
        "country_id": number,
        "region": next((region for bound, region in _REGIONS if number and number < bound), ""),
    }


def gleditsch_ward(country: Country | None, year: int | None) -> int | None:
    """The number of the state that held the country in that year, or holds it now where the year is open."""
    if country is None:
        return None
    states = [GLEDITSCH_WARD[number] for number in country.gleditsch_ward]
    standing = (state for state in states if (state.existed_in(year) if year else state.end_year is None))
    return next((state.number for state in standing), None)


def _sides(record: Record) -> dict[str, Any]:
    side_a, side_b = record.involved("side_a"), record.involved("side_b", "attacked")
    names = [joined((actor["name"] for actor in side), ", ") for side in (side_a, side_b)]
    return {
        "side_a": names[0],
        "side_b": names[1],
        "dyad_name": " - ".join(names) if all(names) else "",
        "gwnoa": _states(side_a, record.year),
        "gwnob": _states(side_b, record.year),
    }


def _states(actors: list[Json], year: int | None) -> str:
    numbers = (gleditsch_ward(COUNTRIES.get(actor["country"]), year) for actor in actors if actor["kind"] == "state")
    return joined((str(number) for number in numbers if number), ", ")


def _toll(record: Record) -> dict[str, Any]:
    flat = record.flat
    return {
        "best": flat["killed_best"],
        "low": flat["killed_low"],
        "high": flat["killed_high"],
        "deaths_civilians": flat["civilians_killed_best"],
        "deaths_unknown": record.best("killed", "unknown"),
        "deaths_a": _deaths(record, "side_a"),
        "deaths_b": _deaths(record, "side_b", "attacked"),
    }


def _deaths(record: Record, *roles: str) -> int | None:
    """The dead of one side, civilians apart; None where several accounts split the toll, or none does."""
    of_side = {each["ref"] for each in record.rows("involvements") if each["role"] in roles}
    lines = ged_row.split_of_one_voice(record)
    found = [line["best"] for line in lines if line["involvement"] in of_side and line["group"] != "civilian"]
    return sum(found) if found and None not in found else None


def _sources(record: Record) -> dict[str, Any]:
    articles = [each for each in record.rows("articles") if each["kind"] != "dataset_record"]
    told = [(_publisher(each), each["published_edtf"], each["title"]) for each in articles]
    return {
        "number_of_sources": len(articles) or None,
        "source_article": ";".join('"' + ",".join(each) + '"' for each in told),
        "source_office": ";".join(publisher for publisher, _, _ in told),
        "source_date": ";".join(day for _, day, _ in told),
        "source_headline": ";".join(title for _, _, title in told),
        "source_original": joined(actor["name"] for account in record.accounts() for actor in account["speakers"]),
    }


def _publisher(article: Json) -> str:
    return article["publisher"]["name"] if article["publisher"] else ""


LAYOUT: Final = Layout(
    SCHEME,
    "UCDP GED 23.1",
    "The columns of the UCDP Georeferenced Event Dataset, version 23.1. An event that was imported from GED comes back "
    "cell by cell, as long as the record has not been changed since. UCDP records events in which somebody was killed; "
    "the file holds every incident of the query. Please cite UCDP for its rows (CC BY 4.0).",
    COLUMNS,
    row,
)
