"""What there is to keep: a row in every table, and a page that was fetched."""

import hashlib
from pathlib import Path

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils import timezone

from articles.models import Feed, FeedEntry, Snapshot
from incidents.coding import review
from incidents.management.backup.making import back_up, table_lines
from incidents.models import ExternalId, Publication
from tests.factories import ActorFactory, StatementFactory, UserFactory, ready_incident, user_with_role
from tests.rows import ROW

PAGE = "<p>Four rockets – أربعة صواريخ</p>".encode()


def everything() -> Publication:
    """A row in every table of ours, one incident published, one deleted again, and texts of every kind."""
    for model, make in ROW.items():
        if not model.objects.exists():  # type: ignore[attr-defined]
            make(**({"feed": Feed.objects.get()} if model is FeedEntry else {}))
    ExternalId.objects.update(record={"b": "0123 ", "a": {"z": [1, 2.5, None, True], "y": "“é” \\ \n\t 🚀"}})
    fetched_page()
    statement, actor = StatementFactory(), ActorFactory()
    statement.speakers.add(actor)
    statement.accused.add(actor)
    log_entry()
    incident = ready_incident(title="Rockets – صواريخ \\ \" ' \n 🚀")
    published = review.publish(incident, by=user_with_role("reviewer"), change_note="First.")
    ready_incident().delete()
    return published


def log_entry() -> LogEntry:
    """What the admin notes of a deed; it points to a content type."""
    return LogEntry.objects.create(
        user=UserFactory(), content_type=ContentType.objects.get_for_model(Publication), object_id="1", action_flag=1
    )


def fetched_page() -> Snapshot:
    """The snapshot of a page, with its bytes."""
    digest = hashlib.sha256(PAGE).hexdigest()
    storage = Snapshot._meta.get_field("file").storage
    name = f"snapshots/{digest[:2]}/{digest}"
    path = Path(storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(PAGE)
    return Snapshot.objects.create(file=name, sha256=digest, media_type="text/html")


def log_in(user: User) -> Session:
    """A session as the site keeps it."""
    return Session.objects.create(session_key=f"key-of-{user.pk}", session_data="x", expire_date=timezone.now())


def kept(folder: Path, name: str = "kept.zip", **options: str) -> Path:
    """A backup of what is there."""
    back_up(folder / name, **options)  # type: ignore[arg-type]
    return folder / name


def dump(using: str = "default") -> dict[str, list[bytes]]:
    """Every row of every table, as a backup has it."""
    return {table: list(lines) for table, lines in table_lines(using)}
