"""What does a key make of the selected words? Owns new rows: one, or several when the words tell of several."""

from collections.abc import Mapping, Sequence
from typing import Any

from incidents.coding.desk import prefill
from incidents.coding.desk.bench import (
    Bench,
    Cannot,
    Claim,
    Selection,
    basis_of,
    cite,
    mark,
    needed,
    read,
    refuse_broken,
    suggested,
)
from incidents.coding.desk.filling import fill
from incidents.coding.desk.records import COUNT, MODELS, Gesture, reference
from incidents.coding.reading import Suggestion
from incidents.models import CasualtyCount, Location, Statement


def make(bench: Bench, gesture: Gesture, selection: Selection | None, chosen: Mapping[str, Any]) -> None:
    """A new row, or several when the words tell of several, filled from the words and quoting them.

    ``chosen`` are fields the coder has already chosen, such as the place that no rule could find.
    """
    if gesture.record == "incident":
        fill(bench, "", gesture.field, needed(selection))
        return
    words = selection.exact if selection else ""
    source = prefill.Source(words, bench.article, bench.incident)
    rows = prefill.rows_for(gesture.record, source, gesture.initial) if words else [[]]
    for suggestions in rows:
        _make_row(bench, gesture, suggestions, chosen, selection)


def _make_row(
    bench: Bench, gesture: Gesture, suggestions: Sequence[Suggestion], chosen: Mapping[str, Any],
    selection: Selection | None,
) -> None:  # fmt: skip
    row = MODELS[gesture.record](incident=bench.incident, **gesture.initial)
    read_from_words = [each for each in suggestions if each.field not in chosen]
    change = suggested(row, read_from_words)
    change.apply(row)
    links = dict(change.links)
    for name, raw in chosen.items():
        typed = read(row, name, raw)
        typed.apply(row)
        links |= typed.links
    inferred = _complete(bench, row, selection)
    if (known := _same_place(row)) is not None:
        row, inferred, read_from_words = known, [], []
    else:
        refuse_broken(row)
        bench.recorder.save(row, links=links)
    if selection:
        cite(bench, row, selection, Claim(basis=basis_of(suggestions)))
    mark(bench, row, [*read_from_words, *inferred])
    bench.touched.append(reference(row))


def _same_place(row: Any) -> Location | None:
    """A place that is there in the same role gets one more quote, not a second row."""
    if not isinstance(row, Location):
        return None
    return Location.objects.filter(incident=row.incident, place=row.place_id, role=row.role).first()


def _complete(bench: Bench, row: Any, selection: Selection | None) -> list[Suggestion]:
    """What a row needs before it can be stored at all. ``Cannot.needs`` asks for what only a person can choose.

    What is inferred here is returned, to be marked like what the words say.
    """
    if isinstance(row, Location):
        return _complete_location(bench, row)
    if isinstance(row, Statement) and row.voice == "named" and selection is None:
        row.voice = "publisher"
    elif isinstance(row, CasualtyCount):
        return _complete_toll(bench, row, selection)
    elif row._meta.model_name == "involvement":
        _need(row, "actor", "Who took part?")
    elif row._meta.model_name == "relation":
        _complete_relation(row)
    return []


def _need(row: Any, name: str, question: str) -> None:
    if getattr(row, f"{name}_id") is None:
        raise Cannot(question, needs=name)


def _complete_location(bench: Bench, row: Location) -> list[Suggestion]:
    _need(row, "place", "Which place is it?")
    row.is_primary = row.role != "launch" and not bench.incident.locations.filter(is_primary=True).exists()
    if row.precision:
        return []
    found = prefill.precision_of(row.place)
    row.precision = found.value
    return [found]


def _complete_relation(row: Any) -> None:
    if row.to_incident_id is not None and row.kind == "part_of":
        row.kind = "context_of"
    if row.to_series_id is None and row.to_incident_id is None:
        raise Cannot("Which series or incident is it tied to?", needs="to_series")


def _complete_toll(bench: Bench, row: CasualtyCount, selection: Selection | None) -> list[Suggestion]:
    if not row.count_kind and selection is None:
        raise Cannot("How many, or what does the source say instead?", needs=COUNT)
    unread = [] if row.count_kind else [_keep_words(row, selection)]
    if hasattr(row, "statement"):
        return unread
    row.statement, rule = _account(bench, row, selection)
    if not row.statement.basis:
        row.statement.basis = "media_or_witness"
        bench.recorder.save(row.statement)
        mark(bench, row.statement, [Suggestion("basis", "media_or_witness", "It gives figures.", "inferred")])
    return [*unread, Suggestion("statement", row.statement.pk, rule, "inferred")]


def _keep_words(row: CasualtyCount, selection: Selection | None) -> Suggestion:
    """Words in which no number was read stand for it, marked until somebody has looked whether they hold one."""
    row.count_kind, row.number_text = "words", selection.exact[:200] if selection else ""
    return Suggestion("count_kind", "words", "No number was read in these words: say how many, if they do.", "stated")


def _account(bench: Bench, row: CasualtyCount, selection: Selection | None) -> tuple[Statement, str]:
    """Whose account a toll line belongs to, and how that was told. A second figure is another voice's, never added."""
    speaking = prefill.speaker_in(selection.exact, bench.article) if selection else []
    if speaking:
        return _told_account(bench, speaking, selection), "The words name who says so."
    known = prefill.account_for(bench.incident, bench.article, active=bench.active, line=row)
    if known is not None:
        return known, "The account in hand, or the latest one quoted from this article."
    return _told_account(bench, prefill.own_voice(), selection), "Nobody else is named: the article's own account."


def _told_account(bench: Bench, suggestions: Sequence[Suggestion], selection: Selection | None) -> Statement:
    """The article's own voice is a statement by the publisher (SCHEMA 3.11), and so is that of whom it names."""
    account = Statement(incident=bench.incident, kind="account")
    change = suggested(account, suggestions)
    change.apply(account)
    if account.voice == "publisher":
        # The article speaks with one voice: a second figure of its own is no second origin (SCHEMA 6, rule 2).
        own = bench.incident.statements.filter(kind="account", voice="publisher", citations__article=bench.article)
        account.repeats = own.order_by("pk").first()
    bench.recorder.save(account, links=change.links)
    mark(bench, account, suggestions)
    if selection:
        cite(bench, account, selection)
    return account
