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
    change = suggested(row, [each for each in suggestions if each.field not in chosen])
    change.apply(row)
    links = dict(change.links)
    for name, raw in chosen.items():
        typed = read(row, name, raw)
        typed.apply(row)
        links |= typed.links
    _complete(bench, row, selection)
    refuse_broken(row)
    bench.recorder.save(row, links=links)
    if selection:
        cite(bench, row, selection, Claim(basis=basis_of(suggestions)))
    mark(bench, row, [each for each in suggestions if each.field not in chosen])
    bench.touched.append(reference(row))


def _complete(bench: Bench, row: Any, selection: Selection | None) -> None:
    """What a row needs before it can be stored at all. ``Cannot.needs`` asks for what only a person can choose."""
    if isinstance(row, Location):
        _need(row, "place", "Which place is it?")
        row.precision = row.precision or "settlement"
        row.is_primary = row.role != "launch" and not bench.incident.locations.filter(is_primary=True).exists()
    elif isinstance(row, Statement):
        row.voice = row.voice if row.voice != "named" or selection else "publisher"
    elif isinstance(row, CasualtyCount):
        _complete_toll(bench, row, selection)
    elif row._meta.model_name == "involvement":
        _need(row, "actor", "Who took part?")
    elif row._meta.model_name == "relation":
        _complete_relation(row)


def _need(row: Any, name: str, question: str) -> None:
    if getattr(row, f"{name}_id") is None:
        raise Cannot(question, needs=name)


def _complete_relation(row: Any) -> None:
    if row.to_incident_id is not None and row.kind == "part_of":
        row.kind = "context_of"
    if row.to_series_id is None and row.to_incident_id is None:
        raise Cannot("Which series or incident is it tied to?", needs="to_series")


def _complete_toll(bench: Bench, row: CasualtyCount, selection: Selection | None) -> None:
    if not row.count_kind and selection is None:
        raise Cannot("How many, or what does the source say instead?", needs=COUNT)
    if not row.count_kind:
        row.count_kind, row.number_text = "words", selection.exact[:200] if selection else ""
    if not hasattr(row, "statement"):
        account = prefill.account_for(bench.incident, bench.article, active=bench.active)
        row.statement = account or _own_account(bench, selection)
    if not row.statement.basis:
        row.statement.basis = "media_or_witness"
        bench.recorder.save(row.statement)
        mark(bench, row.statement, [Suggestion("basis", "media_or_witness", "It gives figures.", "inferred")])


def _own_account(bench: Bench, selection: Selection | None) -> Statement:
    """The article's own voice is a statement by the publisher (SCHEMA 3.11)."""
    account = Statement(incident=bench.incident, kind="account", voice="publisher", basis="media_or_witness")
    bench.recorder.save(account)
    if selection:
        cite(bench, account, selection)
    return account
