"""Who was hurt? Owns how a figure is said to readers: never a bare best, never a false zero (SCHEMA 6)."""

from dataclasses import dataclass, replace
from typing import Any, Final

from incidents import casualties, codebook, counts, dates, tolls
from incidents.public.story.munitions import munition
from incidents.public.story.narrative import country
from incidents.public.story.record import (
    NO_PUBLISHER,
    Evidence,
    Json,
    Quote,
    Record,
    Source,
    actor_name,
    bracketed,
    capitalised,
    listed,
    said_by,
)

SUMMARISED: Final = ("killed", "injured")
"""The harms of which every page speaks, if only to say that no source does."""

_CELL: Final = ("state", "low", "best", "high", "rule", "origins", "contested")
_PEOPLE: Final = {
    "all": ("", ""),
    "civilian": ("civilian", "civilians"),
    "security_force": ("member of security forces", "members of security forces"),
    "armed_group": ("member of armed groups", "members of armed groups"),
    "perpetrator": ("perpetrator", "perpetrators"),
    "unknown": ("person whose group is not known", "people whose group is not known"),
}


@dataclass(frozen=True, slots=True)
class Toll:
    """The figure for one harm, or one group within it, in words, with how it was found and what was quoted."""

    harm: str
    group: str
    state: str
    text: str
    origins: int
    derivation: str
    as_of: str
    evidence: Evidence
    parts: tuple["Toll", ...] = ()

    @property
    def is_figure(self) -> bool:
        return self.state == "figure"


@dataclass(frozen=True, slots=True)
class Line:
    """One count of an account: the figure in words, whom it is about, and the words that carry it."""

    figure: str
    details: str
    quotes: tuple[Quote, ...] = ()

    @property
    def text(self) -> str:
        return bracketed(self.figure, self.details) if self.details else self.figure


@dataclass(frozen=True, slots=True)
class Account:
    """What one voice said of the toll, who passed it on and where it was printed; ``quotes`` tell of the voice."""

    ref: str
    who: str
    passed_on_by: str
    said: str
    basis: str
    standing: str
    repeats: str
    printed: tuple[Source, ...]
    lines: tuple[Line, ...]
    quotes: tuple[Quote, ...]


def words(harm: str, *, group: str = "all", is_partly_read: bool = False, **figure: Any) -> str:
    """A figure as readers see it: ``at least 2 injured``, ``2 civilians killed (reports range from 1 to 4)``.

    ``figure`` holds fields of ``tolls.Cell``, at least ``state``. Where sources may be cited that nobody read, silence
    is told of those read only.
    """
    cell = tolls.Cell(**figure)
    harmed, (person, people) = codebook.HARM.label(harm).lower(), _PEOPLE.get(group, (group, group))
    if people and cell.state != "figure":
        return f"{people} {harmed}: {codebook.FIGURE_STATE.label(cell.state).lower()}"
    if is_partly_read and cell.state == "not_mentioned":
        return f"no source read mentions anyone {harmed}"
    whom = f"{person if _is_one(cell) else people} {harmed}".strip()
    # "0 killed (reports range from 0 to 6)" would read as a zero that no source affirms.
    return f"{_none_to(cell)} {whom}" if cell.best == 0 and cell.high != 0 else tolls.words(cell, whom)


def _is_one(cell: tolls.Cell) -> bool:
    """Whether the number that stands before the people is 1."""
    ends = {end for end in (cell.low, cell.high) if end is not None}
    return cell.best == 1 if cell.best is not None else ends == {1}


def _none_to(cell: tolls.Cell) -> str:
    reach = "an open number" if cell.high is None else f"{cell.high:,}"
    return f"between none (the best figure) and {reach}"


def all_tolls(record: Record) -> list[Toll]:
    """The totals in the codebook's order of harms, each with its groups: killed and injured always, others if told."""
    cells = {(cell["harm"], cell["group"]): cell for cell in record["cells"]}
    harms = [harm for harm in codebook.HARM.codes if (harm, "all") in cells]
    told = [harm for harm in harms if harm in SUMMARISED or cells[harm, "all"]["state"] != "not_mentioned"]
    return [_toll(record, cells[harm, "all"], _groups(record, harm)) for harm in told]


def _groups(record: Record, harm: str) -> tuple[Toll, ...]:
    cells = [cell for cell in record["cells"] if cell["harm"] == harm and cell["group"] != "all"]
    return tuple(_toll(record, cell) for cell in cells if cell["state"] != "not_mentioned")


