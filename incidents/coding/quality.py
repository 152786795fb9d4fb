"""What is missing or wrong with this coding? Owns the rules that block publishing and fill the queues (SCHEMA 10)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from incidents import breakdown, casualties, codebook
from incidents.coding import blind, citable, consistency
from incidents.coding.reanchoring import lost_among
from incidents.models import CasualtyCount, Citation, Incident, Statement
from incidents.models.incident import UNTITLED
from incidents.publishing import Coding, gather
from incidents.publishing.derivation import cells, line_of

Cited = dict[str, set[int]]

_FURTHEST_EAST = timedelta(hours=14)
"""How far the clocks that go first are ahead of UTC."""

COUNTED_VOICES_NEED_A_BASIS = "Say on what basis this statement gives its figures."


@dataclass(frozen=True)
class Problem:
    """One thing to mend. ``record`` is a kind of row with its key ("statement-12"), blank for the incident itself."""

    code: str
    message: str
    record: str = ""
    field: str = ""
    blocks: bool = True


def check(incident: Incident, *, coding: Coding | None = None) -> list[Problem]:
    """The problems of an incident as it is stored now, open comments last; ``coding`` if it has been read already."""
    return [*problems(coding or gather([incident])[0]), *_open_comments(incident)]


def problems(coding: Coding) -> list[Problem]:
    """What blocks publishing first, then what only deserves a look."""
    cited = _cited(coding)
    found = [problem for rule in _RULES for problem in rule(coding, cited)]
    return sorted(found, key=lambda problem: not problem.blocks)


def _open_comments(incident: Incident) -> Iterator[Problem]:
    """One line for all of them: each stands beside its own field."""
    if number := incident.comments.filter(resolved_at__isnull=True).count():
        message = "1 open comment." if number == 1 else f"{number} open comments."
        yield Problem("comments-open", message, field="comments", blocks=False)


def _carries(citation: Citation) -> bool:
    return citation.stance != "contradicts"


def _cited(coding: Coding) -> Cited:
    """The keys of the rows that a citation carries, by the kind of row."""
    found: Cited = defaultdict(set)
    for citation in coding.citations:
        if _carries(citation) and (link := citation.bears_on()):
            found[link].add(getattr(citation, f"{link}_id"))
    return found


def _core_facts(coding: Coding, cited: Cited) -> Iterator[Problem]:
    yield from _unsaid(coding.incident)
    of_incident = {each.field for each in coding.citations if _carries(each) and each.bears_on() is None}
    if "date_edtf" not in of_incident:
        yield Problem("date-uncited", "Cite the words that carry the date.", field="date_edtf")
    if "attack_type" not in of_incident:
        yield Problem("attack-type-uncited", "Cite the words that carry the attack type.", field="attack_type")
    if not coding.incident.summary.strip():
        yield Problem("no-summary", "A sentence or two of summary would help readers.", field="summary", blocks=False)


def _unsaid(incident: Incident) -> Iterator[Problem]:
    """A draft of the desk begins with nothing."""
    if not incident.date_edtf:
        yield Problem("no-date", "Say when it happened.", field="date_edtf")
    if incident.title == UNTITLED:
        yield Problem("no-title", "Give it a title, in our own words.", field="title")
    if incident.has_provisional_code():
        yield Problem("no-code", "Give it its permanent code.", field="code")


def _disagreements(coding: Coding, cited: Cited) -> Iterator[Problem]:
    """Rules of every save that the desk, which stores each gesture, cannot hold to at once. Imports have their own."""
    if coding.external_ids:
        return
    told = {(each.record, each.field) for rule in (_statements, _toll, _dates) for each in rule(coding, cited)}
    for row, field, message in consistency.disagreements(_draft(coding)):
        if (named := (_named(row), field)) not in told:
            yield Problem("disagreement", message, *named)


def _tie(rows: Iterable[Any], link: str, others: Iterable[Any]) -> None:
    """Lets rows follow a link to rows that were read with them, at no query."""
    known = {each.pk: each for each in others}
    for row in rows:
        key = getattr(row, f"{link}_id")
        if key in known:
            setattr(row, link, known[key])


def _draft(coding: Coding) -> consistency.Draft:
    _tie(coding.casualty_counts, "statement", coding.statements)
    _tie(coding.weapons, "subset_of", coding.weapons)
    _tie(coding.statements, "repeats", coding.statements)
    _tie(coding.relations, "asserted_by", coding.statements)
    return consistency.Draft(
        incident=coding.incident, locations=coding.locations, weapons=coding.weapons, targets=coding.targets,
        statements=coding.statements, casualty_counts=coding.casualty_counts, citations=coding.citations,
        relations=coding.relations,
        speakers={id(each): coding.speakers.get(each.pk, ()) for each in coding.statements},
        accused={id(each): coding.accused.get(each.pk, ()) for each in coding.statements},
    )  # fmt: skip


def _named(row: Model) -> str:
    kind = next((name for name, model in citable.RECORDS.items() if isinstance(row, model)), "")
    return f"{kind}-{row.pk}" if kind else ""


def _notes(coding: Coding, cited: Cited) -> Iterator[Problem]:
    for note in coding.notes:
        if not note.body.strip():
            yield Problem("note-empty", "Say in our own words what the note tells.", f"note-{note.pk}", "body")


def _place(coding: Coding, cited: Cited) -> Iterator[Problem]:
    primary = coding.primary()
    if primary is None:
        yield Problem("no-primary-location", "Add the primary location: where it took effect.", field="locations")
    elif primary.pk not in cited["location"]:
        yield Problem("place-uncited", "Cite the words that carry the place.", f"location-{primary.pk}")
    for location in coding.locations if primary else ():
        if primary and location.place.country != primary.place.country:
            message = f"“{location}” lies in another country than the primary location: is that so?"
            yield Problem("other-country", message, f"location-{location.pk}", "place", blocks=False)


def _toll(coding: Coding, cited: Cited) -> Iterator[Problem]:
    for count in coding.casualty_counts:
        if count.pk not in cited["casualty_count"]:
            yield Problem("toll-uncited", f"Cite the words that carry “{count}”.", f"casualty_count-{count.pk}")
    yield from _added_up(coding)
    yield from _more_than_the_whole(coding)
    statements = {each.pk: each for each in coding.statements}
    for key in sorted({count.statement_id for count in coding.casualty_counts}):
        if not statements[key].basis:
            yield Problem("basis-missing", COUNTED_VOICES_NEED_A_BASIS, f"statement-{key}", "basis")


def _added_up(coding: Coding) -> Iterator[Problem]:
    """Lines of one account are added: two that both count everybody would make a number that no source gives."""
    seen: set[tuple[Any, ...]] = set()
    for count in coding.casualty_counts:
        whole = (count.statement_id, count.harm, count.scope_id, count.involvement_id)
        if count.group != "all" or count.of_which or count.age or count.sex or count.nationality:
            continue
        if whole in seen:
            yield Problem(
                "figures-of-one-account", f"“{count}” would be added to another figure of the same account. "
                "Give it to the account of whoever says so, or say which people it counts.",
                f"casualty_count-{count.pk}", "statement",
            )  # fmt: skip
        seen.add(whole)


def _more_than_the_whole(coding: Coding) -> Iterator[Problem]:
    """An account may say so, as a whole and a part that were counted apart; a slip of the coder's is likelier."""
    told: dict[tuple[Any, ...], list[CasualtyCount]] = defaultdict(list)
    for count in coding.casualty_counts:
        is_narrowed = count.age or count.sex or count.nationality or count.severity or count.mechanism
        if count.of_which or not is_narrowed:
            told[count.statement_id, count.scope_id].append(count)
    for rows in told.values():
        for found in breakdown.excesses([line_of(each) for each in rows]):
            parts, whole = [rows[each] for each in found.parts], rows[found.whole]
            message = (
                f"“{parts[0]}” is more than “{whole}”: is that so?"
                if len(parts) == 1
                else f"The groups of “{whole}” add up to {found.least:,}: is that so?"
            )
            yield Problem("part-above-whole", message, f"casualty_count-{parts[-1].pk}", "best", blocks=False)


