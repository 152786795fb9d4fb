"""What are the files of a release? Owns building them: the same publications, the same bytes on either engine."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final

from django.db import connection
from django.db.models.functions import Collate

from incidents.models.publication import Publication, PublicationQuerySet
from incidents.models.release import Release, ReleaseRow
from incidents.public import provenance
from incidents.public.exports import moment, neutralise
from incidents.public.package.archive import described
from incidents.public.package.writing import PATHS, Growing, write_tables
from incidents.public.releases import IS_BLANKED
from incidents.releasing import difference, papers

FORMAT: Final = "attest-release/2"
"""Raise it when the same publications are written differently."""

SUMS: Final = "checksums.sha256"

Built = dict[str, Growing]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a release tells: publications in the order of their codes, all keys, and the rows that are blanked."""

    publications: PublicationQuerySet
    keys: difference.Keys
    blanked: list[ReleaseRow]


def live() -> Contents:
    """What a release made now would tell."""
    publications = Publication.objects.live()
    # The order of Python, whatever the language of the database.
    by_code = Collate("code", "C" if connection.vendor == "postgresql" else "BINARY")
    keys = dict(publications.order_by().values_list("code", "pk"))
    return Contents(publications.order_by(by_code), keys, blanked=[])


def kept(release: Release) -> Contents:
    """What a release that is made may still tell."""
    rows = ReleaseRow.objects.filter(release=release)
    publications = Publication.objects.filter(releases__in=rows.exclude(IS_BLANKED)).order_by("releases__number")
    blanked = rows.filter(IS_BLANKED).select_related("publication").order_by("number")
    return Contents(publications, keys_of(release), list(blanked))


@contextmanager
def built(release: Release, contents: Contents) -> Iterator[Built]:
    """Every file of the release by its path, on the disk for the time of the block. It need not be stored yet."""
    files: Built = {}
    try:
        tables = {name: _grow(files, path) for name, path in PATHS.items()}
        for _number in write_tables(contents.publications, page_address=_page_address(release), files=tables):
            pass
        written = {name: each.written for name, each in tables.items()}
        name, title = f"attest-{release.name}", papers.title(release)
        for path, text in described(_origin(release), written, name=name, title=title, version=release.name).items():
            _grow(files, path).write(text)
        _grow(files, "codebook.json").write(release.codebook)
        _grow(files, "datacite.json").write(papers.as_text(papers.datacite(release)))
        _write(_grow(files, "diff.json"), _difference(release, contents))
        if blanked := _taken_out(contents.blanked):
            _grow(files, "blanked.csv").write(blanked, rows=blanked.count("\r\n") - 1)
        sums = papers.sums({path: each.written for path, each in files.items()})
        _grow(files, SUMS).write(sums)
        yield files
    finally:
        for each in files.values():
            each.file.close()


def _grow(files: Built, path: str) -> Growing:
    file: IO[bytes] = tempfile.TemporaryFile(prefix="attest-release-")  # noqa: SIM115 -- closed by ``built``
    files[path] = Growing(path, file)
    return files[path]


def _write(file: Growing, lines: Iterable[str]) -> None:
    for line in lines:
        file.write(line)


def _page_address(release: Release) -> str:
    return f"{release.address}/incidents/"


def _origin(release: Release) -> provenance.Provenance:
    return provenance.Provenance(
        filters=f"Release {release.name}",
        query="",
        changed_at=release.created_at,
        address=papers.address(release),
        page_address=_page_address(release),
    )


def _difference(release: Release, contents: Contents) -> Iterator[str]:
    before = keys_of(release.previous) if release.previous else {}
    blanked = {row.publication.code for row in contents.blanked}
    blanked |= _codes_blanked(release.previous) if release.previous else set()
    head = {"release": release.name, "previous": release.previous.name if release.previous else None}
    changes = difference.told(before, contents.keys, json.loads(release.gone), blanked=blanked)
    return difference.as_lines(head, changes)


def keys_of(release: Release) -> difference.Keys:
    """The publications of a release by their codes."""
    rows = ReleaseRow.objects.filter(release=release).values_list("publication__code", "publication_id")
    return dict(rows.order_by())


def _codes_blanked(release: Release) -> set[str]:
    rows = ReleaseRow.objects.filter(IS_BLANKED, release=release)
    return set(rows.values_list("publication__code", flat=True))


def _taken_out(rows: list[ReleaseRow]) -> str:
    """The codes, with the public reason; blank where nothing was taken out."""
    lines = [
        [
            row.publication.code,
            str(row.publication.version),
            moment(at.replace(microsecond=0)) if (at := row.blanked_at or row.publication.closed_at) else "",
            neutralise(row.blanked_reason or row.publication.closed_reason),
        ]
        for row in rows
    ]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["code", "version", "blanked_at", "reason"], *lines] if lines else [])
    return text.getvalue()
