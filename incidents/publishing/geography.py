"""Where may the public know it was? Owns how ``sensitivity`` turns the true point into the public one (SCHEMA 3.6)."""

from dataclasses import dataclass

from incidents import geometry
from incidents.models import Location, Place
from incidents.publishing.coding import Coding, ancestors

_FINE_ENOUGH_FOR_A_CELL = ("point", "site", "neighbourhood", "settlement", "near")


@dataclass(frozen=True)
class PublicPoint:
    """WGS 84 degrees, radius in metres, and the precision it may be read with."""

    latitude: float
    longitude: float
    radius_m: int
    precision: str


@dataclass(frozen=True)
class Geography:
    """What the public may know of the place: the locations that may be shown, the point, and codes and names."""

    locations: tuple[Location, ...] = ()
    point: PublicPoint | None = None
    country: str = ""
    admin1_code: str = ""
    admin1: str = ""
    place: str = ""

    def priogrid_gid(self) -> int | None:
        if self.point is None or self.point.precision not in _FINE_ENOUGH_FOR_A_CELL:
            return None
        return geometry.priogrid(self.point.latitude, self.point.longitude)

    def cell(self) -> int | None:
        return geometry.cell(self.point.latitude, self.point.longitude) if self.point else None


def public_geography(coding: Coding) -> Geography:
    """The geography that ``sensitivity`` allows. Without a primary location nothing is known."""
    primary = coding.primary()
    if primary is None:
        return Geography()
    if coding.incident.sensitivity == "open":
        return _open(coding, primary)
    if coding.incident.sensitivity == "coarse" and (area := _nearest(primary.place, "adm2", "adm1")):
        return _area(area)
    return Geography(country=_country(primary.place))


def _open(coding: Coding, primary: Location) -> Geography:
    return Geography(
        locations=tuple(coding.locations),
        point=point_of(primary),
        place=primary.place.name,
        **_administrative(primary.place),
    )


def _area(area: Place) -> Geography:
    shown = Location(place=area, role="occurred", is_primary=True, precision=area.kind, certainty="certain")
    return Geography(locations=(shown,), point=point_of(shown), place=area.name, **_administrative(area))


def _administrative(place: Place) -> dict[str, str]:
    admin1 = _nearest(place, "adm1")
    return {
        "country": _country(place),
        "admin1_code": admin1.iso_3166_2 if admin1 else "",
        "admin1": admin1.name if admin1 else "",
    }


def _country(place: Place) -> str:
    return next((each.country for each in [place, *ancestors(place)] if each.country), "")


def _nearest(place: Place, *kinds: str) -> Place | None:
    chain = [place, *ancestors(place)]
    return next((each for kind in kinds for each in chain if each.kind == kind), None)


def point_of(location: Location) -> PublicPoint | None:
    """The location's own point where it has one, else its place's; the radius likewise, else by precision.

    "Near" a place is farther than the place is wide, so there the place's own radius says nothing.
    """
    own = location.latitude is not None and location.longitude is not None
    bearer = location if own else location.place
    if bearer.latitude is None or bearer.longitude is None:
        return None
    of_place = None if own or location.precision == "near" else location.place.radius_m
    radius = location.radius_m or of_place or geometry.radius_for(location.precision)
    latitude, longitude = geometry.rounded(float(bearer.latitude), float(bearer.longitude))
    return PublicPoint(latitude, longitude, radius, location.precision)
