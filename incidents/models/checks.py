"""Which numbers may stand in one row? Owns the database constraints that several tables share."""

from django.db import models
from django.db.models import F, Q

LOWEST_FOR_WORDS = 2  # "several", "dozens": the only floor words give (SCHEMA 2.2)


def counts_constraints(table: str, *, required: bool) -> list[models.CheckConstraint]:
    """``count_kind`` agrees with low, best and high, and these are in order; blank means not stated (SCHEMA 2.2)."""
    kinds = (
        _kinds() if required else _kinds() | Q(count_kind="", low__isnull=True, best__isnull=True, high__isnull=True)
    )
    return [
        models.CheckConstraint(
            name=f"{table}_count_agrees_with_kind",
            condition=kinds,
            violation_error_message="The numbers do not agree with how the number was put.",
        ),
        models.CheckConstraint(
            name=f"{table}_low_best_high_in_order",
            condition=_ordered("low", "best") & _ordered("best", "high") & _ordered("low", "high"),
            violation_error_message="Low, best and high must rise: low ≤ best ≤ high.",
        ),
    ]


def _kinds() -> Q:
    # SQL lets a CHECK pass when a comparison meets NULL, so each branch says which ends are NULL and which are not.
    given = Q(low__isnull=False, best__isnull=False)
    silent = Q(low__isnull=True, best__isnull=True, high__isnull=True)
    any_end = Q(low__isnull=False) | Q(high__isnull=False)
    return (
        (Q(count_kind="exact") & given & Q(high__isnull=False, low=F("best"), high=F("best")))
        | (Q(count_kind="at_least", high__isnull=True) & given & Q(low=F("best")))
        | Q(count_kind="at_most", low__isnull=True, best__isnull=True, high__isnull=False)
        | Q(count_kind="about", low__isnull=True, best__isnull=False, high__isnull=True)
        | (Q(count_kind="range") & (any_end | Q(best__isnull=False)))
        | (Q(count_kind="words", best__isnull=True, high__isnull=True) & _words_floor())
        | (Q(count_kind="none") & given & Q(high__isnull=False, low=0, best=0, high=0))
        | (Q(count_kind__in=["none_reported", "unknown"]) & silent)
    )


def _words_floor() -> Q:
    return Q(low__isnull=True) | Q(low=LOWEST_FOR_WORDS)


def _ordered(smaller: str, larger: str) -> Q:
    return Q(**{f"{smaller}__isnull": True}) | Q(**{f"{larger}__isnull": True}) | Q(**{f"{smaller}__lte": F(larger)})


def point_constraints(table: str) -> list[models.CheckConstraint]:
    """Latitude and longitude come together and lie in the world (WGS 84, degrees)."""
    neither = Q(latitude__isnull=True, longitude__isnull=True)
    both = Q(latitude__isnull=False, longitude__isnull=False)
    inside = Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180)
    return [
        models.CheckConstraint(
            name=f"{table}_point_is_whole_and_in_the_world",
            condition=neither | (both & inside),
            violation_error_message="Give both latitude (−90 to 90) and longitude (−180 to 180), or neither.",
        )
    ]
