"""What do readers ask, and how fast is it to be? Owns the cases that are timed and their figures (DESIGN 6)."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import is_valid_path

from incidents.management.bench.clock import Action, Case
from incidents.management.bench.world import Made, World
from incidents.models.publication import Publication
from incidents.public import counting
from incidents.public.explorer import ROWS_A_PAGE
from incidents.public.filters import read_query

Params = dict[str, str]

FILTERS: Final[dict[str, Params]] = {
    "no filter": {},
    "a year": {"date_from": "2015-01-01", "date_to": "2015-12-31"},
    "a type": {"attack_type": "shooting"},
    "a country": {"country": "SY"},
    "killed ≥ 1": {"killed_min": "1"},
    "a kind of violence": {"violence_type": "one_sided"},
    "all of them": {
        "date_from": "2015-01-01", "date_to": "2015-12-31", "attack_type": "shooting", "country": "SY",
        "killed_min": "1",
    },
    "text": {"q": "shooting"},
}  # fmt: skip
MOST: Final[Params] = {"date_from": "2000-01-01"}
"""A filter that most incidents pass."""
RANKS: Final = {"rare": 30_000, "seldom": 3_000, "frequent": 299, "very frequent": 30}
"""Words of a summary by their rank."""

SCALES: Final = {
    "world": (2, 360.0, 150.0), "continent": (4, 60.0, 40.0), "country": (6, 16.0, 9.0), "city": (12, 0.35, 0.2),
}  # fmt: skip
"""Zoom, and width and height of the view in degrees."""

VIEWS: Final = 8
_SQLITE: Final = "sqlite"


@dataclass
class Reader:
    """Asks for addresses in this process, through everything that a request goes through."""

    client: Client = field(default_factory=lambda: Client(SERVER_NAME="localhost", headers={"accept-encoding": "gzip"}))

    def get(self, path: str, params: Params | None = None) -> HttpResponseBase:
        """The answer, read to its end. RuntimeError for an error."""
        response = self.client.get(path, params or {})
        if response.status_code != 200:
            raise RuntimeError(f"{path}?{urlencode(params or {})}: {response.status_code}")
        if response.streaming:
            for _piece in response:
                pass
        return response

    def asks(self, path: str, params: Params | None = None) -> Action:
        """What asks for it when it is called."""
        return partial(self.get, path, params)


def viewports(world: World, reader: Reader) -> Iterator[Case]:
    """The whole world as its first reader gets it; then every scale under every filter, as one gets it who pans."""
    afar = [reader.asks("/map/clusters.json", view) for view in views(world, "world")]
    yield Case("viewports", "world, the first time", afar, held=500 if connection.vendor == _SQLITE else 350)
    for scale in SCALES:
        for name, params in FILTERS.items():
            asked = [reader.asks("/map/clusters.json", params | view) for view in views(world, scale)]
            yield Case("viewports", f"{scale}, {name}", asked, held=_viewport_held(scale, name), is_first=False)


def lists(world: World, reader: Reader) -> Iterator[Case]:
    """The first page under every filter, as the first reader gets it and as the next one does; pages far down."""
    for name, params in FILTERS.items():
        yield Case("list", f"first page, {name}", [reader.asks("/incidents/", params)], held=60, is_first=False)
    for ordering in ("-date_earliest", "published_at", "-killed_low", "code"):
        ask = reader.asks("/incidents/", {"ordering": ordering})
        yield Case("list", f"first page by {ordering}", [ask], held=60, is_first=False)
    last = max(1, -(-world.rows // ROWS_A_PAGE))
    for name, page in {"a tenth down": last // 10 or 1, "half-way": last // 2 or 1, "last page": last}.items():
        yield Case("deep list", name, [reader.asks("/incidents/", {"page": str(page)})], held=60, is_first=False)


def texts(world: World, reader: Reader) -> Iterator[Case]:
    """The list of what a search finds, by how frequent its words are, as the first reader gets it."""
    city = Counter(made["place"] for made in world.sample).most_common(1)[0][0]
    found = {name: world.word(rank) for name, rank in RANKS.items()}
    found |= {"the largest city": city, "a type": "shooting", "both": f"shooting {city}"}
    for name, words in found.items():
        yield Case("text", f"{name}", [reader.asks("/incidents/", {"q": words})], held=150)


def sums(_world: World, reader: Reader) -> Iterator[Case]:
    """The totals above a list under every filter, worked out anew."""
    for name, params in FILTERS.items():
        query = read_query(QueryDict(urlencode(params)))
        yield Case("totals", name, [partial(counting.add_up, query)], held=150)


def facets(_world: World, reader: Reader) -> Iterator[Case]:
    """Counts by month, type and country under every filter, where the site has them."""
    for name, params in FILTERS.items() if is_valid_path("/summary.json") else ():
        yield Case("facets", name, [reader.asks("/summary.json", params)], held=150)


def names(_world: World, reader: Reader) -> Iterator[Case]:
    """A page of the API's actors, places and incidents, of all of them and of some; the index that readers see."""
    for name, params in (FILTERS | {"a continent": {"bbox": "-20,-35,52,38"}}).items():
        yield Case("names", f"incidents, {name}", [reader.asks("/api/v1/incidents/", params)], held=150)
    for kind, name, params in (("actors", "no filter", {}), ("actors", "most", MOST), ("places", "most", MOST)):
        yield Case("names", f"{kind}, {name}", [reader.asks(f"/api/v1/{kind}/", params)], held=150)
    yield Case("names", "index of actors", [reader.asks("/actors/")], held=150)


def incidents(_world: World, reader: Reader) -> Iterator[Case]:
    """The page of an incident, of a dataset's row and of the worked case, and its document."""
    keys = Publication.objects.order_by("pk").values_list("code", flat=True)
    plain, worked = keys[1:9], keys[0:1]
    yield Case("incident", "page of a dataset's row", [reader.asks(f"/incidents/{code}/") for code in plain], held=60)
    yield Case("incident", "page of the worked case", [reader.asks(f"/incidents/{code}/") for code in worked], held=60)
    yield Case("incident", "document", [reader.asks(f"/incidents/{code}.json") for code in plain], held=60)


PARTS: Final[dict[str, Callable[[World, Reader], Iterator[Case]]]] = {
    "viewports": viewports, "list": lists, "text": texts, "totals": sums, "facets": facets, "names": names,
    "incident": incidents,
}  # fmt: skip


def _viewport_held(scale: str, name: str) -> float:
    on_sqlite = connection.vendor == _SQLITE
    if name == "text":
        return 500 if on_sqlite else 300
    if scale == "city":
        return 25
    if scale == "country":
        return 120 if on_sqlite else 60
    if scale == "world" and name == "no filter":
        return 5
    return 200 if on_sqlite else 150


def views(world: World, scale: str) -> list[Params]:
    """Views around incidents, so that most look at a large city; the world has one."""
    zoom, width, height = SCALES[scale]
    if scale == "world":
        return [{"bbox": "-180,-75,180,80", "zoom": str(zoom)}]
    placed = [made for made in world.sample if made["cell"] is not None]
    middles = random.Random(scale).choices(placed, k=VIEWS)  # noqa: S311
    return [{"bbox": _box(each, width, height), "zoom": str(zoom)} for each in middles]


def _box(middle: Made, width: float, height: float) -> str:
    west, south = max(-180.0, middle["longitude"] - width / 2), max(-85.0, middle["latitude"] - height / 2)
    east, north = min(180.0, middle["longitude"] + width / 2), min(85.0, middle["latitude"] + height / 2)
    return ",".join(f"{degrees:.5f}" for degrees in (west, south, east, north))
