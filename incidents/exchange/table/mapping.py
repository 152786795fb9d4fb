"""Which column is what? Owns the map of a table: its TOML, its checks, and the guess from the headings."""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from incidents import codebook, countries
from incidents.exchange.table import headers
from incidents.exchange.table.days import ORDERS
from incidents.exchange.table.encodings import NAMES
from incidents.exchange.table.fields import ACCOUNT_FIELDS, ENDS, FIELDS, SOURCE_FIELDS, TOLLS, Toll, toll_of
from incidents.exchange.table.sheet import Sheet, Unreadable
from incidents.exchange.table.values import DECIMALS, GROUPINGS, ZEROS
from incidents.folding import fold

REST = "*"
"""In ``leave_out``: every column that is not matched."""
LONGEST_DATASET = 39
"""Characters: with the longest identifier an external id has a hundred."""


class MapError(ValueError):
    """A map that cannot be followed. ``problems`` are sentences for whoever wrote it."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(self.problems))


@dataclass(frozen=True)
class Map:
    """How a table is read. ``columns`` leads from a field to a heading, ``fixed`` from a field to one value for all."""

    dataset: str
    version: str = ""
    publisher: str = ""
    basis: str = "media_or_witness"
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    header: str = ""
    until: str = ""
    dates: str = ""
    date_range: str = "window"
    times: str = ""
    thousands: str = ""
    decimal: str = ""
    zero: str = ""
    lists: str = "|"
    actor_kind: str = ""
    blank: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    actor_kinds: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[Mapping[str, str], ...] = ()
    tolls: tuple[Mapping[str, str], ...] = ()
    sources_file: Mapping[str, str] = field(default_factory=dict)
    tolls_file: Mapping[str, str] = field(default_factory=dict)
    is_own: bool = False

    @cached_property
    def counted(self) -> tuple[tuple[str, Toll, bool], ...]:
        """The tolls that have columns: name, whom they count, and whether one column holds the plain count."""
        return tuple(
            (name, toll, name in self.columns)
            for name, toll in TOLLS.items()
            if name in self.columns or any(f"{name}_{end}" in self.columns for end in ENDS)
        )

    def headings(self) -> Iterator[str]:
        """Every heading that the map reads of the table itself, in no order."""
        yield from self.columns.values()
        for each in (*self.sources, *self.tolls):
            yield from each.values()

    @property
    def edition(self) -> str:
        return self.version or "undated"


_CHOICES: Mapping[str, Iterable[str]] = {
    "encoding": NAMES, "dates": ORDERS, "date_range": ("window", "duration"), "times": ("left_out",),
    "thousands": GROUPINGS,
    "decimal": DECIMALS, "zero": ZEROS,
}  # fmt: skip
LABELS: Mapping[str, str] = {
    "dates": "03/04/2022 is", "date_range": "A first and a last day mean", "times": "A time beside the day is",
    "zero": "0 means",
    "thousands": "Thousands are parted by", "decimal": "Decimals are parted by", "until": "The table ends before",
    "lists": "Lists in a cell are parted by",
}  # fmt: skip
"""Settings as people are asked for them."""
_TABLES = ("columns", "fixed", "actor_kinds", "sources_file", "tolls_file")


def read_map(text: str, *, is_complete: bool = True) -> Map:
    """The map that a TOML text describes. MapError for one that is no TOML, or that names what there is not.

    ``is_complete``: it must be one that can be followed as it stands.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise MapError([f"The map is not TOML: {problem}."]) from problem
    known = {each.name: each for each in fields(Map) if each.name != "is_own"}
    if problems := [*_misshapen(told, known), *_unknown(told)]:
        raise MapError(problems)
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    made = Map(**given)
    if is_complete and (problems := list(problems_of(made))):
        raise MapError(problems)
    return made


