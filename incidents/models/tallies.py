"""How many live publications share what? Owns the tables of counts kept in step with the public record.

A tally counts the live publications that share a value of one facet and their months, or a value of two facets. What is
not stated is a blank text, and a month that is open is 0, so that a key is unique on either engine.
"""

import datetime as dt
from typing import Any, Final

from django.db import models
from django.db.models import Q

KINDS: Final = ("attack_type", "country", "verification", "responsibility", "violence_type", "precision")
"""Facets of which an incident has one value; each is a column."""

NAMES: Final = ("weapon", "target", "accused", "publisher")
"""Facets of which an incident can have several values; their counts may add up to more than the incidents."""

HARMS: Final = ("killed", "injured")
ENDS: Final = ("low", "best", "high")
OPEN: Final = 0
"""The month of a bound that is open or not stated."""


AT_ODDS: Final = "?"
"""The precision of a publication that has a precision and no point, or a point and no precision: none is written so,
and where one is, filters and counts see it differently and have to look at it itself."""


def month(day: dt.date | None) -> int:
    """The number of a day's month, counted from the year 1."""
    return OPEN if day is None else day.year * 12 + day.month - 12


def first_day(number: int) -> dt.date | None:
    """The first day of a numbered month."""
    return None if number == OPEN else dt.date((number - 1) // 12 + 1, (number - 1) % 12 + 1, 1)


def _sums(harm: str) -> tuple[str, ...]:
    return (f"{harm}_figures", *(f"{harm}_{end}_{what}" for end in ENDS for what in ("sum", "told")))


MEASURES: Final = ("incidents", "with_point", "discounted", *(name for harm in HARMS for name in _sums(harm)))
"""What is added up. The discounted are counted with the incidents; their figures are in no sum (SCHEMA 4.5)."""

KEY: Final = ("facet", "other", "value", "other_value", "first_month", "last_month", "fatal")


def _sum() -> Any:
    return models.BigIntegerField(default=0)


class PublicationTally(models.Model):
    """The live publications of one key: by a facet and months, or by two facets over all time (``other``)."""

    facet = models.CharField(max_length=20)
    other = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=40, blank=True)
    other_value = models.CharField(max_length=40, blank=True)
    first_month = models.IntegerField(default=OPEN)
    last_month = models.IntegerField(default=OPEN)
    fatal = models.BooleanField(default=False)
    incidents = _sum()
    with_point = _sum()
    discounted = _sum()
    killed_figures = _sum()
    killed_low_sum = _sum()
    killed_low_told = _sum()
    killed_best_sum = _sum()
    killed_best_told = _sum()
    killed_high_sum = _sum()
    killed_high_told = _sum()
    injured_figures = _sum()
    injured_low_sum = _sum()
    injured_low_told = _sum()
    injured_best_sum = _sum()
    injured_best_told = _sum()
    injured_high_sum = _sum()
    injured_high_told = _sum()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=list(KEY), name="tally_once_a_key"),
        ]
        indexes = [
            models.Index(fields=["incidents"], condition=Q(incidents=0), name="tally_of_none"),
        ]

    def __str__(self) -> str:
        return f"{self.facet} {self.value}, {self.other} {self.other_value}: {self.incidents}"


class PublicationName(models.Model):
    """How many live publications have a name as a value of a facet."""

    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=250)
    incidents = _sum()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facet", "value"], name="name_once_a_facet"),
        ]
        indexes = [
            models.Index(fields=["facet", "incidents"], name="name_by_incidents"),
            models.Index(fields=["incidents"], condition=Q(incidents=0), name="name_of_none"),
        ]

    def __str__(self) -> str:
        return f"{self.facet}: {self.value}"