def _pins(coding: Coding, cited: Cited) -> Iterator[Problem]:
    try:
        figures = cells(coding)
    except casualties.PinError as refusal:
        yield Problem("pin-outside-range", str(refusal), field="pinned_figures")
        return
    for (harm, group), cell in figures.items():
        if cell.contested:
            whose = "" if group == "all" else f" ({codebook.GROUP.label(group).lower()})"
            message = f"Accounts conflict on {codebook.HARM.label(harm).lower()}{whose}."
            yield Problem("figure-contested", message, field="casualty_counts", blocks=False)


def _statements(coding: Coding, cited: Cited) -> Iterator[Problem]:
    for statement in coding.statements:
        record = f"statement-{statement.pk}"
        if statement.pk not in cited["statement"]:
            yield Problem(
                "statement-uncited",
                f"Cite the words of “{_called(statement, coding)}”.",
                record,
                blocks=statement.is_attribution(),
            )
        for code, field, message in _gaps(statement, coding):
            yield Problem(code, message, record, field)


def _called(statement: Statement, coding: Coding) -> str:
    speakers = ", ".join(actor.name for actor in coding.speakers.get(statement.pk, []))
    return f"{statement.get_kind_display()}: {speakers}" if speakers else str(statement)


def _gaps(statement: Statement, coding: Coding) -> Iterator[tuple[str, str, str]]:
    accused = coding.accused.get(statement.pk)
    if statement.kind in ("accusation", "assessment") and not (accused or statement.accused_text):
        yield "accused-missing", "accused", "Say who is accused, in the speaker's words at least."
    if statement.voice == "named" and not coding.speakers.get(statement.pk):
        yield "speaker-missing", "speakers", "A named voice needs its speaker."
    if statement.is_attribution() and statement.kind != "no_claim_reported" and not statement.wording:
        yield "wording-missing", "wording", "Say how sure the speaker sounds."


