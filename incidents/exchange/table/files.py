"""What is in this file? Owns which reader takes it: CSV in any encoding, or an XLSX workbook."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from incidents.exchange.table import workbook
from incidents.exchange.table.delimited import read_text
from incidents.exchange.table.encodings import decode
from incidents.exchange.table.sheet import Sheet, Unreadable
from incidents.exchange.table.signatures import ZIP, refuse_what_is_no_table

LARGEST = 50 * 1024 * 1024


@dataclass(frozen=True)
class TableFile:
    """A file as it came. ``name`` is only shown; what the file is says its first bytes."""

    name: str
    data: bytes = field(repr=False)
    dataset_version: str = ""

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def read_file(file: TableFile, *, encoding: str = "", separator: str = "", sheet: str = "", header: str = "") -> Sheet:
    """The table in the file. One that cannot be read at all is a broken sheet, never an exception."""
    try:
        return _read(file.data, encoding=encoding, separator=separator, sheet=sheet, header=header)
    except Unreadable as problem:
        return Sheet(broken=(problem.problem(),))


def _read(data: bytes, *, encoding: str, separator: str, sheet: str, header: str) -> Sheet:
    if len(data) > LARGEST:
        raise Unreadable(f"The file is larger than {LARGEST >> 20} MB; split it.")
    refuse_what_is_no_table(data)
    if data.startswith(ZIP):
        return workbook.read_workbook(data, sheet=sheet, header=header)
    text, told = decode(data, encoding=encoding)
    return read_text(text, told=told, separator=separator, header=header)
