"""How does a person match columns on a page? Owns the way from choices beside each column to a map, and back."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from incidents import codebook, countries
from incidents.exchange.places import by_folded
from incidents.exchange.table import registers, values
from incidents.exchange.table.fields import FIELDS, LONGEST_NAME, SOURCE_FIELDS, TOLLS, toll_of
from incidents.exchange.table.mapping import Map, guess, not_read
from incidents.exchange.table.sheet import Sheet, Unreadable

MOST_SOURCES = 4
MOST_TOLLS = 2
MOST_ASKED = 60
"""Different values of a column whose meaning is asked for; a column with more is no list."""
MOST_NAMES = 200
"""Names whose kind is asked for at once: a form has at most a thousand fields."""
_NAMES = "accused"
_WORDS_OF_TOLLS = (
    ("none reported", "none was reported"), ("unknown", "it is not known"), ("none", "nobody, as the table affirms"),
    ("several", "more than one, no number"), ("some", "some, no number"),
)  # fmt: skip
_ENDED = ("killed", "injured", "civilians_killed")
_GROUPED = re.compile(r"(source|toll)-([1-9])-([a-z_]+)")
SETTINGS = (
    "dataset", "version", "publisher", "encoding", "separator", "sheet", "header", "until", "dates", "date_range",
    "times", "thousands", "decimal", "zero", "lists", "actor_kind",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of the table as the page shows it: its heading, some of its cells, and what it is matched with."""

    number: int
    heading: str
    samples: tuple[str, ...]
    chosen: str


@dataclass(frozen=True)
class Question:
    """A value that is in no list, a word that is no count, a name that is no actor, and what the map says it means."""

    field: str
    number: int
    said: str
    meant: str


READING = ("encoding", "separator", "sheet", "header")
"""Settings that make other columns of the same file."""


def columns(sheet: Sheet, made: Map) -> list[Column]:
    """Every column with its match."""
    matched = {heading: name for name, heading in made.columns.items()}
    for kind, groups in (("source", made.sources), ("toll", made.tolls)):
        for number, group in enumerate(groups, start=1):
            matched |= {heading: f"{kind}-{number}-{name}" for name, heading in group.items()}
    return [
        Column(number, heading, tuple(_samples(sheet, number)), matched.get(heading, ""))
        for number, heading in enumerate(sheet.header)
    ]


def _samples(sheet: Sheet, number: int) -> Iterator[str]:
    found: dict[str, None] = {}
    for row in sheet.rows[:200]:
        if number < len(row.cells) and (cell := row.cells[number].strip()):
            found[cell[:60]] = None
        if len(found) == 3:
            break
    yield from found


def options() -> list[tuple[str, list[tuple[str, str]]]]:
    """(group, [(value, label)]) of everything that a column can be matched with."""
    plain = [(each.name, each.label) for each in FIELDS.values() if not any(toll_of(each.name))]
    tolls = [
        (name, field.label)
        for name, field in FIELDS.items()
        for base, end in [toll_of(name)]
        if base and (not end or base in _ENDED)
    ]
    sources = [
        (f"source-{number}-{name}", f"Source {number}: {label.lower()}")
        for number in range(1, MOST_SOURCES + 1)
        for name, (label, _) in SOURCE_FIELDS.items()
    ]
    others = [
        (f"toll-{number}-{name}", f"Further account {number}: {label}")
        for number in range(1, MOST_TOLLS + 1)
        for name, label in (
            ("by", "whose it is"),
            ("basis", "its basis"),
            *((each, FIELDS[each].label) for each in _FEW),
        )
    ]
    return [("The incident", plain), ("Who was harmed", tolls), ("Sources", sources), ("Further tolls", others)]


_FEW = tuple(name for name in TOLLS if name.endswith(("killed", "injured")) and "perpetrators" not in name)


def matched(made: Map, header: Iterable[str], chosen: Mapping[int, str], settings: Mapping[str, str]) -> Map:
    """The map that the choices make of another; what the page does not show of it stays."""
    fields: dict[str, str] = {}
    groups: dict[str, dict[int, dict[str, str]]] = {"source": {}, "toll": {}}
    left = []
    for number, heading in enumerate(header):
        option = chosen.get(number, "")
        if found := _GROUPED.fullmatch(option):
            groups[found[1]].setdefault(int(found[2]), {})[found[3]] = heading
        elif option in FIELDS:
            # A second column of one field is told by the map's own checks, not dropped.
            fields[option if option not in fields else f"{option} (again)"] = heading
        else:
            left.append(heading)
    given: dict[str, Any] = {name: settings[name] for name in SETTINGS if name in settings}
    return replace(
        made, columns=fields, leave_out=tuple(left),
        sources=tuple(group for _, group in sorted(groups["source"].items())),
        tolls=tuple(group for _, group in sorted(groups["toll"].items())),
        fixed={name: value for name, value in made.fixed.items() if name not in fields}, **given,
    )  # fmt: skip


