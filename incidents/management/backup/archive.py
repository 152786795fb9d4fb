"""Is this file what it says? Owns the file of a backup: a zip of tables and files, with a manifest of their hashes.

Its bytes depend on what is kept and on nothing else but ``made_at`` in the manifest.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

FORMAT: Final = "attest-backup 1"
MANIFEST: Final = "manifest.json"
CHUNK: Final = 1 << 20
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_LEVEL: Final = 4
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, ValueError, RuntimeError)


class Unusable(Exception):  # noqa: N818
    """The file cannot be used as a backup, or not here: why, in a sentence."""


class Entry:
    """What the manifest says of one member: its bytes' number, lines and hash."""

    def __init__(self) -> None:
        self.size = self.lines = 0
        self.digest = hashlib.sha256()

    def count(self, chunk: bytes) -> None:
        """Takes these bytes in."""
        self.size += len(chunk)
        self.lines += chunk.count(b"\n")
        self.digest.update(chunk)

    @property
    def sha256(self) -> str:
        return self.digest.hexdigest()


def add(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> Entry:
    """Writes a member as its bytes come."""
    info, entry = zipfile.ZipInfo(name, _EPOCH), Entry()
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    info._compresslevel = _LEVEL  # type: ignore[attr-defined]  # noqa: SLF001  (public from Python 3.13 on)
    with archive.open(info, "w", force_zip64=True) as stream:
        for chunk in chunks:
            entry.count(chunk)
            stream.write(chunk)
    return entry


def finish(archive: zipfile.ZipFile, head: dict[str, Any], contents: dict[str, Any]) -> dict[str, Any]:
    """Writes the manifest, last, because then all hashes are known."""
    manifest = {"format": FORMAT, **head, "contents_sha256": digest(contents), **contents}
    add(archive, MANIFEST, [json.dumps(manifest, ensure_ascii=False, indent=1).encode()])
    return manifest


def digest(contents: dict[str, Any]) -> str:
    """One hash of all that is kept: the same for the same contents, whenever and wherever they were kept."""
    text = json.dumps(contents, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def member_of_table(table: str) -> str:
    """Where the lines of a table stand."""
    return f"tables/{table}.jsonl"


def member_of_file(file: dict[str, Any]) -> str:
    """Where the bytes of a file stand."""
    return f"files/{file['field']}/{file['name']}"


class Backup:
    """A backup that is open for reading."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self.archive, self.path = archive, path
        self.manifest = self._manifest()

    @property
    def tables(self) -> list[dict[str, Any]]:
        return list(self.manifest["tables"])

    @property
    def files(self) -> list[dict[str, Any]]:
        return list(self.manifest["files"])

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.tables)

    @contextmanager
    def member(self, name: str) -> Iterator[IO[bytes]]:
        """The bytes of a member, unpacked as they are read. Unusable: they are damaged."""
        try:
            with self.archive.open(name) as stream:
                yield stream
        except (*_DAMAGED, OSError) as problem:
            raise Unusable(f"{self.path} is damaged: {name} cannot be read ({problem}).") from problem

    def check(self) -> None:
        """Compares every member with the manifest. Unusable: something is missing, altered or too much."""
        contents = {name: self.manifest[name] for name in ("tables", "files", "missing")}
        if digest(contents) != self.manifest["contents_sha256"]:
            raise Unusable(f"{self.path} is damaged or was altered: the manifest is not as it was written.")
        expected = [(member_of_table(each["table"]), each["sha256"], each["rows"]) for each in self.tables]
        expected += [(member_of_file(each), each["sha256"], None) for each in self.files]
        if sorted(self.archive.namelist()) != sorted([MANIFEST, *(name for name, *_ in expected)]):
            raise Unusable(f"{self.path} does not hold exactly what its manifest names.")
        for name, sha256, rows in expected:
            self._check(name, sha256, rows)

    def _check(self, name: str, sha256: str, rows: int | None) -> None:
        entry = Entry()
        with self.member(name) as stream:
            while chunk := stream.read(CHUNK):
                entry.count(chunk)
        if entry.sha256 != sha256 or rows not in (None, entry.lines):
            raise Unusable(f"{self.path} is damaged or was altered: {name} is not what was kept.")

    def _manifest(self) -> dict[str, Any]:
        if MANIFEST not in self.archive.namelist():
            raise Unusable(f"{self.path} is no backup of Attest: there is no {MANIFEST} in it.")
        with self.member(MANIFEST) as stream:
            manifest = json.loads(stream.read())
        told = manifest.get("format") if isinstance(manifest, dict) else None
        if told != FORMAT:
            raise Unusable(f"{self.path} is no backup that this version reads: it says {told!r}, not {FORMAT!r}.")
        needed = {"made_at", "engine", "migrations", "public_state", "tables", "files", "missing", "contents_sha256"}
        if missing := sorted(needed - set(manifest)):
            raise Unusable(f"{self.path} is damaged or was altered: its manifest lacks {', '.join(missing)}.")
        return dict(manifest)


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """The backup in this file, its manifest read. Unusable: it is none, or cut short."""
    try:
        archive = zipfile.ZipFile(path)
    except OSError as problem:
        raise Unusable(f"{path}: {problem.strerror or problem}.") from problem
    except _DAMAGED as problem:
        raise Unusable(f"{path} is no backup of Attest, or was cut short ({problem}).") from problem
    with archive:
        yield Backup(archive, path)


def sha256_of(path: Path) -> str:
    """The hash of a whole file, as ``sha256sum`` tells it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
