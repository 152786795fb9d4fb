"""What does a world of a million incidents look like? Owns made-up incidents, the same for the same seed.

A few hundred cities, large and small, in countries at war; one incident in five on the middle of its country, three in
a hundred without a point; more in later years; words as in any language, few of them often and most of them rarely.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, Final

from incidents import codebook, countries, geometry

SEED: Final = 2_026
CITIES: Final = 400
WORDS: Final = 50_000
WORDS_A_SUMMARY: Final = 22
FIRST_DAY: Final = dt.date(1995, 1, 1)
DAYS: Final = 30 * 365 + 7
BATCH: Final = 5_000
LAYOUT: Final = 1
"""Raise it when the world is made differently, so that no database of before is taken for it."""

AT_WAR: Final = (
    "SY", "IQ", "AF", "UA", "YE", "SO", "NG", "CD", "MM", "IN", "PK", "LK", "CO", "MX", "ET", "SD", "SS", "ML", "BF",
    "NE", "CF", "CM", "TD", "LY", "EG", "IL", "PS", "LB", "TR", "PH", "TH", "NP", "DZ", "AO", "BI", "RW", "UG", "KE",
    "RU", "GE", "AZ", "BA", "HT", "BR", "MZ",
)  # fmt: skip
_SYLLABLES: Final = [f"{start}{middle}" for start in "bdfghjklmnprstvz" for middle in ("a", "e", "i", "o", "u", "ar")]
_PLACED: Final = ("settlement", "site", "near", "neighbourhood", "point")

Made = dict[str, Any]


@dataclass(frozen=True, slots=True)
class City:
    """Where incidents gather; ``spread`` is how far from its middle they lie, in degrees."""

    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    spread: float


class World:
    """A world of that many incidents, made batch by batch."""

    def __init__(self, rows: int, seed: int = SEED) -> None:
        self.rows, self.seed = rows, seed
        # Nobody is to be surprised by these numbers: they have to come again.
        self.chance = random.Random(seed)  # noqa: S311

    def batches(self) -> Iterator[list[Made]]:
        """The incidents, some thousand at a time, numbered from 0."""
        for first in range(0, self.rows, BATCH):
            yield self._batch(first, min(BATCH, self.rows - first))

    @cached_property
    def sample(self) -> list[Made]:
        """The first of the incidents, as they are made: what to ask for so that something is there."""
        return next(World(self.rows, self.seed).batches())

    def word(self, rank: int) -> str:
        """The word that is the rank-th most frequent, counted from 0."""
        return self._vocabulary[rank]

    @cached_property
    def cities(self) -> list[City]:
        """The cities, the one with most incidents first."""
        return [self._city(number) for number in range(CITIES)]

    def _city(self, number: int) -> City:
        country = countries.COUNTRIES[AT_WAR[min(int(self.chance.expovariate(0.1)), len(AT_WAR) - 1)]]
        reach = country.radius_m / 111_000 / 2.5
        latitude = max(-60.0, min(70.0, country.latitude + self.chance.uniform(-reach, reach)))
        longitude = max(-179.0, min(179.0, country.longitude + self.chance.uniform(-reach, reach)))
        name = self._vocabulary[300 + 7 * number].capitalize()
        return City(
            name, country.alpha2, f"Province {number % 12}", latitude, longitude, self.chance.uniform(0.02, 0.3)
        )

    @cached_property
    def _vocabulary(self) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < WORDS:
            found["".join(self.chance.choices(_SYLLABLES, k=self.chance.choice((2, 2, 3, 3, 4))))] = None
        return list(found)

    @cached_property
    def _frequencies(self) -> list[float]:
        return list(accumulate(1 / (rank + 3) for rank in range(WORDS)))

    @cached_property
    def _city_sizes(self) -> list[float]:
        return list(accumulate(1 / (rank + 2) ** 0.8 for rank in range(CITIES)))

    def _batch(self, first: int, size: int) -> list[Made]:
        several = self.chance.choices
        words = several(self._vocabulary, cum_weights=self._frequencies, k=size * WORDS_A_SUMMARY)
        drawn = zip(
            several(self.cities, cum_weights=self._city_sizes, k=size),
            several(codebook.ATTACK_TYPE.codes, weights=range(len(codebook.ATTACK_TYPE.codes), 0, -1), k=size),
            several(codebook.WEAPON_TYPE.codes, k=size),
            several(codebook.TARGET_TYPE.codes, k=size),
            strict=True,
        )
        return [
            self._incident(first + number, *each, words[number * WORDS_A_SUMMARY : (number + 1) * WORDS_A_SUMMARY])
            for number, each in enumerate(drawn)
        ]

    def _incident(self, number: int, city: City, attack_type: str, weapon: str, target: str, words: list[str]) -> Made:
        day = FIRST_DAY + dt.timedelta(days=int(DAYS * self.chance.random() ** 0.6))
        said = codebook.ATTACK_TYPE.label(attack_type)
        return {
            "code": f"{city.country.lower()}-{day}-{number}",
            "title": f"{said} in {city.name}",
            "summary": " ".join(words).capitalize() + ".",
            "attack_type": attack_type,
            "violence_type": self.chance.choice(codebook.VIOLENCE_TYPE.codes),
            "country": city.country,
            "admin1": city.admin1,
            "place": city.name,
            "verification": self.chance.choices(codebook.VERIFICATION.codes, weights=(2, 5, 3, 1, 1, 0.2))[0],
            "responsibility": self.chance.choice(codebook.RESPONSIBILITY.codes),
            "weapons": [weapon],
            "targets": [target],
            "accused": [f"Group {words[0]}"] if number % 3 else [],
            "publishers": [f"The {words[1]} Post"],
            **self._when(day),
            **self._point(city),
            **self._toll("killed", 0.55),
            **self._toll("injured", 0.3),
            **self._toll("civilians_killed", 0.2),
        }

    def _when(self, day: dt.date) -> Made:
        """A day, for one in ten no more than the month, for two in a hundred with no end."""
        chance = self.chance.random()
        if chance < 0.88:
            return {"date_edtf": f"{day}", "date_earliest": day, "date_latest": day, "date_precision": "day"}
        if chance < 0.98:
            first = day.replace(day=1)
            last = (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
            return {
                "date_edtf": f"{day:%Y-%m}", "date_earliest": first, "date_latest": last, "date_precision": "month",
            }  # fmt: skip
        return {"date_edtf": f"{day}/..", "date_earliest": day, "date_latest": None, "date_precision": "ongoing"}

    def _point(self, city: City) -> Made:
        chance = self.chance.random()
        if chance < 0.03:
            blank = dict.fromkeys(("latitude", "longitude", "radius_m", "cell", "priogrid_gid"))
            return {**blank, "precision": ""}
        if chance < 0.23:
            country = countries.COUNTRIES[city.country]
            return _placed(country.latitude, country.longitude, "country")
        latitude = max(-89.0, min(89.0, self.chance.gauss(city.latitude, city.spread)))
        longitude = max(-179.9, min(179.9, self.chance.gauss(city.longitude, city.spread)))
        return _placed(latitude, longitude, self.chance.choice(_PLACED))

    def _toll(self, harm: str, share: float) -> Made:
        """A figure for that share of the incidents; the others are silent in the ways of the codebook."""
        if self.chance.random() >= share:
            state = self.chance.choice(("not_mentioned", "not_mentioned", "unknown", "none_reported"))
            return {f"{harm}_state": state, **dict.fromkeys((f"{harm}_low", f"{harm}_best", f"{harm}_high"))}
        low = int(self.chance.expovariate(0.25))
        high = low + int(self.chance.expovariate(0.5))
        return {
            f"{harm}_state": "figure" if high else "none",
            f"{harm}_low": low,
            f"{harm}_best": low if self.chance.random() < 0.9 else None,
            f"{harm}_high": high,
        }


def _placed(latitude: float, longitude: float, precision: str) -> Made:
    latitude, longitude = geometry.rounded(latitude, longitude)
    return {
        "latitude": latitude,
        "longitude": longitude,
        "radius_m": geometry.RADIUS_M[precision],
        "precision": precision,
        "cell": geometry.cell(latitude, longitude),
        "priogrid_gid": geometry.priogrid(latitude, longitude),
    }
