"""How does a release come to be, and stay true? Owns making, blanking, rebuilding and verifying (decision 0025).

Each is one transaction: what is killed in the middle has not happened.
"""

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from incidents.models.publication import Publication
from incidents.models.release import Release, ReleaseFile, ReleasePart, ReleaseRow
from incidents.public.codebook_file import codebook_text
from incidents.public.releases import current_files, number_blanked
from incidents.publishing.record import bump
from incidents.releasing import difference
from incidents.releasing.files import FORMAT, Built, built, keys_of

PART: Final = 1 << 20
BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What a release made now would hold, and what changed since the one before."""

    incidents: int
    previous: Release | None
    added: int
    changed: int
    merged: int
    withdrawn: int


def preview() -> Preview:
    """Made of what is live now."""
    previous, live = Release.objects.first(), _live()
    differs = difference.outline(keys_of(previous) if previous else {}, live)
    states = [each["state"] for each in difference.why_gone(differs.gone)]
    merged = states.count("merged")
    return Preview(
        len(live), previous, len(differs.added), len(differs.changed), merged=merged, withdrawn=len(states) - merged
    )


@transaction.atomic
def make_release(
    name: str, *, by: User | None, address: str, notes: str = "", at: dt.datetime | None = None
) -> Release:
    """A release of everything that is live. ``address`` is that of the site, without a slash at its end.

    ValidationError: the name is none, or is taken, or nothing is published.
    """
    live, previous = _live(), Release.objects.first()
    if not live:
        raise ValidationError("Nothing is published, so that there is nothing to release.")
    before = keys_of(previous) if previous else {}
    release = Release(
        name=name, notes=notes, created_at=(at or timezone.now()).replace(microsecond=0), created_by=by,
        previous=previous, address=address.rstrip("/"), incidents=len(live), codebook=codebook_text(),
        gone=json.dumps(difference.why_gone(difference.outline(before, live).gone), ensure_ascii=False), format=FORMAT,
    )  # fmt: skip
    release.full_clean()
    release.save()
    rows = (ReleaseRow(release=release, publication_id=live[code], number=n) for n, code in enumerate(sorted(live)))
    ReleaseRow.objects.bulk_create(rows, batch_size=BATCH)
    _keep_files(release)
    bump(release.created_at)
    return release


@transaction.atomic
def blank(code: str, *, by: User | None, reason: str) -> list[Release]:
    """Takes an incident out of every release, for the safety of somebody. Returns the releases that are written anew.

    ValidationError: it still stands in public, or no reason is given. LookupError: no release holds it.
    """
    if not reason.strip():
        raise ValidationError("Say why, for readers: they will see that something was taken out.")
    rows = list(ReleaseRow.objects.select_for_update(of=("self",)).filter(publication__code=code))
    if not rows:
        raise LookupError(f"No release holds an incident {code}.")
    if Publication.objects.live().filter(releases__in=rows).exists():
        raise ValidationError("It still stands in public: withdraw it first, or publish it with a coarser place.")
    for row in rows:
        if row.blanked_at is None:
            row.blanked_at, row.blanked_by, row.blanked_reason = timezone.now(), by, reason.strip()
            row.save()
    holding = {row.release_id for row in rows}
    # The one after such a release tells in its difference what has changed since.
    concerned = list(Release.objects.filter(Q(pk__in=holding) | Q(previous__in=holding)))
    for release in concerned:
        rebuild(release)
    return concerned


@transaction.atomic
def rebuild(release: Release) -> None:
    """Writes the files anew without what is blanked. The old ones go; their sums stay."""
    ReleasePart.objects.filter(file__release=release).delete()
    _keep_files(release)
    bump(timezone.now())


def verify(release: Release) -> list[str]:
    """Builds every file anew and compares: a sentence for each that differs from what is kept, byte for byte."""
    kept = {file.path: file for file in current_files(release)}
    with built(release) as files:
        fresh = {path: each.written.sha256 for path, each in files.items()}
    wrong = [f"{path}: it is not rebuilt." for path in sorted(kept.keys() - fresh.keys())]
    wrong += [f"{path}: it is not kept." for path in sorted(fresh.keys() - kept.keys())]
    for path in sorted(kept.keys() & fresh.keys()):
        if kept[path].sha256 != fresh[path]:
            wrong.append(f"{path}: rebuilt, its SHA-256 is {fresh[path]}, and not {kept[path].sha256}.")
        elif _sum_of(kept[path]) != kept[path].sha256:
            wrong.append(f"{path}: what is kept of it is damaged.")
    if wrong and release.format != FORMAT:
        wrong.append(f"It was written by the rules of {release.format}, and this program writes by those of {FORMAT}.")
    if wrong and release.codebook != codebook_text():
        wrong.append("The codebook is another today: what names its codes is written otherwise.")
    return wrong


def _sum_of(file: ReleaseFile) -> str:
    found = hashlib.sha256()
    for part in file.parts.order_by("number").iterator(chunk_size=4):
        found.update(zlib.decompress(part.content))
    return found.hexdigest()


def _live() -> difference.Keys:
    return dict(Publication.objects.live().order_by().values_list("code", "pk"))


def _keep_files(release: Release) -> None:
    blanked, now = number_blanked(release), timezone.now()
    ReleaseFile.objects.filter(release=release, blanked=blanked).delete()
    with built(release) as files:
        for path, growing in files.items():
            made = growing.written
            file = ReleaseFile.objects.create(
                release=release, path=path, blanked=blanked, bytes=made.bytes, rows=made.rows, sha256=made.sha256,
                written_at=now,
            )  # fmt: skip
            for part in _parts(file, files):
                part.save()


def _parts(file: ReleaseFile, files: Built) -> Iterator[ReleasePart]:
    content, number = files[file.path].file, 0
    content.seek(0)
    while piece := content.read(PART):
        yield ReleasePart(file=file, number=number, content=zlib.compress(piece))
        number += 1
