"""What is there at this moment? Writes one state of the database, with its files, into one new file."""

import os
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from incidents import codebook
from incidents.management.backup import archive, engines, files
from incidents.management.backup.lines import Lines, Names, as_json
from incidents.management.backup.tables import label, tables
from incidents.models.publication import PublicState
from incidents.public.moment import one_state

Tell = Callable[[str], None]
LINES_AT_ONCE: Final = 500


def back_up(path: Path, *, using: str = DEFAULT_DB_ALIAS, tell: Tell = lambda _: None) -> dict[str, Any]:
    """Writes the file, which only its owner may read, and returns its manifest. FileExistsError: it is there already.

    It has its name only when it is whole.
    """
    if path.exists():
        raise FileExistsError(17, "There is such a file already", str(path))
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _private(draft) as stream:
            with zipfile.ZipFile(stream, "w") as written, one_state(using):
                manifest = _write(written, using, tell)
            stream.flush()
            os.fsync(stream.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _private(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def migrations(using: str) -> dict[str, list[str]]:
    """The migrations that have made these tables, of each application."""
    wanted = {model._meta.app_label for model in tables()}
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connections[using]).applied_migrations()):
        if app in wanted:
            found.setdefault(app, []).append(name)
    return found


def table_lines(using: str) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Every table of a backup with its lines: all that there is, in one fixed form."""
    names = Names(using)
    for model in tables():
        yield label(model), Lines(model, names).write()


def _write(written: zipfile.ZipFile, using: str, tell: Tell) -> dict[str, Any]:
    contents: dict[str, Any] = {"tables": [], "files": [], "missing": []}
    last_keys = {label(model): engines.last_key(model, using) for model in tables()}
    for table, lines in table_lines(using):
        entry = archive.add(written, archive.member_of_table(table), _joined(lines))
        told = {"table": table, "rows": entry.lines, "last_key": last_keys[table], "sha256": entry.sha256}
        contents["tables"].append(told)
        tell(f"{table}: {entry.lines:,} rows")
    for field, name, sha256 in files.named(using):
        _write_file(written, contents, field, name, sha256)
    return archive.finish(written, _head(using), contents)


def _write_file(written: zipfile.ZipFile, contents: dict[str, Any], field: Any, name: str, sha256: str) -> None:
    """A file that is gone, or is not what the row says, is named as missing: the rest must be kept all the same."""
    told = {"field": files.field_label(field), "name": name}
    found = files.sha256_in_storage(field, name)
    if not found or (sha256 and sha256 != found):
        contents["missing"].append(told)
        return
    entry = archive.add(written, archive.member_of_file(told), files.read(field, name))
    contents["files"].append({**told, "size": entry.size, "sha256": entry.sha256})


def _head(using: str) -> dict[str, Any]:
    state = PublicState.objects.using(using).first() or PublicState()
    return {
        "made_at": timezone.now().astimezone(UTC).isoformat(timespec="seconds"),
        "engine": connections[using].vendor,
        "codebook": codebook.VERSION,
        "public_state": {"version": state.version, "changed_at": as_json(state.changed_at)},
        "migrations": migrations(using),
    }


def _joined(lines: Iterator[bytes]) -> Iterator[bytes]:
    while some := b"".join(islice(lines, LINES_AT_ONCE)):
        yield some
