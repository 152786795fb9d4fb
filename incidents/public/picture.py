"""What picture stands beside a link to an incident? Owns the preview image: what is reported, and where, in one glance.

The font comes with Pillow (Aileron, public domain) and knows no accents and no script but Latin. Accents are dropped,
and a text of another script is left out, never drawn as boxes.
"""

import io
import json
import math
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
FORMAT: Final = 1
"""Raise it when the same record is drawn differently."""

_MAP_LEFT: Final = 740
_MARGIN: Final = 56
_FINER: Final = 2  # the map is drawn twice as large and made smaller, which smooths its lines
_SPAN: Final = 9.0  # degrees of latitude shown at least
_METRES_A_DEGREE: Final = 111_320
_PAPER, _INK, _SOFT, _ACCENT = "#fcfbf9", "#1b1d20", "#545a62", "#8b1a1a"
_SEA, _LAND, _BORDER = "#dfe6ea", "#f6f3ec", "#b9b3a7"
_WORLD: Final = Path(__file__).resolve().parent.parent / "data" / "world_50m.json"
_SIGNS: Final = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "’": "'", "‘": "'", "…": "..."})

Degrees = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """The words of the picture, and the point with its radius in metres, if the record has one."""

    kicker: str
    title: str
    lines: tuple[str, ...]
    figures: tuple[str, ...]
    foot: str
    point: tuple[float, float, int] | None


def drawable(text: str) -> str:
    """The text in letters that the font has; blank when it has any other."""
    plain = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    return bare if bare.isascii() and bare.isprintable() else ""


def draw(picture: Picture) -> bytes:
    """The picture as PNG; the same words and point give the same bytes."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    right = WIDTH - _MARGIN
    if picture.point:
        image.paste(_map(*picture.point), (_MAP_LEFT, 0))
        right = _MAP_LEFT - _MARGIN
    _write(ImageDraw.Draw(image), picture, right - _MARGIN)
    out = io.BytesIO()
    image.quantize(128, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


def _write(pen: ImageDraw.ImageDraw, picture: Picture, width: int) -> None:
    pen.rectangle((0, 0, 14, HEIGHT), fill=_ACCENT)
    pen.text((_MARGIN, 48), "Attest", font=_font(34), fill=_INK)
    pen.text((_MARGIN, HEIGHT - 72), drawable(picture.foot), font=_font(22), fill=_SOFT)
    top, title_size = 128, 46 if len(picture.title) <= 70 else 38
    for text, size, colour, most in (
        (picture.kicker, 26, _ACCENT, 1),
        (picture.title, title_size, _INK, 4),
        *((line, 27, _SOFT, 2) for line in picture.lines),
        *((figure, 32, _INK, 2) for figure in picture.figures),
    ):
        top = _paragraph(pen, top, _wrapped(drawable(text), _font(size), width)[:most], size=size, colour=colour)


def _paragraph(pen: ImageDraw.ImageDraw, top: int, lines: list[str], *, size: int, colour: str) -> int:
    """Writes the lines from ``top`` down, as far as there is room above the foot. Returns where the next begin."""
    if not lines:
        return top
    for line in lines:
        if top + size > HEIGHT - 88:
            break
        pen.text((_MARGIN, top), line, font=_font(size), fill=colour)
        top += round(size * 1.22)
    return top + round(size * 0.4)


def _wrapped(text: str, font: Any, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _font(size: int) -> Any:
    return ImageFont.load_default(size)


def _map(latitude: float, longitude: float, radius_m: int) -> Image.Image:
    """Land and borders around a point, and the circle within which it lies."""
    width, height = (WIDTH - _MAP_LEFT) * _FINER, HEIGHT * _FINER
    span = min(max(_SPAN, 6 * radius_m / _METRES_A_DEGREE), 120.0)
    squeeze = max(math.cos(math.radians(latitude)), 0.1)
    view = _View(latitude, longitude, height / span, squeeze, width, height)
    image = Image.new("RGB", (width, height), _SEA)
    pen = ImageDraw.Draw(image)
    _ground(pen, view)
    _mark(pen, (width / 2, height / 2), radius_m / _METRES_A_DEGREE * view.scale)
    return image.resize((width // _FINER, height // _FINER), Image.Resampling.LANCZOS)


def _ground(pen: ImageDraw.ImageDraw, view: "_View") -> None:
    for layer, colour in (("land", _LAND), ("lakes", _SEA)):
        for ring in view.seen(layer):
            pen.polygon(ring, fill=colour, outline=_BORDER)
    for line in view.seen("borders"):
        pen.line(line, fill=_BORDER, width=2 * _FINER)
    for line in view.seen("disputed"):
        for start in range(0, len(line) - 1, 2):  # every other piece: a line that is not agreed on
            pen.line(line[start : start + 2], fill=_BORDER, width=2 * _FINER)


def _mark(pen: ImageDraw.ImageDraw, middle: tuple[float, float], reach: float) -> None:
    """A circle as wide as the place is uncertain; a dot in it only where that says little."""
    pen.circle(middle, max(reach, 11 * _FINER), outline=_ACCENT, width=3 * _FINER)
    if reach < 40 * _FINER:
        pen.circle(middle, 6 * _FINER, fill=_ACCENT)


@dataclass(frozen=True, slots=True)
class _View:
    latitude: float
    longitude: float
    scale: float
    squeeze: float
    width: int
    height: int

    def seen(self, layer: str) -> Iterator[list[tuple[float, float]]]:
        """The rings or lines of a layer that reach into the picture, in pixels."""
        reach_y = self.height / self.scale / 2
        reach_x = self.width / self.scale / self.squeeze / 2
        west, east = self.longitude - reach_x, self.longitude + reach_x
        south, north = self.latitude - reach_y, self.latitude + reach_y
        for (left, bottom, right, top), xs, ys in _layers()[layer]:
            if left <= east and right >= west and bottom <= north and top >= south:
                yield [self._pixel(x, y) for x, y in zip(xs, ys, strict=True)]

    def _pixel(self, x: float, y: float) -> tuple[float, float]:
        across = (x - self.longitude) * self.scale * self.squeeze
        return self.width / 2 + across, self.height / 2 - (y - self.latitude) * self.scale


Line = tuple[Degrees, "array[float]", "array[float]"]


@cache
def _layers() -> dict[str, list[Line]]:
    """The base map's rings and lines in degrees, each with its box. Holes are small at this size and left out."""
    world = json.loads(_WORLD.read_text())
    scale = world["scale"]
    return {
        "land": [_decoded(polygon[0], scale) for polygon in world["land"]],
        "lakes": [_decoded(polygon[0], scale) for polygon in world["lakes"]],
        "borders": [_decoded(line, scale) for line in world["borders"]],
        "disputed": [_decoded(line, scale) for line in world["disputed"]],
    }


def _decoded(numbers: list[int], scale: float) -> Line:
    xs, ys, x, y = array("f"), array("f"), 0, 0
    for east, north in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + east, y + north
        xs.append(x / scale)
        ys.append(y / scale)
    return (min(xs), min(ys), max(xs), max(ys)), xs, ys
