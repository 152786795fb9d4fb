"""Who was hurt? Owns how a figure is said to readers: never a bare best, never a false zero (SCHEMA 6)."""

from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from incidents import codebook, counts, dates, tolls
from incidents.public import terms
from incidents.public.story.harmed import harmed
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
    quoted,
    said_by,
)

SUMMARISED: Final = ("killed", "injured")
"""The harms of which every page speaks, if only to say that no source does."""

_CELL: Final = ("state", "low", "best", "high", "rule", "origins", "contested")


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
    if group != "all" and cell.state != "figure":
        state = terms.label(codebook.FIGURE_STATE, cell.state).lower()
        return _("%(harmed)s: %(state)s") % {"harmed": harmed(harm, group=group), "state": state}
    if is_partly_read and cell.state == "not_mentioned":
        return _("no source read mentions anyone %(harmed)s") % {"harmed": harmed(harm)}
    whom = harmed(harm, group=group, is_one=_is_one(cell))
    # "0 killed (reports range from 0 to 6)" would read as a zero that no source affirms.
    return _none_to(cell, whom) if cell.best == 0 and cell.high != 0 else tolls.words(cell, whom)


def _is_one(cell: tolls.Cell) -> bool:
    """Whether the number that stands before the people is 1."""
    ends = {end for end in (cell.low, cell.high) if end is not None}
    return cell.best == 1 if cell.best is not None else ends == {1}


def _none_to(cell: tolls.Cell, whom: str) -> str:
    reach = _("an open number") if cell.high is None else f"{cell.high:,}"
    return _("between none (the best figure) and %(reach)s %(harmed)s") % {"reach": reach, "harmed": whom}


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
        derivation=" ".join(filter(None, (_rule(cell["rule"] or ""), cell["reason"]))),
        as_of=_as_of(evidence),
        evidence=evidence,
        parts=parts,
    )


def _rule(rule: str) -> str:
    return terms.definition(codebook.FIGURE_RULE, rule) if rule in codebook.FIGURE_RULE else ""


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
    origin, is_current = record.part(statement["repeats"]), statement["status"] == "current"
    return Account(
        ref=statement["ref"],
        who=capitalised(said_by(statement) or own_voice(printed)),
        passed_on_by=actor_name(statement["relayed_by"]),
        said=dates.words(statement["said_edtf"]) if statement["said_edtf"] else "",
        basis=terms.label(codebook.STATEMENT_BASIS, statement["basis"]) if statement["basis"] else "",
        standing="" if is_current else terms.label(codebook.STATEMENT_STATUS, statement["status"]),
        repeats=said_by(origin) or own_voice(record.printed_by([origin["ref"]])) if origin else "",
        printed=tuple(printed),
        lines=tuple(_line(record, count) for count in told),
        quotes=record.evidence(statement["ref"]).quotes,
    )


def own_voice(printed: list[Source]) -> str:
    """The name under which an article speaks for itself."""
    names = listed(dict.fromkeys(source.publisher for source in printed))
    if not names:
        return _("the article itself")
    return bracketed(_("the article itself"), names) if names == NO_PUBLISHER else names


def _line(record: Record, count: Json) -> Line:
    harm = terms.label(codebook.HARM, count["harm"]).lower()
    number = counts.words(count["count_kind"], count["low"], count["best"], count["high"], said=count["number_text"])
    told = _("%(number)s %(harm)s") if _is_counted(count) else _("%(harm)s: %(number)s")
    figure = told % {"number": number, "harm": harm}
    return Line(
        figure, pgettext("between clauses", "; ").join(_details(record, count)), record.evidence(count["ref"]).quotes
    )


def _is_counted(count: Json) -> bool:
    return any(count[end] for end in ("low", "best", "high"))


def _details(record: Record, count: Json) -> list[str]:
    scope, side = record.part(count["scope"]), record.part(count["involvement"])
    said = count["number_text"] if count["count_kind"] != "words" else ""
    return list(
        filter(
            None,
            (
                quoted(said) if said else "",
                terms.label(codebook.GROUP, count["group"]).lower() if count["group"] != "all" else "",
                _("side of %(name)s") % {"name": actor_name(side["actor"])} if side else "",
                terms.label(codebook.AGE, count["age"]).lower() if count["age"] in ("child", "adult") else "",
                terms.label(codebook.SEX, count["sex"]).lower() if count["sex"] not in ("", "unknown") else "",
                _("nationality: %(country)s") % {"country": country(count["nationality"])}
                if count["nationality"]
                else "",
                terms.label(codebook.SEVERITY, count["severity"]).lower() if count["severity"] else "",
                _mechanism(count),
                _("among them, of the figure above") if count["of_which"] else "",
                _("of %(weapons)s only") % {"weapons": munition(scope)} if scope else "",
            ),
        )
    )


def _mechanism(count: Json) -> str:
    if not count["mechanism"]:
        return ""
    return _("by %(mechanism)s") % {"mechanism": terms.label(codebook.MECHANISM, count["mechanism"]).lower()}
