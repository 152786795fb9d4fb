"""What would become of every row? Owns the verdicts of an import: new, updated, unchanged or rejected, and why.

Nothing is written here. Rows of one run are taken in the order they are given; of several rows with one id the newest
dataset version has the word, and of equal versions the last. So the same command again finds everything unchanged.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from incidents.exchange import ledger
from incidents.exchange.ged.files import GedFile, Row, UnreadableError, is_older, read_rows
from incidents.exchange.ged.rows import read_event
from incidents.exchange.ged.text import storable
from incidents.exchange.standing import Stored, stored_rows
from incidents.models import Incident

SCHEME = "ucdp_ged"
BATCH = 1000
CONFLICT = "Analysts have changed or reviewed the incident. Nothing is overwritten; a note and the review queue say so."

Tick = Callable[[int], object]


@dataclass(slots=True)
class Verdict:
    """What becomes of one row. ``digest`` is of its cells; ``value`` the event's id, blank when it cannot be read."""

    line: int
    value: str
    outcome: str
    column: str = ""
    reason: str = ""
    digest: bytes = b""


JudgedFile = ledger.JudgedFile[GedFile, Verdict]


@dataclass
class Judgement:
    """The verdicts on every file, and what follows for each event id."""

    files: list[JudgedFile]
    winners: dict[str, tuple[int, Verdict]] = field(default_factory=dict)
    stored: dict[str, Stored] = field(default_factory=dict)
    conflicts: set[str] = field(default_factory=set)
    restamped: dict[str, list[int]] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        return not any(judged.count("rejected") for judged in self.files)

    def to_write(self) -> dict[tuple[int, int], str]:
        """(file, line) → id of every row whose content is to be written, in no order."""
        return {
            (number, verdict.line): value
            for value, (number, verdict) in self.winners.items()
            if value in self.conflicts or value not in self.stored or self.stored[value].digest != verdict.digest
            if not self._is_outdated(value)
        }

    def _is_outdated(self, value: str) -> bool:
        number, _ = self.winners[value]
        stored = self.stored.get(value)
        return stored is not None and is_older(self.files[number].file.dataset_version, stored.dataset_version)


def judge(files: Iterable[GedFile], *, tick: Tick = lambda rows: None) -> Judgement:
    """Reads every row of every file. ``tick`` is called with the number of rows read since the last call."""
    judgement = Judgement([JudgedFile(file) for file in files])
    for number, judged in enumerate(judgement.files):
        for verdict in _read(judged.file, tick):
            judged.verdicts.append(verdict)
            if verdict.outcome != "rejected":
                _compete(judgement, number, verdict)
    _compare_with_stored(judgement)
    _refuse_taken_codes(judgement)
    return judgement


def code_of(value: str) -> str:
    """The incident code of an event id; an id has at most 18 digits, so it always fits."""
    return f"ucdp-{value}"


def digest(record: dict[str, str]) -> bytes:
    """The same for equal rows whatever the order of their columns."""
    cells = "\x1e".join(f"{name}\x1f{cell}" for name, cell in sorted(record.items()))
    return hashlib.blake2b(cells.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _read(file: GedFile, tick: Tick) -> Iterator[Verdict]:
    try:
        for row in read_rows(file):
            tick(1)
            yield _verdict(row)
    except UnreadableError as problem:
        yield Verdict(problem.line, "", "rejected", problem.column, problem.reason)


def _verdict(row: Row) -> Verdict:
    if row.problem:
        return Verdict(row.line, "", "rejected", row.problem.column, row.problem.reason)
    try:
        event = read_event(row.record)
    except UnreadableError as problem:
        value = row.record.get("id", "").strip().replace("\x00", "")[:100]
        return Verdict(
            row.line, value, "rejected", problem.column, problem.reason.replace("\x00", "\N{REPLACEMENT CHARACTER}")
        )
    return Verdict(row.line, event.id, "new", digest=digest(storable(row.record)))


def _compete(judgement: Judgement, number: int, verdict: Verdict) -> None:
    """A later row of the same event changes it, says the same, or is of an older version."""
    before = judgement.winners.get(verdict.value)
    if before is None:
        judgement.winners[verdict.value] = number, verdict
        return
    holder, held = before
    verdict.outcome = "unchanged"
    verdict.reason = f"The same as line {held.line} of {judgement.files[holder].file.name}."
    if is_older(_version(judgement, number), _version(judgement, holder)):
        verdict.reason = f"Line {held.line} of {judgement.files[holder].file.name} is of a newer version."
    elif held.digest != verdict.digest:
        verdict.outcome, verdict.reason = "updated", f"Changes line {held.line} of {judgement.files[holder].file.name}."
        judgement.winners[verdict.value] = number, verdict


def _version(judgement: Judgement, number: int) -> str:
    return judgement.files[number].file.dataset_version


def _compare_with_stored(judgement: Judgement) -> None:
    ids = list(judgement.winners)
    for start in range(0, len(ids), BATCH):
        judgement.stored |= stored_rows(SCHEME, ids[start : start + BATCH], digest=digest)
    for judged in judgement.files:
        for verdict in judged.verdicts:
            if verdict.value in judgement.stored and verdict.outcome != "rejected":
                _settle(judgement, judged, verdict)


def _settle(judgement: Judgement, judged: JudgedFile, verdict: Verdict) -> None:
    """The verdict on a row whose event is stored already: the winning row is held against it, the others fall away."""
    stored, (number, winner) = judgement.stored[verdict.value], judgement.winners[verdict.value]
    version = judged.file.dataset_version
    verdict.outcome = "unchanged"
    if verdict is not winner:
        verdict.reason = f"Line {winner.line} of {judgement.files[number].file.name} has the word."
    elif is_older(version, stored.dataset_version):
        verdict.reason = f"Version {stored.dataset_version} is stored, which is newer."
    elif stored.digest == verdict.digest:
        verdict.reason = ""
        if is_older(stored.dataset_version, version) and not stored.is_touched:
            judgement.restamped.setdefault(version, []).append(stored.external_id)
    elif stored.is_touched:
        verdict.reason = CONFLICT
        judgement.conflicts.add(verdict.value)
    else:
        verdict.outcome, verdict.reason = "updated", ""


def _refuse_taken_codes(judgement: Judgement) -> None:
    """An incident of our own may bear the code that an event would get: that row cannot go in."""
    fresh = {code_of(value): value for value in judgement.winners if value not in judgement.stored}
    codes = list(fresh)
    for start in range(0, len(codes), BATCH):
        taken = Incident.objects.filter(code__in=codes[start : start + BATCH]).values_list("code", flat=True)
        for code in taken:
            _, verdict = judgement.winners.pop(fresh[code])
            verdict.outcome, verdict.column = "rejected", "id"
            verdict.reason = f"Another incident already bears the code {code}."