def _misshapen(told: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[str]:
    if "dataset" not in told:
        yield 'The map lacks dataset = "…": the name under which the identifiers are unique.'
    for name, value in told.items():
        if name not in known:
            yield f"A map has no “{name}”; it has: {', '.join(known)}."
        elif not _has_shape(name, value):
            yield f"“{name}” is not written as it should be: see docs/import.md."


def _has_shape(name: str, value: Any) -> bool:
    if name == "values":
        return isinstance(value, dict) and all(_is_texts(each) for each in value.values())
    if name in _TABLES:
        return _is_texts(value)
    if name in ("sources", "tolls"):
        return isinstance(value, list) and all(_is_texts(each) for each in value)
    if name in ("blank", "leave_out"):
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


def _unknown(told: Mapping[str, Any]) -> Iterator[str]:
    """Names of fields that no incident has."""
    for table in ("columns", "fixed", "values"):
        named = told.get(table, {})
        for name in named if isinstance(named, dict) else ():
            if name not in FIELDS:
                yield f"[{table}] names “{name}”, which is no field; the fields are in docs/import.md."
    for table, allowed in (("sources", SOURCE_FIELDS), ("tolls", (*ACCOUNT_FIELDS, *TOLLS))):
        rows = told.get(table, [])
        groups = [*(rows if isinstance(rows, list) else ()), told.get(f"{table}_file", {})]
        for group in groups:
            for name in group if isinstance(group, dict) else ():
                if name not in allowed and not (name == "id" and group is groups[-1]):
                    yield f"[{table}] names “{name}”; it takes: {', '.join(allowed)}."


def problems_of(made: Map) -> Iterator[str]:
    """What keeps the map from being followed, whatever the table."""
    if not made.dataset.strip() or len(made.dataset) > LONGEST_DATASET:
        yield f"The dataset needs a name of at most {LONGEST_DATASET} characters."
    if len(made.version) > 40 or len(made.publisher) > 200:
        yield "The version has at most 40 characters and the publisher at most 200."
    for name, choices in _CHOICES.items():
        if (value := getattr(made, name)) and value not in choices:
            yield f"{name} is “{value}”; it can be: {', '.join(choices)}."
    yield from _signs(made)
    yield from _codes(made)
    yield from _doubled(made)
    if "id" not in made.columns:
        yield "No column is matched with the identifier (id)."
    if "date" not in (*made.columns, *made.fixed):
        yield "No column is matched with the date."


def _signs(made: Map) -> Iterator[str]:
    try:
        headers.read_setting(made.header)
    except Unreadable as problem:
        yield problem.reason
    if len(made.lists) != 1 or len(made.separator) > 1:
        yield "lists and separator are one sign each."
    if made.thousands and made.thousands == made.decimal:
        yield "One sign cannot part both thousands and decimals."


def _codes(made: Map) -> Iterator[str]:
    if made.basis not in codebook.STATEMENT_BASIS:
        yield f"basis is “{made.basis}”; it can be: {', '.join(codebook.STATEMENT_BASIS.codes)}."
    yield from _kinds(made)
    for name, translations in made.values.items():
        vocabulary = FIELDS[name].vocabulary
        for said, meant in translations.items() if vocabulary else ():
            if meant and meant not in vocabulary:  # type: ignore[operator]
                yield f"[values.{name}] turns “{said}” into “{meant}”, which is no code of the list."
        for said, meant in translations.items() if name == "country" else ():
            if meant and meant not in countries.COUNTRIES:
                yield f"[values.country] turns “{said}” into “{meant}”, which is no ISO code of two letters."


def _kinds(made: Map) -> Iterator[str]:
    kinds = ", ".join(codebook.ACTOR_KIND.codes)
    if made.actor_kind and made.actor_kind not in codebook.ACTOR_KIND:
        yield f"actor_kind is “{made.actor_kind}”; it can be: {kinds}."
    seen: dict[str, tuple[str, str]] = {}
    for name, kind in made.actor_kinds.items():
        if kind not in codebook.ACTOR_KIND:
            yield f"[actor_kinds] calls “{name}” “{kind}”, which is no kind of actor; the kinds are: {kinds}."
        before, other = seen.setdefault(fold(name) or name, (name, kind))
        if other != kind:
            yield f"[actor_kinds] calls “{name}” “{kind}” and “{before}” “{other}”: one name has one kind."


def _doubled(made: Map) -> Iterator[str]:
    for name in made.columns:
        if name in made.fixed:
            yield f"“{name}” is matched with a column and fixed as well."
        base, end = toll_of(name)
        if end and base in made.columns:
            yield f"“{base}” is matched twice: by itself and as “{name}”."
    used = list(made.headings())
    for heading in dict.fromkeys(used):
        if used.count(heading) > 1 and not _is_shared(made, heading):
            yield f"The column “{heading}” is matched twice."
        if heading in made.leave_out:
            yield f"The column “{heading}” is matched and left out."


def _is_shared(made: Map, heading: str) -> bool:
    """Only the table's own fields must each have a column to themselves: two sources may share a date."""
    return list(made.columns.values()).count(heading) <= 1


def against(made: Map, sheet: Sheet) -> list[tuple[str, str]]:
    """(column, reason) of everything in which the map and the table's header do not meet."""
    found = [
        (heading, f"The table has no column “{heading}”, which the map names.")
        for heading in dict.fromkeys((*made.headings(), *(each for each in made.leave_out if each != REST)))
        if heading not in sheet.header
    ]
    if REST not in made.leave_out:
        known = {*made.headings(), *made.leave_out}
        said = "The map neither matches this column nor leaves it out."
        found += [(heading, said) for heading in _filled(sheet) if heading not in known]
    return found


def _filled(sheet: Sheet) -> Iterator[str]:
    """Every heading but those of columns that have neither a name nor anything in them."""
    for number, heading in enumerate(sheet.header):
        cells = (row.cells[number] for row in sheet.rows if number < len(row.cells))
        if not headers.is_made_up(heading, number + 1) or any(cell.strip() for cell in cells):
            yield heading


def not_read(made: Map, sheet: Sheet) -> list[str]:
    """The columns that have something in them and are left out: nothing is passed over without a word."""
    known = set(made.headings())
    return [heading for heading in _filled(sheet) if heading not in known]


def guess(sheet: Sheet, *, dataset: str) -> Map:
    """The map that the headings suggest; what no heading suggests is left out, for a person to match."""
    header = list(_filled(sheet))
    columns: dict[str, str] = {}
    by_spelling = {
        fold(each): name for name, every in FIELDS.items() for each in (name.replace("_", " "), *every.spellings)
    }
    by_spelling |= {fold(name.replace("_", " ")): name for name in FIELDS}
    for heading in header:
        name = by_spelling.get(fold(heading.replace("_", " ")), "")
        if name and name not in columns:
            columns[name] = heading
    taken = set(columns.values())
    source = _guessed_source(header, taken)
    left = [each for each in header if each not in taken | set(source.values())]
    return Map(
        dataset=dataset, header=sheet.header_at, columns=columns,
        sources=(source,) if source else (), leave_out=tuple(left),
    )  # fmt: skip


def _guessed_source(header: list[str], taken: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, (_, spellings) in SOURCE_FIELDS.items():
        for heading in header:
            if heading not in taken and fold(heading.replace("_", " ")) in spellings and name not in found:
                found[name] = heading
    return found


def as_toml(made: Map) -> str:
    """The map as TOML, which ``read_map`` reads back."""
    plain, tables = [], []
    for each in fields(Map):
        value, default = getattr(made, each.name), "" if each.name == "dataset" else each.default
        if each.name == "is_own" or not value or value == default:
            continue
        if isinstance(value, str):
            plain.append(f"{each.name} = {as_toml_text(value)}")
        elif isinstance(value, tuple) and isinstance(value[0], str):
            plain.append(f"{each.name} = [{', '.join(map(as_toml_text, value))}]")
        else:
            tables += _tables(each.name, value)
    return "\n".join([*plain, *tables]) + "\n"


def _tables(name: str, value: Any) -> list[str]:
    if isinstance(value, tuple):
        return [line for group in value for line in ("", f"[[{name}]]", *_pairs(group))]
    if name == "values":
        return [line for key, group in value.items() for line in ("", f"[values.{key}]", *_pairs(group))]
    return ["", f"[{name}]", *_pairs(value)]


def _pairs(group: Mapping[str, str]) -> list[str]:
    return [
        f"{as_toml_text(key) if not key.isidentifier() or not key.isascii() else key} = {as_toml_text(value)}"
        for key, value in group.items()
    ]


def as_toml_text(text: str) -> str:
    """A text as a TOML string."""
    # A JSON string is a TOML basic string, but for the one control character that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
