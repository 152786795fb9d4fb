"""How do built files come into the database? Owns their parts: compressed beforehand, so that storing them is short."""

import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final

from django.utils import timezone

from incidents.models.release import Release, ReleaseFile, ReleasePart
from incidents.public.package.descriptor import Written
from incidents.public.package.writing import Growing
from incidents.releasing.files import Built

PART: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Packed:
    """The compressed parts of all files, one after the other on the disk, and how long each is, file by file."""

    content: IO[bytes]
    sizes: list[tuple[Written, list[int]]]


@contextmanager
def packed(files: Built) -> Iterator[Packed]:
    """The files in the parts in which they will be kept, for the time of the block."""
    with tempfile.TemporaryFile(prefix="attest-release-") as content:
        yield Packed(content, [(each.written, list(_compressed(each, content))) for each in files.values()])


def _compressed(growing: Growing, into: IO[bytes]) -> Iterator[int]:
    growing.file.seek(0)
    while piece := growing.file.read(PART):
        yield into.write(zlib.compress(piece))


def keep(release: Release, files: Packed, *, blanked: int) -> None:
    """Stores them as those of the release when so many of its rows are blanked. The parts of older ones go."""
    ReleasePart.objects.filter(file__release=release).delete()
    ReleaseFile.objects.filter(release=release, blanked=blanked).delete()
    now = timezone.now()
    files.content.seek(0)
    for made, sizes in files.sizes:
        file = ReleaseFile.objects.create(
            release=release, path=made.path, blanked=blanked, bytes=made.bytes, rows=made.rows, sha256=made.sha256,
            written_at=now,
        )  # fmt: skip
        for number, size in enumerate(sizes):
            ReleasePart(file=file, number=number, content=files.content.read(size)).save()