def read_anew(made: Map, sheet: Sheet) -> Map:
    """The map for the same file read in another way: what it matched by the headings that are there, else a guess."""
    kept = {name: heading for name, heading in made.columns.items() if heading in sheet.header}
    sources = [{name: each for name, each in group.items() if each in sheet.header} for group in made.sources]
    tolls = [{name: each for name, each in group.items() if each in sheet.header} for group in made.tolls]
    if not kept:
        guessed = guess(sheet, dataset=made.dataset)
        kept, sources = dict(guessed.columns), [dict(each) for each in guessed.sources]
    anew = replace(made, columns=kept, sources=tuple(filter(None, sources)), tolls=tuple(filter(None, tolls)))
    return replace(anew, leave_out=tuple(not_read(anew, sheet)))


def doubled(made: Map) -> list[str]:
    """Fields that were chosen for two columns."""
    return [FIELDS[name.removesuffix(" (again)")].label for name in made.columns if name.endswith(" (again)")]


def questions(sheet: Sheet, made: Map) -> list[Question]:
    """Every value of a coded column that is in no list, and every new name, so that a person can say what it is."""
    positions = {heading: number for number, heading in enumerate(sheet.header)}
    found = [Question(_NAMES, *each) for each in _names_without_a_kind(sheet, made)]
    for name, heading in made.columns.items():
        if (is_known := _reader(name)) is None:
            continue
        known = made.values.get(name, {})
        said = _distinct(sheet, positions.get(heading), made, split=name in ("weapons", "targets"))
        asked = [each for each in said if each in known or not _can_be_read(each, is_known)]
        if len(asked) <= MOST_ASKED:
            found += [Question(name, number, each, known.get(each, "")) for number, each in enumerate(asked)]
    return found


def _names_without_a_kind(sheet: Sheet, made: Map) -> list[tuple[int, str, str]]:
    """(number, name, kind) of those accused who are no actors yet; of too many, those of no kind first."""
    positions = {heading: number for number, heading in enumerate(sheet.header)}
    meant = made.values.get(_NAMES, {})
    cells = _distinct(sheet, positions.get(made.columns.get(_NAMES, "")), made, split=False)
    names = [name for cell in cells for name in values.several(meant.get(cell, cell), made.lists)]
    # A NUL is told as a problem of its row; PostgreSQL takes none in a question either.
    named = [name for name in names if "\x00" not in name and _can_be_read(name, _name)]
    unknown = registers.Actors(made).unknown(named)
    kinds = {actor.name: actor.kind for actor in unknown.values()}
    said = {by_folded(name) for name in made.actor_kinds}
    asked = [(name, kind) for name, kind in kinds.items() if by_folded(name) in said or not kind]
    if len(asked) > MOST_NAMES:
        asked.sort(key=lambda each: bool(each[1]))
    return [(number, *each) for number, each in enumerate(asked[:MOST_NAMES])]


def _name(said: str) -> str:
    return values.name(said, LONGEST_NAME)


def _distinct(sheet: Sheet, position: int | None, made: Map, *, split: bool) -> list[str]:
    if position is None:
        return []
    cells = [row.cells[position].strip() for row in sheet.rows if row.cells]
    said = [each for cell in cells for each in (values.several(cell, made.lists) if split else [cell])]
    return [each for each in dict.fromkeys(said) if each and each not in made.blank]


def _reader(name: str) -> Callable[[str], object] | None:
    """What reads the words of the field that a person can be asked about; None where there are none."""
    if name == "country":
        return values.country
    if name in TOLLS:
        return _word_of_a_toll
    vocabulary = FIELDS[name].vocabulary if name in FIELDS else None
    return (lambda said: values.code(said, vocabulary)) if vocabulary else None


def _word_of_a_toll(said: str) -> object:
    """A number that cannot be read is to be mended where it stands; only a word can mean something else."""
    return said if any(map(str.isdigit, said)) else values.count(said)


def _can_be_read(said: str, read: Callable[[str], object]) -> bool:
    try:
        return bool(read(said))
    except Unreadable:
        return False


def asks(name: str) -> str:
    """What is asked about the values of the field."""
    if name != _NAMES:
        return "what do these values mean?"
    return (
        "what are these names? They are not among the actors yet. A collective label names no group, and readers are "
        "told so."
    )


def meanings(name: str) -> list[tuple[str, str]]:
    """(code, label) of what a value of the field can mean."""
    vocabulary = codebook.ACTOR_KIND if name == _NAMES else FIELDS[name].vocabulary
    if name in TOLLS:
        return list(_WORDS_OF_TOLLS)
    if vocabulary is not None:
        return [(term.code, term.label) for term in vocabulary if not term.retired_since]
    return [(each.alpha2, each.name) for each in countries.COUNTRIES.values()]


def answered(made: Map, answers: Iterable[tuple[str, str, str]]) -> Map:
    """The map with (field, said, meant) added; what is left without an answer is not translated."""
    told = {name: dict(group) for name, group in made.values.items()}
    kinds = dict(made.actor_kinds)
    for name, said, meant in answers:
        if name == _NAMES:
            kinds = {each: kind for each, kind in kinds.items() if by_folded(each) != by_folded(said)}
            kinds |= {said: meant} if meant else {}
        elif name in FIELDS and meant:
            told.setdefault(name, {})[said] = meant
        elif name in told:
            told[name].pop(said, None)
    return replace(made, values={name: group for name, group in told.items() if group}, actor_kinds=kinds)
