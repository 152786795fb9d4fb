"""How does a database write a cell of the CSV? Owns one SQL expression a column, the same text on either engine.

What is written is what ``exports.csv_lines`` writes, byte for byte: a test compares the two with hostile texts. On
PostgreSQL a cell is a value that ``COPY`` quotes; on SQLite a whole line is one text, quoted here.
"""

import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db.models import BinaryField, F, Func, TextField

from incidents import countries
from incidents.public.columns import COLUMNS, SEPARATOR, STAND_IN, Column

_BLANKS: Final = "".join(sign for sign in map(chr, range(sys.maxunicode + 1)) if re.match(r"\s", sign))
_BREAKS: Final = "\t\r\n"
_SIGNS: Final = "=+-@＝＋－＠"
_DIGITS: Final = "0123456789"
_QUOTED: Final = '",\r\n'
"""A cell that holds one of these stands in quotes."""

Sql = str


class Cell(Func):
    """The value of a column for ``COPY``: blank where the cell is empty. PostgreSQL only."""

    def __init__(self, column: Column, page_address: str) -> None:
        self.column, self.page_address = column, page_address
        super().__init__(F(column.stored or _READ_FROM[column.name]), output_field=TextField())

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[Sql, Sequence[Any]]:
        (name,) = _names(self, compiler)
        if self.column.name == "url":
            return f"%s || {name} || '/'", [self.page_address]
        if self.column.name in _TOLD:
            # By the bytes: a Czech PostgreSQL, say, sorts CH after CZ.
            told = _told(_TOLD[self.column.name], f'{name} COLLATE "C"')
            return f"nullif({told}, '')", []
        return _written(self.column, name, _POSTGRESQL), []


class Line(Func):
    """The whole line without its end, in UTF-8. SQLite only."""

    def __init__(self, page_address: str) -> None:
        self.page_address = page_address
        read = (column.stored or _READ_FROM[column.name] for column in COLUMNS)
        super().__init__(*map(F, read), output_field=BinaryField())

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> tuple[Sql, tuple[Any, ...]]:
        names = _names(self, compiler)
        cells = [self._cell(column, name) for column, name in zip(COLUMNS, names, strict=True)]
        # A blank is written as nothing. The sign is doubled because parameters are filled in with it too.
        form = ",".join(["%%s"] * len(cells))
        return f"CAST(printf('{form}', {', '.join(cells)}) AS BLOB)", (self.page_address, self.page_address)

    def _cell(self, column: Column, name: Sql) -> Sql:
        if column.name == "url":
            quoted = f"printf('\"%%w\"', %s || {name} || '/')"
            return f"CASE WHEN {_sqlite_holds(name, _QUOTED)} THEN {quoted} ELSE %s || {name} || '/' END"
        if column.name in _TOLD:
            return _told({code: _quoted(text) for code, text in _TOLD[column.name].items()}, name)
        return _written(column, name, _SQLITE)


def _names(expression: Func, compiler: Any) -> list[Sql]:
    return [compiler.compile(each)[0] for each in expression.get_source_expressions()]


def _written(column: Column, name: Sql, write: dict[str, Callable[[Sql], Sql]]) -> Sql:
    kind = _BY_RULE[column.kind] if column.kind in _BY_RULE and _is_by_rule(column) else column.kind
    return write[kind](name) if kind in write else name


def _is_by_rule(column: Column) -> bool:
    """Whether what stands there follows a pattern or a list of codes, none of which a spreadsheet would run."""
    return bool(column.pattern or column.vocabulary)


def _literal(text: str) -> Sql:
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


def _is_plain(x: Sql, first: Sql) -> Sql:
    """Whether the text opens with what opens nearly every text and no formula: nothing, a letter or a digit."""
    return f"({x} = '' OR {first} BETWEEN 65 AND 132 OR {first} BETWEEN 48 AND 57 OR {first} BETWEEN 161 AND 5759)"


def _guarded(x: Sql) -> Sql:
    """The text as ``exports.neutralise`` gives it, in words that either engine understands."""
    no_breaks = "".join(sign for sign in _BLANKS if sign not in _BREAKS)
    opens = f"substr(ltrim({x}, {_literal(_BLANKS)}), 1, 1) IN ({', '.join(map(_literal, _SIGNS))})"
    breaks = f"substr(ltrim({x}, {_literal(no_breaks)}), 1, 1) IN ({', '.join(map(_literal, _BREAKS))})"
    return f"CASE WHEN ({opens} OR {breaks}) AND NOT {_is_number(x)} THEN '''' || {x} ELSE {x} END"


def _is_number(x: Sql) -> Sql:
    """Whether a text that opens with a sign is a plain number such as -5 or +0.5."""
    body = f"substr({x}, 2)"
    rest = f"ltrim({body}, '{_DIGITS}')"
    is_fraction = f"substr({rest}, 1, 1) = '.' AND length({rest}) > 1 AND ltrim(substr({rest}, 2), '{_DIGITS}') = ''"
    return f"(substr({x}, 1, 1) IN ('+', '-') AND {rest} <> {body} AND ({rest} = '' OR ({is_fraction})))"


