"""Is a file that is no table told by its bytes, whatever its name says?"""

import io
import zipfile

import pytest

from incidents.exchange.table.files import TableFile, read_file
from tests.incidents.exchange.table.made import csv_bytes, rows, xlsx_bytes


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "<x/>")
    return out.getvalue()


NO_TABLES = {
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "Word document": archive("[Content_Types].xml", "word/document.xml"),
    "OpenDocument": archive("mimetype", "content.xml"),
    ".xlsb": archive("xl/workbook.bin"),
    "zip archive": archive("notes.csv"),
    "PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "HEIC": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
    "old .xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    "web page": b"\xef\xbb\xbf\r\n<HTML><body><table><tr><td>Ref</td></tr></table></body></html>",
    "XML": b'<?xml version="1.0"?><Workbook/>',
    "JSON": b'{"type": "FeatureCollection", "features": []}',
    "RTF": b"{\\rtf1\\ansi Ref, Date}",
}


@pytest.mark.parametrize("kind", NO_TABLES)
def test_what_is_no_table_is_refused_by_its_bytes_in_a_sentence_that_names_it(kind):
    [problem] = read_file(TableFile("notes.csv", NO_TABLES[kind])).broken
    assert kind in problem.reason
    assert problem.reason.startswith("This is ")
    assert problem.reason.endswith(".")


@pytest.mark.parametrize("data", [csv_bytes(*rows(2)), csv_bytes(*rows(2), encoding="utf-16"), xlsx_bytes(*rows(2))])
def test_a_table_is_not_taken_for_anything_else(data):
    assert read_file(TableFile("notes.pdf", data)).broken == ()
