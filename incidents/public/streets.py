"""Where does the map find streets, if a site has any? Owns what ATTEST_STREETS may be, and serves tiles out of a file.

Off by default: the base map of the site's own needs nobody else. A PMTiles file keeps it that way; a tile server of
somebody else learns what every reader looks at, and is for the operator to choose.
"""

import gzip
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import Compression, TileType

from incidents.public.data_views import reading

MEDIA_TYPES: Final = {
    TileType.PNG: "image/png", TileType.JPEG: "image/jpeg", TileType.WEBP: "image/webp", TileType.AVIF: "image/avif",
}  # fmt: skip
"""Kinds of tile that are pictures; vector tiles would have to be drawn in the browser."""

SERVER_ENDS: Final = 19
"""The last zoom that tile servers commonly have."""

A_DAY: Final = 86_400


class Unusable(ValueError):  # noqa: N818 -- callers read "except Unusable"
    """ATTEST_STREETS cannot be used; the message is for the operator."""


@dataclass(frozen=True, slots=True)
class Streets:
    """Where a browser asks for a tile, the first and the last zoom there are tiles for, and whom to credit."""

    address: str
    first_zoom: int
    last_zoom: int
    credit: str


def is_server(source: str) -> bool:
    """Whether it is the address of a tile server."""
    return source.startswith("https://")


def streets() -> Streets | None:
    """What the map of a page needs to know; None where the site has no streets."""
    source, first = settings.ATTEST_STREETS, settings.ATTEST_STREETS_FROM_ZOOM
    if not source:
        return None
    if is_server(source):
        return Streets(source, first, SERVER_ENDS, settings.ATTEST_STREETS_CREDIT)
    header = tile_file(source).header()
    pattern = reverse("public:street_tile", args=[0, 0, 0]).replace("0/0/0", "{z}/{x}/{y}")
    return Streets(pattern, max(first, header["min_zoom"]), header["max_zoom"], settings.ATTEST_STREETS_CREDIT)


def context(request: HttpRequest) -> dict[str, Any]:
    """For the templates of every page: a page without a map never asks."""
    return {"streets": streets}


def problem(source: str) -> str:
    """Why this cannot be used; empty when it can."""
    if is_server(source):
        parts = urlsplit(source)
        is_whole = (
            parts.netloc and all(name in parts.path for name in ("{z}", "{x}", "{y}")) and "{" not in parts.netloc
        )
        return "" if is_whole else "The address of a tile server needs one host, and {z}, {x} and {y} in its path."
    try:
        tile_file(source)
    except Unusable as refusal:
        return str(refusal)
    return ""


def tile_file(source: str) -> Reader:
    """A PMTiles file, opened once; Unusable where it is none, or holds no pictures."""
    path = Path(source)
    try:
        return _opened(path, path.stat().st_mtime_ns)
    except OSError as refusal:
        raise Unusable(f"{path} cannot be read: {refusal.strerror}.") from refusal


@lru_cache(maxsize=1)
def _opened(path: Path, changed: int) -> Reader:
    with path.open("rb") as file:
        reader = Reader(MmapSource(file))  # the mapping outlives the file
    try:
        kind = reader.header()["tile_type"]
    except Exception as refusal:  # the library raises whatever the bytes lead it to
        raise Unusable(f"{path} is no PMTiles file.") from refusal
    if kind not in MEDIA_TYPES:
        raise Unusable(f"{path} holds vector tiles; the map draws pictures: PNG, JPEG, WebP or AVIF.")
    return reader


@reading
def tile(request: HttpRequest, zoom: int, column: int, row: int) -> HttpResponse:
    """One tile of the site's own file; 404 where the file has none, or the site no file."""
    source = settings.ATTEST_STREETS
    if not source or is_server(source):
        raise Http404
    reader = tile_file(source)
    header = reader.header()
    is_there = header["min_zoom"] <= zoom <= header["max_zoom"] and max(column, row) < 2**zoom
    found = reader.get(zoom, column, row) if is_there else None
    if found is None:
        raise Http404
    if header["tile_compression"] == Compression.GZIP:
        found = gzip.decompress(found)
    kept = {"Cache-Control": f"public, max-age={A_DAY}"}
    return HttpResponse(found, content_type=MEDIA_TYPES[header["tile_type"]], headers=kept)
