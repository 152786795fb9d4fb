"""What is a table of the public record? Owns the shape of tables and columns, and the columns that recur in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from incidents.codebook import actors, evidence
from incidents.codebook.vocabulary import Vocabulary

Type = Literal["text", "code", "whole", "degrees", "yes_no", "date", "moment", "time", "reference", "list", "object"]
"""``date`` is EDTF text, ``reference`` names a row of the same incident, ``object`` is JSON.

Files write a reference after the code of its incident, ``…/statement-2``: one text, so that any program can join by it.
"""

NEVER: Final = "Never empty."
NOT_STATED: Final = "Not stated: no source read so far says."
CODED: Final = "Concluded by an analyst from the cited sources."
DERIVED: Final = "Worked out from the record when it is published."
NUMBERED: Final = "Given when the version is published."

CODE_PATTERN: Final = "[a-z0-9]+(-[a-z0-9]+)*"
"""Of the code of an incident."""


@dataclass(frozen=True)
class TableColumn:
    """A column of a table and what a researcher must know of it. ``blank`` says what an empty cell means.

    ``references`` is the table and column a value leads to, such as ``articles.id``; with ``leads_out`` the row there
    may be missing from the same files, as under a filter. ``path`` leads to the value in a row of the document; blank
    where it is the name. ``pattern`` is a regular expression of the whole value as files write it.
    """

    name: str
    label: str
    definition: str
    type: Type = "text"
    unit: str = "text"
    blank: str = NOT_STATED
    source: str = CODED
    vocabulary: Vocabulary | None = None
    references: str = ""
    path: str = ""
    leads_out: bool = False
    pattern: str = ""

    @property
    def is_required(self) -> bool:
        """Whether every row has a value."""
        return self.blank == NEVER


@dataclass(frozen=True)
class Table:
    """A table of the record: its name in files, its key in the document, what a row is, and its columns.

    Without a key the document itself is the one row.
    With ``parts`` a row is an actor under one of these keys of a row there. ``prefix`` begins the names of rows that
    have none in the document: files number them in its order.
    """

    name: str
    title: str
    definition: str
    key: str
    columns: tuple[TableColumn, ...]
    primary: tuple[str, ...] = ("id",)
    parts: tuple[str, ...] = ()
    prefix: str = ""

    def __iter__(self) -> Iterator[TableColumn]:
        return iter(self.columns)

    def column(self, name: str) -> TableColumn:
        """The column of that name; StopIteration when there is none."""
        return next(column for column in self.columns if column.name == name)

    def path(self, column: TableColumn) -> str:
        """Where the value stands in a row of the document; blank where the row does not say it itself."""
        is_given = column.name == "incident" or (self.prefix and column.name == "id")
        return "" if is_given else column.path or column.name


def text(name: str, label: str, definition: str, **rest: Any) -> TableColumn:
    """A column of text."""
    return TableColumn(name, label, definition, **rest)


def code(name: str, vocabulary: Vocabulary, *, label: str = "", definition: str = "", **rest: Any) -> TableColumn:
    """A column of codes of a closed list, which says what it means unless told otherwise."""
    return TableColumn(
        name, label or vocabulary.title, definition or vocabulary.description, "code", "code", vocabulary=vocabulary,
        **rest,
    )  # fmt: skip


def whole(name: str, label: str, definition: str, **rest: Any) -> TableColumn:
    """A column of whole numbers."""
    return TableColumn(name, label, definition, "whole", **rest)


def yes_no(name: str, label: str, definition: str) -> TableColumn:
    """A column of true and false."""
    return TableColumn(name, label, definition, "yes_no", "true or false", NEVER)


def date(name: str, label: str, definition: str) -> TableColumn:
    """A column of dates as the scheme writes them."""
    return TableColumn(name, label, definition, "date", "EDTF text (ISO 8601-2)")


def several(name: str, label: str, definition: str, blank: str, *, path: str, source: str = CODED) -> TableColumn:
    """A column of lists of names."""
    return TableColumn(name, label, definition, "list", "names, in order", blank, source, path=path)


def to(name: str, table: str, label: str, definition: str, blank: str, **rest: Any) -> TableColumn:
    """A column that leads to a row of a table of the same incident."""
    return TableColumn(name, label, definition, "reference", "reference", blank, references=f"{table}.id", **rest)


INCIDENT: Final = TableColumn(
    "incident", "Incident", "The code of the incident the row belongs to.", "text", "text", NEVER, NUMBERED,
    references="incidents.code", pattern=CODE_PATTERN,
)  # fmt: skip


def names_row(prefix: str) -> TableColumn:
    """The column that names a row; ``prefix`` is what its reference begins with, before a number."""
    definition = (
        "Names the row within this version of the incident: the code of the incident, and after a slash its reference, "
        f"such as {prefix}-1. Another version may count anew."
    )
    return TableColumn(
        "id", "Id", definition, "reference", "reference", NEVER, NUMBERED, path="ref",
        pattern=f"{CODE_PATTERN}/{prefix}-[0-9]+",
    )  # fmt: skip


def count(things: str, *, unsaid: str) -> tuple[TableColumn, ...]:
    """The columns of a number as it was put (SCHEMA 2.2). ``unsaid`` is what it means that nothing is said of it."""
    return (
        code("count_kind", evidence.COUNT_KIND, blank=unsaid),
        whole("low", "Low", f"The fewest {things} that the words allow.", unit=things,
              blank="No floor is said: see how the number was put. It is not zero."),
        whole("best", "Best", f"The number of {things}, where the words give one.", unit=things,
              blank="No single number is said: see how the number was put. It is not zero."),
        whole("high", "High", f"The most {things} that the words allow.", unit=things,
              blank="No ceiling is said: see how the number was put. It is not zero."),
        text("number_text", "Number in words", "The source's own words for the number.",
             blank="The number needs no words."),
    )  # fmt: skip


def actor(prefix: str, path: str, whose: str, blank: str) -> tuple[TableColumn, ...]:
    """The columns of one actor: ``prefix`` begins their names, ``path`` their place in the document."""
    return (
        text(prefix or "name", "Actor", f"The name of {whose}.", blank=blank, path=f"{path}name"),
        code(f"{prefix}_kind".lstrip("_"), actors.ACTOR_KIND, blank=blank, path=f"{path}kind"),
        text(f"{prefix}_country".lstrip("_"), "Country of the actor", f"The country of {whose}.",
             unit="ISO 3166-1 alpha-2", blank="Of no country, or not known.", path=f"{path}country"),
        text(f"{prefix}_role_title".lstrip("_"), "Office", f"The office or rank of {whose}.", blank="None is known.",
             path=f"{path}role_title"),
        text(f"{prefix}_parent".lstrip("_"), "Belongs to", f"The body that {whose} belongs to.",
             blank="To none that is known.", path=f"{path}parent"),
    )  # fmt: skip