def _in_a_cell(x: Sql) -> Sql:
    return f"replace(replace({x}, '{SEPARATOR}', '{STAND_IN}'), '\n', '{SEPARATOR}')"


def _codes_in_a_cell(x: Sql) -> Sql:
    return f"replace({x}, '\n', '{SEPARATOR}')"


def _told(texts: dict[str, str], x: Sql) -> Sql:
    """What a dictionary says of a code, by halving: eight comparisons for 250 codes, and no table to join."""
    return _halved(sorted(texts.items()), x)


def _halved(texts: list[tuple[str, str]], x: Sql) -> Sql:
    if len(texts) == 1:
        [(code, text)] = texts
        return f"CASE WHEN {x} = {_literal(code)} THEN {_literal(text)} ELSE '' END"
    middle = len(texts) // 2
    lower, upper = _halved(texts[:middle], x), _halved(texts[middle:], x)
    return f"CASE WHEN {x} < {_literal(texts[middle][0])} THEN {lower} ELSE {upper} END"


def _quoted(text: str) -> str:
    return f'"{text}"' if set(text) & set(_QUOTED) else text


def _sqlite_holds(x: Sql, signs: str) -> Sql:
    # GLOB looks for one sign faster than any function: a set of signs, or instr, takes five times as long.
    return "(" + " OR ".join(f"{x} GLOB '*{sign}*'" for sign in signs) + ")"


def _sqlite_text(x: Sql) -> Sql:
    """The fast way for what needs nothing, which is nearly every text."""
    is_bare = f"{_is_plain(x, f'unicode({x})')} AND NOT {_sqlite_holds(x, _QUOTED)}"
    careful = f"CASE WHEN {_sqlite_holds(x, _QUOTED)} THEN printf('\"%%w\"', {_guarded(x)}) ELSE {_guarded(x)} END"
    return f"CASE WHEN {is_bare} THEN {x} ELSE {careful} END"


def _sqlite_list(x: Sql) -> Sql:
    is_bare = f"{_is_plain(x, f'unicode({x})')} AND NOT {_sqlite_holds(x, _QUOTED + SEPARATOR)}"
    return f"CASE WHEN {is_bare} THEN {x} ELSE {_sqlite_text(_in_a_cell(x))} END"


def _postgresql_text(x: Sql) -> Sql:
    return f"CASE WHEN {x} = '' THEN NULL WHEN {_is_plain(x, f'ascii({x})')} THEN {x} ELSE {_guarded(x)} END"


def _postgresql_list(x: Sql) -> Sql:
    is_bare = f"{_is_plain(x, f'ascii({x})')} AND strpos({x}, '{SEPARATOR}') = 0"
    careful = _postgresql_text(_in_a_cell(x))
    return f"CASE WHEN {x} = '' THEN NULL WHEN {is_bare} THEN {_codes_in_a_cell(x)} ELSE {careful} END"


def _postgresql_degrees(x: Sql) -> Sql:
    """A number of five decimals at most is written with as many as it has; one near zero would be with an exponent."""
    return f"CASE WHEN abs({x}) >= 0.001 THEN {x}::text ELSE trim_scale(round({x}::numeric, 5))::text END"


def _postgresql_moment(x: Sql) -> Sql:
    at = f"({x} AT TIME ZONE 'UTC')"
    fraction = f"to_char({at}, 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"
    return f"CASE WHEN date_trunc('second', {x}) = {x} THEN replace({at}::text, ' ', 'T') ELSE {fraction} END || 'Z'"


_BY_RULE: Final = {"text": "code", "list": "codes"}
_READ_FROM: Final = {"country_alpha3": "country", "country_name": "country", "url": "code"}
_TOLD: Final = {
    "country_alpha3": {code: each.alpha3 for code, each in countries.COUNTRIES.items()},
    "country_name": {code: each.name for code, each in countries.COUNTRIES.items()},
}
_SQLITE: Final[dict[str, Callable[[Sql], Sql]]] = {
    "text": _sqlite_text,
    "list": _sqlite_list,
    "codes": _codes_in_a_cell,
    # printf tells a blank as zero.
    "degrees": "CASE WHEN {0} IS NOT NULL THEN rtrim(rtrim(printf('%%.5f', {0}), '0'), '.') END".format,
    "moment": "replace({0}, ' ', 'T') || 'Z'".format,
}
_POSTGRESQL: Final[dict[str, Callable[[Sql], Sql]]] = {
    "text": _postgresql_text,
    "list": _postgresql_list,
    "code": "nullif({0}, '')".format,
    "codes": lambda x: f"nullif({_codes_in_a_cell(x)}, '')",
    "degrees": _postgresql_degrees,
    "moment": _postgresql_moment,
}
