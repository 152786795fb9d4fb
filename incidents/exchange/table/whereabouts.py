"""Where was it, by a row? Owns how place, divisions, point and precision hang together, and a point that cannot be.

A point that lies far from the country named with it is a slip: where the two numbers are swapped or a sign is wrong, or
more than 500 km away, the row is refused. Nearer than that it is remarked on, for a border is claimed and a ship sinks
off a coast; and so is any point said to be at sea or in the air.
"""

from incidents import countries, territory
from incidents.exchange.table.entry import Where
from incidents.exchange.table.reader import Cells
from incidents.subdivisions import match_admin1

MOST_OUTSIDE_KM = 500
_KIND = {
    "point": "site", "site": "site", "neighbourhood": "neighbourhood", "settlement": "settlement", "near": "settlement",
    "adm2": "adm2", "adm1": "region", "region": "region", "country": "region", "sea_air": "water",
}  # fmt: skip
"""What a place is, by the precision it is given with; a province or a country is one only if it is named so."""


def where_and_precision(cells: Cells) -> tuple[Where, str]:
    """The place that the row names, and how precise it is."""
    country, point = cells.country(), _point(cells)
    name, admin1, admin2 = (cells.text(each, 200) for each in ("place", "admin1", "admin2"))
    code = cells.text("admin1_code", 6)
    if not cells.map.is_own and admin1 and not code:
        code, admin1 = match_admin1(country, admin1) or ("", admin1)
    precision = cells.code("precision", _precision(name, admin1, admin2, point))
    named = name or admin2 or admin1 or (countries.name(country) if country else "")
    if not named and not cells.map.is_own:
        cells.refuse(cells.said("country").column, "Nothing says where it was: give a country at least.")
    is_held_back = cells.map.is_own and not name
    if point and not cells.map.is_own:
        _hold_against_country(cells, country, point, precision)
    kind = _kind(named, precision, admin1=admin1, admin2="" if name else admin2, country=country)
    may_be_known = bool(name) and point is None and not cells.map.is_own
    return Where(named, kind, country, admin1, code, admin2, point, is_held_back, may_be_known), precision


def _hold_against_country(cells: Cells, country: str, point: tuple[float, float], precision: str) -> None:
    """Whether the point can lie in the country; 0 and 0 is what blank cells become on their way through a program."""
    heading = cells.said("latitude").column
    if not any(point):
        cells.refuse(heading, "0 and 0 is a point in the sea off Ghana: leave both cells blank where it is not known.")
        return
    if not country or not (far := territory.kilometres_outside(country, point)):
        return
    told = f"The point {point[0]}, {point[1]} lies about {far:,} km from {countries.name(country)}"
    slip = _slip(country, point)
    if precision != "sea_air" and (slip or far > MOST_OUTSIDE_KM):
        cells.refuse(heading, f"{told}{slip or ': check both numbers, and the country'}.")
    else:
        cells.remark(heading, f"{told}.")


def _slip(country: str, point: tuple[float, float]) -> str:
    """The slip that would explain it, as the end of a sentence."""
    lat, lon = point
    tried = (
        ((lon, lat), "the other way round it lies there: latitude and longitude are swapped"),
        ((lat, -lon), "with the other sign of the longitude it lies there: east is plus, west is minus"),
        ((-lat, lon), "with the other sign of the latitude it lies there: north is plus, south is minus"),
        ((-lat, -lon), "with both signs turned it lies there: north and east are plus, south and west are minus"),
    )
    found = [told for (north, east), told in tried if abs(north) <= 90 and territory.is_within(country, (north, east))]
    return f"; {found[0]}" if found else ""


def _kind(name: str, precision: str, *, admin1: str, admin2: str, country: str) -> str:
    if admin1 and name == admin1 and precision in ("adm1", "country", ""):
        return "adm1"
    if admin2 and name == admin2:
        return "adm2"
    if country and not admin1 and name == countries.name(country):
        return "country"
    return _KIND[precision]


def _precision(name: str, admin1: str, admin2: str, point: tuple[float, float] | None) -> str:
    """By what is given: a point without a word on its precision is taken as no better than a town."""
    if name or (point and not (admin1 or admin2)):
        return "settlement"
    return "adm2" if admin2 else "adm1" if admin1 else "country"


def _point(cells: Cells) -> tuple[float, float] | None:
    latitude, longitude = cells.degrees("latitude", 90), cells.degrees("longitude", 180)
    said = {name: cells.said(name) for name in ("latitude", "longitude")}
    for name, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if said[other].cell and not said[name].cell:
            cells.refuse(said[name].column or said[other].column, f"There is a {other}, and no {name}.")
    return (latitude, longitude) if latitude is not None and longitude is not None else None
