"""How does a release come to be, and stay true? Owns making, blanking, rebuilding and verifying (decision 0025).

Files are built from what was of one moment, while everybody works on; then one short transaction stores them, if that
is still what stands. What is killed in the middle has not happened, or has closed the release to readers.
"""

import datetime as dt
import hashlib
import json
import re
import zlib
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from incidents.models.bulk import insert, make
from incidents.models.publication import Publication, PublicState
from incidents.models.release import Release, ReleaseFile, ReleaseRow
from incidents.public.codebook_file import codebook_text
from incidents.public.moment import one_state
from incidents.public.releases import IS_BLANKED, current_files, is_closed
from incidents.publishing.record import bump
from incidents.releasing import difference
from incidents.releasing.files import FORMAT, Contents, built, kept, keys_of, live
from incidents.releasing.keeping import Packed, keep, packed

ROUNDS: Final = 3
UNSTEADY: Final = f"Each of {ROUNDS} times something was published or taken back while the files were built: try later."
_ADDRESS: Final = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a release rests on: what is live, by code; the release before it; and which rows of that are blanked."""

    live: difference.Keys
    previous: Release | None
    taken_out: list[int]


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
    previous, now = Release.objects.first(), live().keys
    differs = difference.outline(keys_of(previous) if previous else {}, now)
    states = [each["state"] for each in difference.why_gone(differs.gone)]
    merged = states.count("merged")
    return Preview(
        len(now), previous, len(differs.added), len(differs.changed), merged=merged, withdrawn=len(states) - merged
    )


def make_release(
    name: str, *, by: User | None, address: str, notes: str = "", at: dt.datetime | None = None
) -> Release:
    """A release of everything that is live. ``address`` is that of the site, without a slash at its end.

    ValidationError: the name is none, or is taken, or the address is none, or nothing is published, or what is
    published does not rest.
    """
    _check_name_and_address(name, address)
    for _round in range(ROUNDS):
        with ExitStack() as stack:
            with one_state():
                ground, contents = _ground(), live()
                release = _drafted(ground, name=name, created_by=by, address=address, notes=notes, at=at)
                files = stack.enter_context(built(release, contents))
            if _stored(release, stack.enter_context(packed(files)), ground=ground):
                return release
    raise ValidationError(UNSTEADY)


def _drafted(ground: Ground, *, address: str, at: dt.datetime | None, **told: Any) -> Release:
    if not ground.live:
        raise ValidationError("Nothing is published, so that there is nothing to release.")
    before = keys_of(ground.previous) if ground.previous else {}
    gone = difference.why_gone(difference.outline(before, ground.live).gone)
    release = Release(
        created_at=(at or timezone.now()).replace(microsecond=0), previous=ground.previous,
        address=address.rstrip("/"), incidents=len(ground.live), codebook=codebook_text(),
        gone=json.dumps(gone, ensure_ascii=False), format=FORMAT, **told,
    )  # fmt: skip
    release.full_clean()
    _check_order(release)
    return release


def _check_order(release: Release) -> None:
    """A citation says by its name alone which of two is the newer."""
    before = release.previous
    if before and _numbers(release.name) <= _numbers(before.name):
        raise ValidationError(f"The release before is {before.name}: give this one a later name.")


def _numbers(name: str) -> list[int]:
    return [int(part) for part in name.split(".")]


def _check_name_and_address(name: str, address: str) -> None:
    """Both stand in the files for good, so that a slip could not be mended."""
    if (month := name.split(".")[1:2]) and month[0].isdecimal() and not 1 <= int(month[0]) <= 12:
        raise ValidationError(f"{name} is no year and month: a month is 1 to 12, as in 2026.11.")
    if not _ADDRESS.fullmatch(address):
        raise ValidationError("Give the address of the site in full, as https://attest.example.")


@transaction.atomic
def _stored(release: Release, files: Packed, *, ground: Ground) -> bool:
    """Whether the release is kept: not where another one is due, because something else is live meanwhile."""
    _hold_still()
    # Before what stands: whoever made one of this name meanwhile has changed that as well.
    release.validate_unique()
    if _ground() != ground:
        return False
    release.save()
    codes = enumerate(sorted(ground.live))
    insert([make(ReleaseRow, release=release, publication_id=ground.live[code], number=n) for n, code in codes])
    keep(release, files, blanked=0)
    bump(release.created_at)
    return True


def _ground() -> Ground:
    previous = Release.objects.first()
    return Ground(live().keys, previous, _taken_out(previous))


def _taken_out(*releases: Release | None) -> list[int]:
    """The rows that these may not tell of. They are never told again, so that the same rows are the same files."""
    rows = ReleaseRow.objects.filter(IS_BLANKED, release__in=[each for each in releases if each])
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _hold_still() -> None:
    """Nobody publishes, withdraws, blanks or makes a release until the transaction ends. On SQLite nobody could."""
    # All of these count it up, and whatever was published has left its row.
    list(PublicState.objects.select_for_update().values_list("pk"))


def blank(code: str, *, by: User | None, reason: str) -> list[Release]:
    """Takes an incident out of every release, for the safety of somebody. Returns the releases that are written anew.

    The mark comes first and at once: with it every release that holds the incident is closed to readers, and stays so
    until its files are written anew, by this or by whoever does it again.

    ValidationError: it still stands in public, or no reason is given. LookupError: no release holds it.
    """
    closed = [release for release in _marked(code, by=by, reason=reason) if is_closed(release)]
    for release in closed:
        rebuild(release)
    return closed


@transaction.atomic
def _marked(code: str, *, by: User | None, reason: str) -> list[Release]:
    """The releases that hold the incident, whose rows are marked now if they were not before."""
    if not reason.strip():
        raise ValidationError("Say why, for readers: they will see that something was taken out.")
    _hold_still()
    rows = ReleaseRow.objects.filter(publication__code=code)
    holding = list(Release.objects.filter(rows__in=rows))
    if not holding:
        raise LookupError(f"No release holds an incident {code}.")
    if Publication.objects.live().filter(releases__in=rows).exists():
        raise ValidationError("It still stands in public: withdraw it first, or publish it with a coarser place.")
    # What is blank by publishing is out already, with its reason.
    standing = list(rows.exclude(IS_BLANKED))
    for row in standing:
        row.blanked_at, row.blanked_by, row.blanked_reason = timezone.now().replace(microsecond=0), by, reason.strip()
        row.save()
    if standing:
        bump(timezone.now())
    return holding


def rebuild(release: Release) -> None:
    """Writes the files anew without what is blanked. The old ones go; their sums stay.

    ValidationError: more was blanked meanwhile, again and again; the release stays closed.
    """
    for _round in range(ROUNDS):
        with ExitStack() as stack:
            with one_state():
                taken_out, contents = _taken_out(release, release.previous), kept(release)
                files = stack.enter_context(built(release, contents))
            if _replaced(release, stack.enter_context(packed(files)), contents=contents, taken_out=taken_out):
                return
    raise ValidationError(f"{UNSTEADY} Until then release {release} is closed to readers.")


@transaction.atomic
def _replaced(release: Release, files: Packed, *, contents: Contents, taken_out: list[int]) -> bool:
    _hold_still()
    if _taken_out(release, release.previous) != taken_out:
        return False
    keep(release, files, blanked=len(contents.blanked))
    bump(timezone.now())
    return True


def verify(release: Release) -> list[str]:
    """Builds every file anew and compares: a sentence for each that differs from what is kept, byte for byte."""
    stored = {file.path: file for file in current_files(release)}
    with one_state(), built(release, kept(release)) as files:
        fresh = {path: each.written.sha256 for path, each in files.items()}
    wrong = [f"{path}: it is not rebuilt." for path in sorted(stored.keys() - fresh.keys())]
    wrong += [f"{path}: it is not kept." for path in sorted(fresh.keys() - stored.keys())]
    for path in sorted(stored.keys() & fresh.keys()):
        if stored[path].sha256 != fresh[path]:
            wrong.append(f"{path}: rebuilt, its SHA-256 is {fresh[path]}, and not {stored[path].sha256}.")
        elif _sum_of(stored[path]) != stored[path].sha256:
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
