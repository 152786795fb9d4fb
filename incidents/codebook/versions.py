"""What changed in the codebook, when, and for whom? Owns its versions; a record names the one it was coded with."""

from dataclasses import dataclass
from typing import Final, Literal

Whom = Literal["coders", "researchers", "everybody"]


@dataclass(frozen=True)
class Change:
    """One change: whom it concerns, and what it is."""

    whom: Whom
    what: str


@dataclass(frozen=True)
class Version:
    """A version of the codebook. ``day`` is the day from which incidents were coded with it."""

    name: str
    day: str
    changes: tuple[Change, ...]


VERSIONS: Final = (
    Version(
        "2026.1",
        "2026-11-27",
        (
            Change("everybody", "The first version: every list, code and column, and what a blank means for each."),
            Change("researchers", "Four silences of a figure stay apart: none, none reported, unknown, not mentioned."),
            Change(
                "researchers",
                "The crosswalk to ACLED, GTD and UCDP GED names codes of theirs alone, so that a program can follow "
                "it; where a code of ours leads to two of theirs, both are named.",
            ),
            Change("coders", "An accusation, a claim and a denial are statements with a speaker, never a finding."),
        ),
    ),
)
"""Every version, the newest first."""
