"""What became of an import? Owns the ledger: every run, file and row, kept also when nothing else was written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from incidents.models import ImportFile, ImportRow, ImportRun
from incidents.models.bulk import insert, make

OUTCOMES = ("new", "updated", "unchanged", "rejected")
BATCH = 2000


class Told(Protocol):
    """A verdict on one row, as every import gives it."""

    line: int
    value: str
    outcome: str

    @property
    def column(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Arrived(Protocol):
    """A file as it came."""

    @property
    def name(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def dataset_version(self) -> str: ...


File = TypeVar("File", bound=Arrived)
Verdict = TypeVar("Verdict", bound=Told)


@dataclass
class JudgedFile(Generic[File, Verdict]):
    """A file with the verdicts on its rows, in their order."""

    file: File
    verdicts: list[Verdict] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        return sum(verdict.outcome == outcome for verdict in self.verdicts)


@transaction.atomic
def record(
    files: Iterable[JudgedFile[Any, Any]], *, scheme: str, by: AbstractBaseUser | None, dry_run: bool, **of_table: str
) -> ImportRun:
    """Enters every row with what becomes of it, or would. The run counts as not written until ``close``.

    ``of_table`` are the dataset and the map of an imported table.
    """
    run = ImportRun.objects.create(scheme=scheme, by=by, dry_run=dry_run, **of_table)  # type: ignore[misc]
    for judged in files:
        counts = {outcome: judged.count(outcome) for outcome in OUTCOMES}
        entry = ImportFile.objects.create(
            run=run, name=judged.file.name[:255], sha256=judged.file.sha256,
            dataset_version=judged.file.dataset_version, rows=len(judged.verdicts), **counts,
        )  # fmt: skip
        for start in range(0, len(judged.verdicts), BATCH):
            insert([_row(entry, verdict) for verdict in judged.verdicts[start : start + BATCH]])
    return run


def _row(file: ImportFile, verdict: Told) -> ImportRow:
    return make(
        ImportRow, file=file, line=verdict.line, value=verdict.value, outcome=verdict.outcome,
        column=verdict.column[:100], reason=verdict.reason,
        before=getattr(verdict, "before", None), version=getattr(verdict, "version", None),
    )  # fmt: skip


def close(run: ImportRun, *, by: AbstractBaseUser | None = None, written: bool, published: bool = False) -> None:
    """Ends the run. Called inside the transaction that writes the data, so that the two stand or fall together."""
    run.finished_at, run.written, run.published = timezone.now(), written, published
    run.by = by or run.by  # type: ignore[assignment]
    run.save(update_fields=["finished_at", "written", "published", "by"])
