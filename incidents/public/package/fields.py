"""What is a field of a table of the data package? Owns how its value is read from a record and written in a cell.

A row is named by the incident's code and its reference in the document, ``…/statement-2``: one text, so that any
program can join by it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from incidents import codebook
from incidents.public.columns import SEPARATOR, STAND_IN
from incidents.public.exports import neutralise

Kind = Literal["text", "code", "whole", "degrees", "flag", "list", "key", "moment", "json"]
Json = dict[str, Any]

NOT_STATED: Final = "Not stated: no source read so far says."
NONE_SUCH: Final = "There is none."


@dataclass(frozen=True)
class Field:
    """A column of a table. ``path`` leads to its value in the row of the document; blank where it is the name.

    ``to`` is the table that a key leads to; ``""`` for a key that leads nowhere by itself.
    """

    name: str
    definition: str
    kind: Kind = "text"
    blank: str = NOT_STATED
    vocabulary: codebook.Vocabulary | None = None
    path: str = ""
    to: str = ""
    required: bool = False

    def write(self, row: Json, code: str) -> str:
        """The cell of a row of the incident of this code."""
        value = _found(row, self.path or self.name)
        if value is None or value == "":
            return ""
        return f"{code}/{value}" if self.kind == "key" else _WRITE[self.kind](value)


def text(name: str, definition: str, **rest: Any) -> Field:
    """Free text."""
    return Field(name, definition, **rest)


def coded(name: str, vocabulary: codebook.Vocabulary, *, required: bool = False, **rest: Any) -> Field:
    """A code of a closed list, which defines it."""
    return Field(name, vocabulary.description, "code", vocabulary=vocabulary, required=required, **rest)


def whole(name: str, definition: str, **rest: Any) -> Field:
    """A whole number of persons, things or signs."""
    return Field(name, definition, "whole", **rest)


def several(name: str, definition: str, **rest: Any) -> Field:
    """Several names in one cell."""
    return Field(name, definition, "list", **({"blank": NONE_SUCH} | rest))


def leads(name: str, to: str, definition: str, **rest: Any) -> Field:
    """The key of a row of another table, or of the same."""
    return Field(name, definition, "key", to=to, **({"blank": NONE_SUCH} | rest))


def figures(things: str) -> tuple[Field, ...]:
    """How a number was put, and what it says (SCHEMA 2.2)."""
    return (
        coded("count_kind", codebook.COUNT_KIND),
        whole("low", f"The least number of {things} that the words allow.", blank="Open, or no number was given."),
        whole("best", f"The number of {things} that was given.", blank="No single number was given. It is not zero."),
        whole("high", f"The largest number of {things} that the words allow.", blank="Open, or no number was given."),
        text("number_text", "The words of the number."),
    )


def in_a_cell(names: list[str]) -> str:
    """Several names in one cell; a separator within a name becomes its stand-in."""
    return neutralise(SEPARATOR.join(name.replace(SEPARATOR, STAND_IN) for name in names))


def degrees(value: float) -> str:
    """Five decimals at most."""
    return f"{round(value, 5) + 0.0:.5f}".rstrip("0").rstrip(".")


def _found(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = row.get(name) if row else None
    return row


def _names(values: list[Any]) -> str:
    return in_a_cell([value["name"] if isinstance(value, dict) else value for value in values])


def _as_json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


_WRITE: Final[dict[Kind, Callable[[Any], str]]] = {
    "text": neutralise, "code": str, "whole": str, "degrees": degrees, "list": _names, "moment": str,
    "flag": lambda value: "true" if value else "false", "json": _as_json,
}  # fmt: skip
