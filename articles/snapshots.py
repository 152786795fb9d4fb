"""What did the page look like when it was fetched? Owns the bytes kept of it: written once, found by their SHA-256."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from articles.fetching import Fetched
from articles.models import Snapshot


class SnapshotNotKept(Exception):  # noqa: N818
    """The bytes could not be written."""


class SnapshotDamaged(Exception):  # noqa: N818
    """The file of a snapshot is gone or no longer what was fetched."""


@transaction.atomic
def keep(fetched: Fetched) -> Snapshot:
    """The snapshot of these bytes. Bytes that were kept before, from whatever address, are not written again."""
    digest = hashlib.sha256(fetched.content).hexdigest()
    if known := Snapshot.objects.filter(sha256=digest).first():
        return known
    snapshot, _ = Snapshot.objects.get_or_create(
        sha256=digest,
        defaults={
            "file": _stored(digest, fetched.content), "media_type": fetched.media_type, "http_status": fetched.status,
            "final_url": fetched.final_url,
        },
    )  # fmt: skip
    return snapshot


def read(snapshot: Snapshot) -> bytes:
    """The bytes as they were fetched; SnapshotDamaged when they are not there or not the same."""
    try:
        with snapshot.file.storage.open(str(snapshot.file.name)) as file:
            content: bytes = file.read()
    except OSError as problem:
        raise SnapshotDamaged("The file of this snapshot is missing.") from problem
    if hashlib.sha256(content).hexdigest() != snapshot.sha256:
        raise SnapshotDamaged("The file of this snapshot is no longer what was fetched.")
    return content


def _stored(digest: str, content: bytes) -> str:
    """The name of the file that holds these bytes. One left behind by a transaction that failed is used again."""
    storage, name = Snapshot._meta.get_field("file").storage, f"snapshots/{digest[:2]}/{digest}"
    try:
        if storage.exists(name):
            with storage.open(name) as file:
                if hashlib.sha256(file.read()).hexdigest() == digest:
                    return name
        return str(storage.save(name, ContentFile(content)))
    except OSError as problem:
        raise SnapshotNotKept(
            "The page was fetched, but its snapshot could not be written on this server."
        ) from problem
