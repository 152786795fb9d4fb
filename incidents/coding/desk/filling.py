"""What do the words say for a field? Owns filling what is blank, and how words stand to a value that is there.

Nothing is overwritten: a value that somebody gave stays, and words that say otherwise are kept as a quote that
contradicts it (SCHEMA 2.6).
"""

from collections.abc import Sequence
from typing import Any

from incidents import dates
from incidents.coding.desk import prefill, values
from incidents.coding.desk.bench import Bench, Cannot, Claim, Selection, basis_of, bearing, cite, mark, suggested
from incidents.coding.desk.records import BY_NAME, COUNT, COUNT_COLUMNS, quoted_field, reference
from incidents.coding.reading import Suggestion
from incidents.models import CITED_RECORDS


def fill(bench: Bench, record: str, name: str, selection: Selection) -> None:
    """Quotes the words for a field, and fills it where it is blank; what is there already stays."""
    row = bench.row(record)
    kind = record.rpartition("-")[0] or "incident"
    if name and name not in BY_NAME[kind].fields:
        raise Cannot("The desk knows no such field.")
    source = prefill.Source(selection.exact, bench.article, bench.incident)
    name, suggestions = _read(kind, row, name, source)
    _fill_one(bench, row, name, suggestions, selection)
    if kind == "incident" and name == "date_edtf":
        _fill_time(bench, source, selection)
    bench.touched.append(record)


def _read(kind: str, row: Any, name: str, source: prefill.Source) -> tuple[str, list[Suggestion]]:
    """What the words say, and for which field: people nobody knows are kept as the words call them."""
    found = prefill.for_field(kind, row, name, source) if name else []
    if not found and name in _AS_CALLED:
        name = _AS_CALLED[name]
        found = prefill.for_field(kind, row, name, source)
    return name, found


_AS_CALLED = {"speakers": "speaker_text", "accused": "accused_text"}


def _fill_one(bench: Bench, row: Any, name: str, suggestions: Sequence[Suggestion], selection: Selection) -> None:
    claim = Claim(name, basis_of(suggestions))
    if suggestions and _may_fill(bench, row, name):
        _write(bench, row, suggestions)
    elif suggestions:
        claim = _claim(row, name, suggestions, selection)
    cite(bench, row, selection, claim)


def _write(bench: Bench, row: Any, suggestions: Sequence[Suggestion]) -> None:
    offered = suggested(row, suggestions)
    offered.apply(row)
    bench.recorder.save(row, links=offered.links)
    mark(bench, row, suggestions)


def _claim(row: Any, name: str, suggestions: Sequence[Suggestion], selection: Selection) -> Claim:
    """What words carry that were not needed to fill the field: the same, something vaguer, or something else."""
    stance = _stance(row, name, suggested(row, suggestions))
    return Claim(
        name, basis_of(suggestions), stance, "" if stance == "supports" else _told(suggestions, row, selection)
    )


def _fill_time(bench: Bench, source: prefill.Source, selection: Selection) -> None:
    """The words that carry the date may carry the time of day, too: a fact of its own with a quote of its own."""
    incident, found = bench.incident, [each for each in prefill.when(source) if each.field != "date_edtf"]
    told = next((each for each in found if each.field in ("time_start", "part_of_day")), None)
    if told is None:
        return
    taken = [each for each in found if _may_fill(bench, incident, each.field)]
    claim = Claim(told.field, told.basis) if told in taken else _claim(incident, told.field, [told], selection)
    _write(bench, incident, taken)
    cite(bench, incident, selection, claim)


def _may_fill(bench: Bench, row: Any, name: str) -> bool:
    """A field is filled while it says nothing. What a rule has read from the same article may be read anew where it is
    about the incident, such as its hour, or where words become a number; two figures never take each other's place.
    """
    if not name:
        return False
    if values.is_blank(row, name) or _says_unknown(row, name):
        return True
    if bearing(row) and not (name == COUNT and row.count_kind == "words"):
        return False
    marked = bench.incident.prefills.filter(record=reference(row), field__in=[name, quoted_field(name)]).exists()
    return marked and not _quotes(bench, row, name).exclude(article=bench.article).exists()


def _says_unknown(row: Any, name: str) -> bool:
    """Whether a required field holds only what every row begins with."""
    return name in ("attack_type", "type", "role") and values.held(row, name) in ("unknown", "unclear")


def _quotes(bench: Bench, row: Any, name: str) -> Any:
    """The quotes a value rests on: those of its field, and of a row those for the row as a whole."""
    borne = bearing(row)
    if not borne:
        return bench.incident.citations.filter(
            field=quoted_field(name), **{f"{each}__isnull": True for each in CITED_RECORDS}
        )
    return bench.incident.citations.filter(field__in=["", quoted_field(name)], **borne)


def _stance(row: Any, name: str, offered: values.Change) -> str:
    """How the words stand to what is adopted: the same, vaguer but not against it, or against it (SCHEMA 3.3)."""
    trial = type(row)(**{each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields})
    offered.apply(trial)
    if offered.links:
        return "supports" if set(map(str, offered.links[name])) <= set(values.held(row, name)) else "contradicts"
    if values.held(trial, name) == values.held(row, name):
        return "supports"
    return "compatible" if _is_vaguer(row, trial, name) else "contradicts"


def _is_vaguer(row: Any, trial: Any, name: str) -> bool:
    if name == COUNT:
        return _numbers_meet(row, trial)
    if name.endswith("_edtf"):
        return _days_meet(getattr(row, name), getattr(trial, name))
    # Words in free text say more or something else, but two texts are seldom against each other.
    return not row._meta.get_field(name).choices and not row._meta.get_field(name).is_relation


def _numbers_meet(row: Any, trial: Any) -> bool:
    if trial.count_kind in ("words", "unknown", "none_reported"):
        return True
    low = max(each for each in (row.low, trial.low, 0) if each is not None)
    highs = [each for each in (_top(row), _top(trial)) if each is not None]
    return trial.count_kind != "exact" and all(low <= high for high in highs)


def _top(row: Any) -> int | None:
    return row.high if row.count_kind != "about" else row.best


def _days_meet(adopted: str, told: str) -> bool:
    one, other = dates.parse(adopted), dates.parse(told)
    starts = [each.earliest for each in (one, other) if each.earliest]
    ends = [each.latest for each in (one, other) if each.latest]
    return not starts or not ends or max(starts) <= min(ends)


def _told(suggestions: Sequence[Suggestion], row: Any, selection: Selection) -> str:
    """What this source says, where it is not what was adopted."""
    trial = type(row)(**{each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields})
    if any(each.field in COUNT_COLUMNS for each in suggestions):
        suggested(trial, suggestions).apply(trial)
        trial.number_text = selection.exact
        return str(values.held(trial, COUNT))[:200]
    label = row._meta.get_field(suggestions[0].field)
    return str(dict(label.flatchoices).get(suggestions[0].value, suggestions[0].value))[:200]
