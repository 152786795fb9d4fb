"""Which versions of the dataset can be cited for good? Owns the walk over releases, in the order they were made."""

from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from incidents.codebook.table import NEVER
from incidents.models.release import Release, ReleaseFile
from incidents.public import exports, releases
from incidents.public.api import shapes
from incidents.public.api.paging import Page

_FILE: Final = shapes.thing([
    shapes.text("path", "The name of the file within the release.", blank=NEVER),
    shapes.whole("bytes", "How long it is.", unit="bytes"),
    shapes.text("sha256", "SHA-256 of the file, hexadecimal.", blank=NEVER),
    shapes.address("url", "Where the file is."),
])  # fmt: skip

FIELDS: Final = (
    shapes.text("name", "The name by which it is cited, by year and month.", blank=NEVER),
    shapes.Field("created_at", shapes.MOMENT | {"description": "When it was made, in UTC."}),
    shapes.text("previous", "The release before it.", blank="It is the first one."),
    shapes.text("notes", "What readers should know of it.", blank="Nothing is noted."),
    shapes.whole("incidents", "How many incidents it was made of.", unit="count"),
    shapes.whole("blanked", "How many of them were taken out since, for the safety of somebody.", unit="count"),
    shapes.address("url", "Its page, with citation and changes."),
    shapes.several("files", "What there is to download. Empty while the files are written anew.", _FILE),
)


def walk(*, after: str, limit: int, request: HttpRequest) -> Page:
    """The next releases; a name says nothing of their order, 2026.2 being before 2026.11."""
    found = list(Release.objects.filter(pk__gt=_key(after)).select_related("previous").order_by("pk")[: limit + 1])
    told = [_told(each, request) for each in found[:limit]]
    return Page(told, last=str(found[limit - 1].pk) if len(found) > limit else None)


def _key(after: str) -> int:
    return int(after) if after.isdecimal() and len(after) < 19 else 0


def _told(release: Release, request: HttpRequest) -> dict[str, Any]:
    files = [] if releases.is_closed(release) else releases.current_files(release)
    return {
        "name": release.name,
        "created_at": exports.moment(release.created_at),
        "previous": release.previous.name if release.previous else "",
        "notes": release.notes,
        "incidents": release.incidents,
        "blanked": releases.number_blanked(release),
        "url": request.build_absolute_uri(reverse("public:release", args=[release.name])),
        "files": [_file(each, release, request) for each in files],
    }


def _file(file: ReleaseFile, release: Release, request: HttpRequest) -> dict[str, Any]:
    address = reverse("public:release_file", args=[release.name, file.path])
    told = {"path": file.path, "bytes": file.bytes, "sha256": file.sha256}
    return {**told, "url": request.build_absolute_uri(address)}
