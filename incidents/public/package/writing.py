"""How do records become the files of a package? One pass over the rows; every table grows in a file of its own.

The rows are read by one statement, so that the tables fit together; the files lie on the disk: memory stays flat.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any, Final

from incidents.codebook.tables import TABLES
from incidents.models.publication import PublicationQuerySet
from incidents.public import exports
from incidents.public.columns import COLUMNS, STORED
from incidents.public.moment import all_of_one_moment
from incidents.public.package.descriptor import Written
from incidents.public.package.rows import header, lines

BATCH: Final = 200
"""Rows read at a time, each with its whole document."""

INCIDENTS: Final = "incidents"
HXL: Final = "incidents-hxl"
PATHS: Final = {INCIDENTS: "incidents.csv", **{each.name: f"{each.name}.csv" for each in TABLES}} | {
    HXL: "incidents.hxl.csv"
}


class Growing:
    """A file that is being written, with what has to be known to check a copy."""

    def __init__(self, path: str, file: IO[bytes]) -> None:
        self.path, self.file = path, file
        self._hash = hashlib.sha256()
        self._bytes = self.rows = 0

    def write(self, text: str, *, rows: int = 0) -> None:
        """Writes the text as UTF-8; ``rows`` of it are rows."""
        piece = text.encode()
        self.file.write(piece)
        self._hash.update(piece)
        self._bytes += len(piece)
        self.rows += rows

    @property
    def written(self) -> Written:
        return Written(self.path, self._bytes, self._hash.hexdigest(), self.rows)


def write_tables(rows: PublicationQuerySet, *, page_address: str, files: dict[str, Growing]) -> Iterator[int]:
    """Writes every table of the rows into its file; gives the number of incidents after each batch."""
    for table in TABLES:
        files[table.name].write(_lines([header(table)]))
    names = [column.name for column in COLUMNS]
    files[INCIDENTS].write(_lines([names]))
    files[HXL].write(_lines([names, [column.hxl for column in COLUMNS]]), rows=1)
    read = rows.values_list(*(column.stored for column in STORED), "document")
    with all_of_one_moment(read, size=BATCH) as found:
        while batch := list(islice(found, BATCH)):
            _write_incidents(batch, page_address, files)
            documents = [json.loads(row[-1]) for row in batch]
            for table in TABLES:
                told = [line for document in documents for line in lines(table, document)]
                files[table.name].write(_lines(told), rows=len(told))
            yield files[INCIDENTS].rows


def _write_incidents(batch: list[tuple[Any, ...]], page_address: str, files: dict[str, Growing]) -> None:
    text = exports.csv_text(exports.columns_of([row[:-1] for row in batch], page_address))
    for name in (INCIDENTS, HXL):
        files[name].write(text, rows=len(batch))


def _lines(rows: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()
