"""What is a closed list of the scheme? Owns the shape of a vocabulary: codes never change, labels may."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One code of a closed list, its label and definition, and its nearest code in other schemes."""

    code: str
    label: str
    definition: str
    crosswalk: tuple[tuple[str, str], ...] = ()
    retired_since: str = ""


def term(code: str, label: str, definition: str, *, retired_since: str = "", **crosswalk: str) -> Term:
    """A Term whose keyword arguments name other schemes: ``term("grenade", …, gtd="6/7")``."""
    return Term(code, label, definition, tuple(sorted(crosswalk.items())), retired_since)


CODE_LENGTH = 32
"""Characters in a column that stores a code; the lists may grow without a migration."""


class Vocabulary:
    """A closed list: iterable over its terms, with ``choices`` for model fields and lookups by code."""

    def __init__(self, name: str, title: str, description: str, terms: list[Term]) -> None:
        self.name, self.title, self.description = name, title, description
        self.terms = tuple(terms)
        self._by_code = {each.code: each for each in terms}
        if len(self._by_code) != len(terms):
            raise ValueError(f"The vocabulary {name} has a code twice.")

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Term:
        return self._by_code[code]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._by_code)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """(code, label) pairs; retired codes stay, because records that carry them stay."""
        return [(each.code, each.label) for each in self.terms]

    def label(self, code: str) -> str:
        """The label of a code; a blank code is ``"not stated"`` (SCHEMA 2.1). KeyError when unknown."""
        return self._by_code[code].label if code else "not stated"