def _quotes(coding: Coding, cited: Cited) -> Iterator[Problem]:
    outdated = [each for each in coding.citations if getattr(each, "is_of_corrected_text", False)]
    lost = lost_among(outdated)
    for citation in coding.citations:
        record, words, article = f"citation-{citation.pk}", citation.exact[:60], citation.article
        if not _matches_its_article(citation):
            yield Problem("quote-lost", f"The words “{words}” are not in the article.", record, "exact")
        elif citation.pk in lost:
            told = f"The words “{words}” are not in the corrected text of “{article}”: quote anew or remove the quote."
            yield Problem("quote-lost", told, record, "exact")
        elif citation in outdated:
            told = f"“{article}” has been corrected since: cite the corrected text."
            yield Problem("quote-outdated", told, record, "article")


def _matches_its_article(citation: Citation) -> bool:
    """A quote from a held text stands at its span. Rows of a dataset are quoted by the cell and have no span."""
    article = citation.article
    if article.holding == "reference_only" or article.kind == "dataset_record" or not citation.exact:
        return True
    return citation.start is not None and article.text[citation.start : citation.end] == citation.exact


def _dates(coding: Coding, cited: Cited) -> Iterator[Problem]:
    earliest = coding.incident.date_earliest
    if earliest and earliest > (timezone.now() + _FURTHEST_EAST).date():
        yield Problem("date-to-come", "The date has not come yet.", field="date_edtf")
    for article in {citation.article_id: citation.article for citation in coding.citations}.values():
        if earliest and article.published_latest and article.published_latest < earliest:
            yield Problem(
                "date-after-publication", f"The date lies after “{article}” was published.", field="date_edtf",
                blocks=article.holding != "reference_only",
            )  # fmt: skip


def _calculations(coding: Coding, cited: Cited) -> Iterator[Problem]:
    """A weekday is calculated from the day of its article; without that, only a comment can say from what."""
    for citation in coding.citations:
        is_of_date = citation.bears_on() is None and citation.field == "date_edtf" and citation.basis == "calculated"
        if is_of_date and not citation.article.published_edtf and not citation.comment.strip():
            yield Problem(
                "calculation-unexplained",
                f"The date is calculated, and “{citation.article}” has none: say in the comment how.",
                f"citation-{citation.pk}", "comment", blocks=False,
            )  # fmt: skip


def _evidence_gaps(coding: Coding, cited: Cited) -> Iterator[Problem]:
    rows: list[tuple[str, Iterable]] = [
        ("weapon_use", coding.weapons), ("target", coding.targets), ("location", coding.locations), ("relation",
        coding.relations),
        ("involvement", coding.involvements),
    ]  # fmt: skip
    for link, members in rows:
        for row in members:
            if row.pk not in cited[link] and not getattr(row, "is_primary", False):
                yield Problem("uncited", f"Nothing is cited for “{row}”.", f"{link}-{row.pk}", blocks=False)


def _differences(coding: Coding, cited: Cited) -> Iterator[Problem]:
    for citation in coding.citations:
        if citation.stance == "contradicts":
            yield Problem(
                "sources-differ", f"A source differs: “{citation.value or citation.exact[:60]}”.",
                f"citation-{citation.pk}",
                citation.field, blocks=False,
            )  # fmt: skip


def _second_coding(coding: Coding, cited: Cited) -> Iterator[Problem]:
    # The same words whether or not the second coder is done: neither may learn from it how far the other is.
    if blind.is_undecided(coding.incident):
        yield Problem("waits-for-decision", blind.UNTIL_DECIDED)


_RULES: tuple[Callable[[Coding, Cited], Iterator[Problem]], ...] = (
    _second_coding, _core_facts, _disagreements, _notes, _place, _toll, _pins, _statements, _quotes, _dates,
    _calculations, _evidence_gaps, _differences,
)  # fmt: skip
