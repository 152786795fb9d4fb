"""Are there streets on the map only where a site has some, out of its own file or from the server that it names?"""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.template import Context, Template
from django.test import Client
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from incidents.public.streets import context, problem, streets

SQUARE = b"\x89PNG\r\n\x1a\n and what follows"


def written(path: Path, kind: TileType = TileType.PNG) -> str:
    """A PMTiles file with one tile at zoom 9."""
    with path.open("wb") as file:
        writer = Writer(file)
        writer.write_tile(zxy_to_tileid(9, 300, 200), SQUARE)
        header = {
            "version": 3, "tile_type": kind, "tile_compression": Compression.NONE, "min_zoom": 9, "max_zoom": 9,
            "min_lon_e7": 0, "min_lat_e7": 0, "max_lon_e7": 0, "max_lat_e7": 0, "center_zoom": 9, "center_lon_e7": 0,
            "center_lat_e7": 0,
        }  # fmt: skip
        writer.finalize(header, {})
    return str(path)


@pytest.fixture
def file(tmp_path: Path, settings: LazySettings) -> str:
    settings.ATTEST_STREETS = written(tmp_path / "streets.pmtiles")
    settings.ATTEST_STREETS_CREDIT = "© <b>The mappers</b>"
    return str(settings.ATTEST_STREETS)


def attributes() -> str:
    return Template('{% include "public/_streets.html" %}').render(Context(context(None))).strip()  # type: ignore[arg-type]


def test_a_site_has_no_streets_by_itself(client: Client) -> None:
    assert streets() is None
    assert attributes() == ""
    assert client.get("/map/streets/9/300/200").status_code == 404


@pytest.mark.usefixtures("file")
def test_tiles_come_out_of_the_sites_own_file(client: Client) -> None:
    answer = client.get("/map/streets/9/300/200")
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, SQUARE, "image/png")


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("tile", ["9/300/201", "8/150/100", "9/512/0", "99/1/1", f"9/{10**30}/1"])
def test_what_the_file_does_not_hold_is_not_there(client: Client, tile: str) -> None:
    assert client.get(f"/map/streets/{tile}").status_code == 404


@pytest.mark.usefixtures("file")
def test_the_map_is_told_where_they_begin_and_end_and_whose_they_are() -> None:
    assert attributes() == (
        'data-streets="/map/streets/{z}/{x}/{y}" data-streets-from="9" data-streets-to="9" '
        'data-streets-credit="© &lt;b&gt;The mappers&lt;/b&gt;"'
    )


def test_a_tile_server_is_asked_by_the_browser_and_by_nobody_here(client: Client, settings: LazySettings) -> None:
    settings.ATTEST_STREETS = "https://tiles.example/{z}/{x}/{y}.png"
    found = streets()
    assert found is not None
    assert (found.address, found.first_zoom, found.last_zoom) == ("https://tiles.example/{z}/{x}/{y}.png", 9, 19)
    assert client.get("/map/streets/9/300/200").status_code == 404


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("https://tiles.example/{z}/{x}.png", "needs one host"),
        ("https://{s}.tiles.example/{z}/{x}/{y}.png", "needs one host"),
        ("/nowhere/streets.pmtiles", "cannot be read"),
        (__file__, "is no PMTiles file"),
    ],
)
def test_what_cannot_be_used_is_told_to_the_operator(source: str, reason: str) -> None:
    assert reason in problem(source)


def test_vector_tiles_are_told_apart(tmp_path: Path) -> None:
    assert "holds vector tiles" in problem(written(tmp_path / "vector.pmtiles", TileType.MVT))
    assert problem(written(tmp_path / "pictures.pmtiles")) == ""
