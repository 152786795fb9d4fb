"""How does a data package leave as one ZIP? Owns the order and the dates of its files: the same data, the same bytes.

The flat table goes out while the rows are read; the others wait on the disk until it is done.
"""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO, Any, Final

from incidents.models.publication import PublicationQuerySet
from incidents.public.outlet import Outlet
from incidents.public.package import texts
from incidents.public.package.descriptor import Written, descriptor
from incidents.public.package.writing import INCIDENTS, PATHS, Growing, write_tables
from incidents.public.provenance import Provenance

PIECE: Final = 1 << 18
TITLE: Final = "Attest: incidents of armed conflict"
NAME: Final = "attest-incidents"


def package_pieces(rows: PublicationQuerySet, *, origin: Provenance) -> Iterator[bytes]:
    """The ZIP in pieces."""
    outlet = Outlet()
    with ExitStack() as stack, zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        others = {name: path for name, path in PATHS.items() if name != INCIDENTS}
        waiting = {name: Growing(path, stack.enter_context(_on_disk())) for name, path in others.items()}
        with _member(archive, PATHS[INCIDENTS], origin) as flat:
            files = {INCIDENTS: Growing(PATHS[INCIDENTS], flat), **waiting}
            for _number in write_tables(rows, page_address=origin.page_address, files=files):
                yield outlet.emptied()
        for growing in waiting.values():
            growing.file.seek(0)
            with _member(archive, growing.path, origin) as member:
                while piece := growing.file.read(PIECE):
                    member.write(piece)
                    yield outlet.emptied()
        for path, text in described(origin, {name: files[name].written for name in PATHS}).items():
            with _member(archive, path, origin) as member:
                member.write(text.encode())
    yield outlet.emptied()


def described(
    origin: Provenance, written: dict[str, Written], *, name: str = NAME, title: str = TITLE
) -> dict[str, str]:
    """The files that tell of the tables, by their path."""
    told = descriptor(origin, written, name=name, title=title)
    return {
        "datapackage.json": json.dumps(told, indent=1, ensure_ascii=False) + "\n",
        "README.md": texts.readme(origin, written, title=title),
        "LICENSE.txt": texts.licence_text(),
        "CITATION.cff": texts.citation_cff(
            title=title, version=origin.changed, released=origin.changed[:10], address=origin.address
        ),
    }


def _on_disk() -> Any:
    return tempfile.TemporaryFile(prefix="attest-package-")


def _member(archive: zipfile.ZipFile, path: str, origin: Provenance) -> IO[bytes]:
    at = origin.changed_at
    info = zipfile.ZipInfo(path, date_time=(at.year, at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system, info.external_attr = 3, 0o644 << 16
    return archive.open(info, "w", force_zip64=True)