def _toll(record: Record, cell: Json, parts: tuple[Toll, ...] = ()) -> Toll:
    figure = {name: cell[name] for name in _CELL}
    evidence = _carried(record, [each for each in record["casualty_counts"] if _bears_on(each, cell)])
    return Toll(
        harm=cell["harm"],
        group=cell["group"],
        state=cell["state"],
        text=capitalised(words(cell["harm"], group=cell["group"], is_partly_read=record.is_partly_read, **figure)),
        origins=cell["origins"],
        derivation=" ".join(filter(None, (casualties.RULES.get(cell["rule"] or "", ""), cell["reason"]))),
        as_of=_as_of(evidence),
        evidence=evidence,
        parts=parts,
    )


def _carried(record: Record, counts: list[Json]) -> Evidence:
    """What is cited for these lines, each quote with the line that it carries."""
    lines = [_line(record, count) for count in counts]
    quotes = [replace(quote, figure=line.text) for line in lines for quote in line.quotes]
    return Evidence(tuple(dict.fromkeys(quotes)))


def _as_of(evidence: Evidence) -> str:
    """The day of the latest source in words; blank where none is dated to a few days."""
    latest = max((quote.source.known_by for quote in evidence.quotes if quote.source.known_by), default=None)
    return dates.words(latest.isoformat()) if latest else ""


def _bears_on(count: Json, cell: Json) -> bool:
    harms = {cell["harm"], "casualty_unspecified"} if cell["harm"] in SUMMARISED else {cell["harm"]}
    return count["harm"] in harms and cell["group"] in ("all", count["group"])


def accounts(record: Record) -> list[Account]:
    """Every account of the toll, standing or not, in the record's order."""
    lines: dict[str, list[Json]] = {}
    for count in record["casualty_counts"]:
        lines.setdefault(count["statement"], []).append(count)
    return [_account(record, record.part(ref) or {}, told) for ref, told in lines.items()]


def _account(record: Record, statement: Json, told: list[Json]) -> Account:
    refs = [statement["ref"], *(count["ref"] for count in told)]
    printed = record.printed_by(refs)
    origin = record.part(statement["repeats"])
    return Account(
        ref=statement["ref"],
        who=capitalised(said_by(statement) or own_voice(printed)),
        passed_on_by=actor_name(statement["relayed_by"]),
        said=dates.words(statement["said_edtf"]) if statement["said_edtf"] else "",
        basis=codebook.STATEMENT_BASIS.label(statement["basis"]) if statement["basis"] else "",
        standing="" if statement["status"] == "current" else codebook.STATEMENT_STATUS.label(statement["status"]),
        repeats=said_by(origin) or own_voice(record.printed_by([origin["ref"]])) if origin else "",
        printed=tuple(printed),
        lines=tuple(_line(record, count) for count in told),
        quotes=record.evidence(statement["ref"]).quotes,
    )


def own_voice(printed: list[Source]) -> str:
    """The name under which an article speaks for itself."""
    names = listed(dict.fromkeys(source.publisher for source in printed))
    if not names:
        return "the article itself"
    return f"the article itself ({names})" if names == NO_PUBLISHER else names


def _line(record: Record, count: Json) -> Line:
    harm = codebook.HARM.label(count["harm"]).lower()
    number = counts.words(count["count_kind"], count["low"], count["best"], count["high"], said=count["number_text"])
    figure = f"{number} {harm}" if _is_counted(count) else f"{harm}: {number}"
    return Line(figure, "; ".join(_details(record, count)), record.evidence(count["ref"]).quotes)


def _is_counted(count: Json) -> bool:
    return any(count[end] for end in ("low", "best", "high"))


def _details(record: Record, count: Json) -> list[str]:
    scope, side = record.part(count["scope"]), record.part(count["involvement"])
    said = count["number_text"] if count["count_kind"] != "words" else ""
    return list(
        filter(
            None,
            (
                f"“{said}”" if said else "",
                codebook.GROUP.label(count["group"]).lower() if count["group"] != "all" else "",
                f"side of {actor_name(side['actor'])}" if side else "",
                codebook.AGE.label(count["age"]).lower() if count["age"] in ("child", "adult") else "",
                codebook.SEX.label(count["sex"]).lower() if count["sex"] not in ("", "unknown") else "",
                f"nationality: {country(count['nationality'])}" if count["nationality"] else "",
                codebook.SEVERITY.label(count["severity"]).lower() if count["severity"] else "",
                f"by {codebook.MECHANISM.label(count['mechanism']).lower()}" if count["mechanism"] else "",
                "among them, of the figure above" if count["of_which"] else "",
                f"of {munition(scope)} only" if scope else "",
            ),
        )
    )
