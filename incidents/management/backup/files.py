"""Which files belong to the rows? Owns the bytes beside the database: read for a backup, put back before the rows are.

A file that is not there yet is written whole and then named, before any row points to it. One that stands there with
other bytes is kept until the rows are stored: a restore that fails has changed nothing, and one that was cut off is
repaired by the next.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import FileField

from incidents.management.backup.archive import CHUNK, Backup, Unusable, member_of_file, sha256_of
from incidents.management.backup.tables import label, rows, tables


def named(using: str) -> Iterator[tuple[Any, str, str]]:
    """Each file that a row points to: field, name, and the hash that the row gives, "" where it gives none."""
    for model in tables():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField):
                names = {each.name for each in model._meta.local_concrete_fields}
                columns = [field.name, "sha256"] if "sha256" in names else [field.name]
                found = rows(model, using).exclude(**{field.name: ""}).values_list(*columns)
                # Sorted here, because each engine has an order of its own.
                for name, *sha256 in sorted(set(found.iterator())):
                    yield field, str(name), "".join(sha256)


def field_label(field: Any) -> str:
    """The name of a column of files in a backup."""
    return f"{label(field.model)}.{field.name}"


def read(field: Any, name: str) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time. OSError: it is not there."""
    with field.storage.open(name) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def sha256_in_storage(field: Any, name: str) -> str:
    """The hash of a file, "" where it is not there."""
    digest = hashlib.sha256()
    try:
        for chunk in read(field, name):
            digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()


class Placing:
    """Puts the files of a backup where the rows will look for them."""

    def __init__(self, backup: Backup) -> None:
        self.backup = backup
        self.waiting: list[tuple[Path, Path]] = []

    def begin(self) -> None:
        """Names what is new, and lays what is to take another's place beside it."""
        for file in self.backup.files:
            self._place(file)

    def finish(self) -> None:
        """The rows are stored: what was waiting takes its place."""
        for draft, path in self.waiting:
            draft.replace(path)
        self.waiting = []

    def give_up(self) -> None:
        """The rows are not stored: what was waiting goes."""
        for draft, _path in self.waiting:
            draft.unlink(missing_ok=True)

    def _place(self, file: dict[str, Any]) -> None:
        storage = _field(file).storage
        path = Path(storage.path(file["name"]))
        if path.exists() and sha256_of(path) == file["sha256"]:
            return
        draft = self._draft(file, path)
        if storage.file_permissions_mode is not None:
            draft.chmod(storage.file_permissions_mode)
        if path.exists():
            self.waiting.append((draft, path))
        else:
            draft.replace(path)

    def _draft(self, file: dict[str, Any], path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Always of the same name, so that one left by a restore that was cut off is written anew by the next.
        with path.with_name(f".{path.name}.restoring").open("wb") as draft:
            with self.backup.member(member_of_file(file)) as stream:
                while chunk := stream.read(CHUNK):
                    draft.write(chunk)
            draft.flush()
            os.fsync(draft.fileno())
        return Path(draft.name)


def _field(file: dict[str, Any]) -> Any:
    """The column of files that an entry of the manifest names. Unusable: there is none."""
    model, _, name = file["field"].rpartition(".")
    try:
        return apps.get_model(model)._meta.get_field(name)
    except LookupError as problem:
        raise Unusable(f"This site keeps no files in {file['field']}.") from problem
