"""What does a reader get of a release? Owns its files as they are kept, and that nothing blanked is given."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from incidents.models.release import Release, ReleaseFile, ReleaseRow
from incidents.public.moment import all_of_one_moment
from incidents.public.outlet import Outlet

IS_BLANKED: Final = Q(blanked_at__isnull=False) | Q(publication__document="")
"""By an editor in every release, or everywhere, when the incident was published with a coarser place."""

PACKAGE: Final = "package.zip"


@dataclass(frozen=True, slots=True)
class Difference:
    """How many incidents ``diff.json`` lists, by what became of them."""

    added: int
    changed: int
    merged: int
    withdrawn: int


def since_the_one_before(release: Release) -> Difference | None:
    """What changed since; None for the first release. What was blanked later is counted as it was."""
    before = release.previous
    if before is None:
        return None
    gone = json.loads(release.gone)
    merged = sum(each["state"] == "merged" for each in gone)
    in_both = before.incidents - len(gone)
    rows = ReleaseRow.objects.filter(release=release)
    unchanged = rows.filter(publication__in=ReleaseRow.objects.filter(release=before).values("publication")).count()
    return Difference(
        added=release.incidents - in_both,
        changed=in_both - unchanged,
        merged=merged,
        withdrawn=len(gone) - merged,
    )


def later_release(release: Release) -> Release | None:
    """The newest release, where this one is not it."""
    return Release.objects.filter(pk__gt=release.pk).first()


def number_blanked(release: Release) -> int:
    """How many rows the files must not hold."""
    rows = ReleaseRow.objects.filter(release=release)
    by_editors = rows.filter(blanked_at__isnull=False).count()
    return by_editors + rows.filter(blanked_at__isnull=True, publication__document="").count()


def current_files(release: Release) -> list[ReleaseFile]:
    """The files as they were written last."""
    newest = release.files.order_by("-blanked").first()
    return list(release.files.filter(blanked=newest.blanked).order_by("id")) if newest else []


def earlier_files(release: Release) -> list[ReleaseFile]:
    """What the files were before something was blanked; no more than their sums is kept."""
    return [file for file in release.files.order_by("id") if file.blanked != _newest(release)]


def is_closed(release: Release) -> bool:
    """Whether something is blanked that the kept files still hold: nobody gets them until they are written anew."""
    return _newest(release) != number_blanked(release)


def blanked_rows(release: Release) -> list[ReleaseRow]:
    """What was taken out, in order."""
    rows = ReleaseRow.objects.filter(IS_BLANKED, release=release).select_related("publication")
    return list(rows.defer("publication__document", "publication__search_text").order_by("number"))


def etag(release: Release, path: str) -> str:
    """Names the bytes of a file, or of all of them together."""
    told = [f"{file.path} {file.sha256}" for file in current_files(release)]
    return hashlib.sha256(f"{path} {told}".encode()).hexdigest()[:32]


def content(file: ReleaseFile) -> Iterator[bytes]:
    """The file, a part at a time."""
    with all_of_one_moment(file.parts.order_by("number"), size=1) as parts:
        for part in parts:
            yield zlib.decompress(part.content)


def package_pieces(release: Release) -> Iterator[bytes]:
    """All files as one ZIP, each dated like the release."""
    outlet, at = Outlet(), release.created_at
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in current_files(release):
            info = zipfile.ZipInfo(file.path, date_time=(at.year, at.month, at.day, at.hour, at.minute, at.second))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            with archive.open(info, "w", force_zip64=True) as member:
                for piece in content(file):
                    member.write(piece)
                    yield outlet.emptied()
    yield outlet.emptied()


def _newest(release: Release) -> int | None:
    newest = release.files.order_by("-blanked").first()
    return newest.blanked if newest else None
