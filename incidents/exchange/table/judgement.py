"""What would become of every row of a table? Owns the verdicts: new, updated, unchanged or rejected, and why.

Nothing is written here. One rejected row, or a table that cannot be read as a whole, and nothing may be written.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from incidents.exchange import ledger, standing
from incidents.exchange.standing import Stored
from incidents.exchange.table.entry import Entry
from incidents.exchange.table.files import TableFile, read_file
from incidents.exchange.table.mapping import Map, as_toml, as_toml_text
from incidents.exchange.table.registers import Actors
from incidents.exchange.table.rows import Table, laid_out, read_row, settled
from incidents.exchange.table.sheet import Problem, Sheet
from incidents.models import Actor, ExternalId, ImportRun, Incident

SCHEME = "other"
BATCH = 1000
TOUCHED = "Analysts have changed or reviewed this incident since it was imported, and the row says something else."
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 48

Tick = Callable[[int], object]


@dataclass(slots=True)
class Verdict:
    """What becomes of one row. ``value`` is its external id; ``problems`` are all that is wrong with it.

    ``remarks`` are what deserves a look of a row that comes in.
    """

    line: int
    value: str
    outcome: str
    problems: list[Problem] = field(default_factory=list)
    remarks: Sequence[Problem] = ()
    digest: bytes = b""
    code: str = ""
    before: dict[str, object] | None = None
    version: int | None = None

    @property
    def column(self) -> str:
        return next((each.column for each in self._told()), "")

    @property
    def reason(self) -> str:
        """Every problem of the row, or what is remarked on, as the ledger keeps it."""
        first, *rest = self._told() or [Problem(self.line, "", "")]
        return " ".join(
            [first.reason, *(f"{each.column}: {each.reason}" if each.column else each.reason for each in rest)]
        )

    def _told(self) -> Sequence[Problem]:
        return self.problems or self.remarks

    def reject(self, column: str, reason: str) -> None:
        self.outcome, self.remarks = "rejected", ()
        self.problems.append(Problem(self.line, column, reason))


JudgedFile = ledger.JudgedFile[TableFile, Verdict]


@dataclass
class Judgement:
    """The verdicts on a table and on the files of its further rows, and what follows for each row.

    ``new_actors`` leads from a name, as a row writes it, to the actor that would be made of it.
    """

    table: Table
    files: list[JudgedFile]
    entries: dict[str, Entry] = field(default_factory=dict)
    stored: dict[str, Stored] = field(default_factory=dict)
    new_actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def map(self) -> Map:
        return self.table.map

    @property
    def sheet(self) -> Sheet:
        return self.table.sheet

    @property
    def main(self) -> JudgedFile:
        return self.files[0]

    @property
    def is_clean(self) -> bool:
        return not self.table.problems and not any(judged.count("rejected") for judged in self.files)

    def problems(self) -> list[tuple[str, Problem]]:
        """(file, problem) of everything that is wrong, in the order of the files and lines."""
        found = [(self.main.file.name, each) for each in self.table.problems]
        found += [
            (judged.file.name, each)
            for judged in self.files
            for verdict in judged.verdicts
            for each in verdict.problems
            if each not in self.table.problems
        ]
        return found

    def to_write(self) -> list[tuple[Verdict, Entry]]:
        """The rows whose content is to be written, in the order of their lines."""
        return [(each, self.entries[each.value]) for each in self.main.verdicts if each.outcome in ("new", "updated")]


def judge(file: TableFile, made: Map, *, tick: Tick = lambda rows: None, ask_database: bool = True) -> Judgement:
    """Reads every row of the file by the map. ``tick`` is called with the number of rows read since the last call."""
    sheet = read_file(file, encoding=made.encoding, separator=made.separator, sheet=made.sheet, header=made.header)
    return judge_table(laid_out(sheet, made), file, tick=tick, ask_database=ask_database)


def judge_table(
    table: Table, file: TableFile, *, further: Sequence[JudgedFile] = (), tick: Tick = lambda rows: None,
    ask_database: bool = True,
) -> Judgement:  # fmt: skip
    """The verdicts on a table that has been laid out; ``further`` are the files of its children, read already."""
    judgement = Judgement(table, [JudgedFile(file), *further])
    if table.problems:
        judgement.main.verdicts = list(_unread(table))
        return judgement
    seen: dict[str, int] = {}
    for row in table.sheet.rows:
        tick(1)
        entry, problems, key = read_row(row, table)
        verdict = Verdict(row.line, external_value(table.map, key), "rejected" if problems else "new", problems)
        _refuse_twice(verdict, key, seen, table.map)
        if entry and verdict.outcome == "new":
            verdict.digest, verdict.remarks = digest(entry.record), entry.remarks
            judgement.entries[verdict.value] = entry
        judgement.main.verdicts.append(verdict)
    if not table.sheet.rows:
        judgement.main.verdicts = [_empty(table)]
    if ask_database:
        _compare_with_stored(judgement)
        _give_codes(judgement)
        _hold_to_actors(judgement)
    _settle_further(judgement)
    return judgement


def _unread(table: Table) -> Iterable[Verdict]:
    """Every row of a table that cannot be read as a whole; a file without rows is told by one verdict."""
    first = table.problems[0]
    for row in table.sheet.rows:
        yield Verdict(row.line, "", "rejected", [first])
    if not table.sheet.rows:
        yield Verdict(first.line, "", "rejected", [first])


def _empty(table: Table) -> Verdict:
    line = table.sheet.header_line + 1
    return Verdict(line, "", "rejected", [Problem(line, "", "There is no row below the header.")])


def _refuse_twice(verdict: Verdict, key: str, seen: dict[str, int], made: Map) -> None:
    if key and (before := seen.setdefault(verdict.value, verdict.line)) != verdict.line:
        verdict.reject(made.columns["id"], f"The identifier “{key}” stands in line {before:,} already.")


def external_value(made: Map, key: str) -> str:
    """The external id of a row: the name of its table and its identifier there."""
    return f"{made.dataset.replace('/', ' ')[:60]}/{key}"[:100] if key else ""


def digest(record: dict[str, object]) -> bytes:
    """The same for equal rows whatever the order of their columns."""
    text = json.dumps(record, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


# Against the database


def _compare_with_stored(judgement: Judgement) -> None:
    values = list(judgement.entries)
    for start in range(0, len(values), BATCH):
        judgement.stored |= stored_rows(values[start : start + BATCH])
    is_same_map = _last_map(judgement.map) in ("", as_toml(settled(judgement.table)))
    for verdict in judgement.main.verdicts:
        if verdict.outcome == "new" and (stored := judgement.stored.get(verdict.value)):
            _settle(verdict, stored, judgement.map, is_same_map=is_same_map)
    _keep_before(judgement)


def _last_map(made: Map) -> str:
    run = ImportRun.objects.filter(dataset=made.dataset, written=True, undone_at__isnull=True).first()
    return run.map if run else ""


def _settle(verdict: Verdict, stored: Stored, made: Map, *, is_same_map: bool) -> None:
    is_same = stored.digest == verdict.digest
    if is_same and (is_same_map or stored.is_touched):
        verdict.outcome, verdict.remarks = "unchanged", ()
    elif stored.is_touched:
        verdict.reject(made.columns["id"], TOUCHED)
    else:
        verdict.outcome, verdict.version = "updated", stored.incident_version + 1


def _keep_before(judgement: Judgement) -> None:
    """What the rows that change something said before, for undoing it."""
    changed = [
        (judgement.stored[each.value].external_id, each)
        for each in judgement.main.verdicts
        if each.outcome == "updated"
    ]
    for start in range(0, len(changed), BATCH):
        some = dict(changed[start : start + BATCH])
        for key, record in ExternalId.objects.filter(pk__in=some).values_list("pk", "record"):
            some[key].before = record


def stored_rows(values: Iterable[str]) -> dict[str, Stored]:
    """What the database holds of these rows of tables."""
    return standing.stored_rows(SCHEME, values, digest=digest)


def _give_codes(judgement: Judgement) -> None:
    """Every new row gets a code that nobody else has; a row that brings a code of its own must find it free."""
    fresh: dict[str, Verdict] = {}
    for verdict in judgement.main.verdicts:
        if verdict.outcome != "new":
            continue
        entry = judgement.entries[verdict.value]
        column = judgement.map.columns.get("code") or judgement.map.columns["id"]
        verdict.code, verdict.version = entry.code or code_of(judgement.map, entry.id), 1
        if not _SLUG.fullmatch(verdict.code) or verdict.code.startswith("draft-"):
            verdict.reject(column, f"“{verdict.code}” is no code: use a–z, 0–9 and single hyphens.")
        elif verdict.code in fresh:
            verdict.reject(column, f"The code {verdict.code} stands in line {fresh[verdict.code].line:,} already.")
        else:
            fresh[verdict.code] = verdict
    codes = list(fresh)
    for start in range(0, len(codes), BATCH):
        taken = Incident.objects.filter(code__in=codes[start : start + BATCH]).values_list("code", flat=True)
        for code in taken:
            column = judgement.map.columns.get("code") or judgement.map.columns["id"]
            fresh[code].reject(column, f"Another incident already bears the code {code}.")


def _hold_to_actors(judgement: Judgement) -> None:
    """Nobody is accused as what nobody has said they are: a name that is no actor yet needs a kind."""
    wanted = judgement.to_write()
    unknown = Actors(judgement.map).unknown(name for _, entry in wanted for name in entry.accused)
    for verdict, entry in wanted:
        for actor in {each.name: each for name in entry.accused if (each := unknown.get(name))}.values():
            if not actor.kind:
                verdict.reject(judgement.map.columns.get("accused", ""), _no_actor(actor.name, judgement.map))
    judgement.new_actors = {name: actor for name, actor in unknown.items() if actor.kind}


def _no_actor(name: str, made: Map) -> str:
    told = f"“{name}” is not among the actors yet: add it under Actors first, with its kind, or say"
    if made.is_own:
        return f"{told} with --actor-kind of the command what all such names are."
    return (
        f"{told} what it is, beside the name on the page that matches the columns or in the map as "
        f'[actor_kinds] {as_toml_text(name)} = "…" (SCHEMA 3.4 has the kinds).'
    )


def code_of(made: Map, key: str) -> str:
    """A code from the names of the table and of the row; what had to be left out is told apart by a digest."""
    slug = _slug(key)
    code = f"{_slug(made.dataset)[:20].strip('-') or 'table'}-{slug}"
    if slug != key.lower() or len(code) > LONGEST_CODE:
        mark = hashlib.sha256(f"{made.dataset}/{key}".encode()).hexdigest()[:8]
        code = f"{code[: LONGEST_CODE - 9].strip('-')}-{mark}"
    return code


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _settle_further(judgement: Judgement) -> None:
    """A row of a further file becomes what the row it belongs to becomes."""
    outcomes = {each.value: each.outcome for each in judgement.main.verdicts if each.value}
    for judged in judgement.files[1:]:
        for verdict in judged.verdicts:
            if verdict.outcome == "rejected":
                continue
            verdict.outcome = outcomes.get(verdict.value, "")
            if not verdict.outcome:
                verdict.reject(verdict.code, "No row of the table has this identifier.")
            elif verdict.outcome == "rejected":
                verdict.reject(verdict.code, "The row of the table that it belongs to is rejected.")
