"""Is this a table at all? Owns what a file that is none is told by: its first bytes, whatever its name says."""

import io
import re
import zipfile

from incidents.exchange.table.sheet import Unreadable

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SAVE = "Open it in a spreadsheet program and save the table as .xlsx or as CSV (UTF-8)."

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "This is a PDF and no table. Ask for the spreadsheet that it was made from."),
    (b"\xd0\xcf\x11\xe0", "This is an old .xls workbook, or one with a password: save it as .xlsx without."),
    (b"\x89PNG", "This is a picture (PNG) and no table."),
    (b"\xff\xd8\xff", "This is a picture (JPEG) and no table."),
    (b"GIF8", "This is a picture (GIF) and no table."),
    (b"II*\x00", "This is a picture (TIFF) and no table."),
    (b"MM\x00*", "This is a picture (TIFF) and no table."),
    (b"RIFF", "This is a picture, a sound or a film (RIFF) and no table."),
    (b"{\\rtf", f"This is a text document (RTF) and no table. {_SAVE}"),
    (b"\x1f\x8b", "This is a gzip archive: unpack it, and give the table that is in it."),
    (b"7z\xbc\xaf\x27\x1c", "This is a 7-Zip archive: unpack it, and give the table that is in it."),
    (b"Rar!", "This is a RAR archive: unpack it, and give the table that is in it."),
    (b"BZh", "This is a bzip2 archive: unpack it, and give the table that is in it."),
    (b"\xfd7zXZ", "This is an xz archive: unpack it, and give the table that is in it."),
    (b"SQLite format 3\x00", "This is a SQLite database: export the table from it as CSV."),
    (b"PAR1", "This is a Parquet file: export the table from it as CSV."),
)  # fmt: skip
_ISO_MEDIA = re.compile(rb"....ftyp", re.DOTALL)
_WEB_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(!doctype html|html|head|table)\b", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
_JSON = re.compile(rb"""\s*(?:\{\s*["}]|\[\s*[\[{"])""")
_MARK = b"\xef\xbb\xbf"

_IN_ZIP = (
    ("word/", f"This is a Word document and no table. {_SAVE}"),
    ("ppt/", "This is a presentation and no table."),
    ("xl/workbook.bin", "This is a binary workbook (.xlsb): save it as .xlsx."),
    ("Index/", "This is a Numbers, Pages or Keynote file: export the table from it as .xlsx or CSV."),
    ("doc.kml", "This is a KMZ file of places: export them as a table first."),
    ("content.xml", "This is an OpenDocument file (.ods, .odt): save the table as .xlsx."),
)


def refuse_what_is_no_table(data: bytes) -> None:
    """Unreadable, in a sentence for the person who gave the file; a text and an XLSX workbook pass."""
    start = data[:512].removeprefix(_MARK)
    if told := next((told for beginning, told in _BEGINNINGS if start.startswith(beginning)), ""):
        raise Unreadable(told)
    if _ISO_MEDIA.match(start):
        raise Unreadable("This is a picture or a film (HEIC, MP4) and no table.")
    if _WEB_PAGE.match(start):
        raise Unreadable(f"This is a web page, which some programs save under the name of a workbook. {_SAVE}")
    if _XML.match(start):
        raise Unreadable(f"This is XML and no table. {_SAVE}")
    if _JSON.match(start):
        raise Unreadable("This is JSON and no table: export the rows as CSV.")
    if start.startswith(ZIP):
        _refuse_archive(data)


def _refuse_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return  # cut off: the reader of workbooks says so
    if "xl/workbook.xml" in names:
        return
    told = next((told for mark, told in _IN_ZIP if any(name.startswith(mark) for name in names)), "")
    raise Unreadable(told or "This is a zip archive: unpack it, and give the table that is in it.")
