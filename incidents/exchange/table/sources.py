"""Which articles does a row name? Owns one source in its columns, and several addresses in one cell.

An address has no blank inside, so that where several stand in a cell is plain. Which headline belongs to which is not:
it is read only where there are as many.
"""

import re
from collections.abc import Iterator, Mapping

from incidents.exchange.table import own, values
from incidents.exchange.table.entry import Source
from incidents.exchange.table.reader import Cells
from incidents.exchange.table.sheet import Unreadable

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s;,|](?=https?://)", re.IGNORECASE)
_SIGNS = "\t\r\n ;,|"


def sources_of(cells: Cells) -> Iterator[Source]:
    """The articles in the columns of the row, in their order."""
    for group in cells.map.sources:
        if cells.map.is_own:
            names = own.names_in(cells.row.cells[cells.positions[group["publisher"]]])
            yield from (Source(publisher=each) for each in names)
        else:
            yield from sources(cells, group)


def sources(cells: Cells, group: Mapping[str, str]) -> tuple[Source, ...]:
    """The articles in the columns of the group; none where all of them are blank."""
    told = {name: cells.at(heading).strip() for name, heading in group.items()}
    if not any(told.get(name) for name in ("title", "publisher", "url")):
        return ()
    if not told.get("url") and _ADDRESS.match(told.get("title", "")):
        group, told = _with_address(group, told)
    *before, last = _BETWEEN.split(told.get("url", ""))
    urls = [*(each.rstrip(_SIGNS) for each in before), last]
    date = cells.day(group.get("date", ""), told.get("date", ""))
    language = cells.read(group.get("language", ""), lambda: values.longest(told.get("language", ""), 35), "")
    named = {name: _each(cells, group, told, name, len(urls)) for name in ("title", "publisher")}
    articles = zip(urls, named["title"], named["publisher"], strict=True)
    return tuple(_source(cells, group, *each, date=date, language=language) for each in articles)


def _with_address(group: Mapping[str, str], told: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """An address in the column of headlines is an address: a column of sources often holds now one, now the other."""
    return {**group, "url": group["title"]}, {**told, "url": told["title"], "title": ""}


def _source(cells: Cells, group: Mapping[str, str], url: str, title: str, publisher: str, **more: str) -> Source:
    return Source(
        cells.read(group.get("title", ""), lambda: values.longest(title, 1000), ""),
        cells.read(group.get("publisher", ""), lambda: values.longest(publisher, 200), ""),
        cells.read(group.get("url", ""), lambda: _address(url), ""),
        **more,
    )


def _each(cells: Cells, group: Mapping[str, str], told: Mapping[str, str], name: str, number: int) -> list[str]:
    """What belongs to each of so many addresses: as many names, or none."""
    said = told.get(name, "")
    if number == 1:
        return [said]
    names = [each.strip() for each in said.split(cells.map.lists)]
    if said and len(names) != number:
        sign = cells.map.lists
        reason = f"There are {number} addresses beside it: give as many, parted by “{sign}” (lists), or leave it out."
        cells.refuse(group[name], reason)
    return names if len(names) == number else [""] * number


def _address(text: str) -> str:
    if text and not text.lower().startswith(("http://", "https://")):
        raise Unreadable(f"“{text[:60]}” is not an address: it begins with http:// or https://.")
    if any(each.isspace() for each in text):
        raise Unreadable("An address has no blank inside: what else stands in the cell needs a column of its own.")
    return values.longest(text, 2000)
