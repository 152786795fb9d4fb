"""How is an imported event told? Owns the title, summary and notes made from a row, neutral and in our words."""

from functools import lru_cache

from incidents import countries, dates
from incidents.exchange.ged.rows import Event
from incidents.exchange.ged.text import cut, tidy
from incidents.exchange.ged.tolls import TollLine

TITLE_LENGTH = 300
SIDES_LENGTH = 200
"""Characters of a title that the two sides may take, so that the place is never cut off."""

_VIOLENCE = {
    "state_based": "State-based violence",
    "non_state": "Non-state violence",
    "one_sided": "One-sided violence",
}
_CLARITY = {"1": "reported as an event of its own", "2": "drawn from a report on several events together"}


def title(event: Event) -> str:
    """The kind of violence, the sides and the place."""
    sides = cut(" – ".join(side.name for side in event.sides), SIDES_LENGTH)
    about = f"{_VIOLENCE[event.violence_type]}: {sides}" if sides else _VIOLENCE[event.violence_type]
    return cut(f"{about}, {event.where.name}", TITLE_LENGTH)


def summary(event: Event) -> str:
    """What UCDP says happened, in two sentences."""
    kind = _VIOLENCE[event.violence_type].lower()
    return f"UCDP records {kind}{_between(event)} at {_where(event)}, {_when(event)}.{_toll(event)}"


def _between(event: Event) -> str:
    names = [f"the {side.name}" if side.name.startswith("Government of") else side.name for side in event.sides]
    if len(names) < 2:
        return f" involving {names[0]}" if names else ""
    return (
        f" by {names[0]} against {names[1]}"
        if event.violence_type == "one_sided"
        else f" between {names[0]} and {names[1]}"
    )


def _where(event: Event) -> str:
    where = event.where
    names = [where.name, where.adm2, where.adm1, countries.name(where.country)]
    return ", ".join(dict.fromkeys(filter(None, names)))


def _when(event: Event) -> str:
    return _words_of_date(event.date.edtf)


@lru_cache(maxsize=50_000)
def _words_of_date(edtf: str) -> str:
    return dates.words(edtf) if "/" in edtf else f"on {dates.words(edtf)}"


def _toll(event: Event) -> str:
    total = next((line for line in event.tolls if line.group == "all"), None)
    if total is None:
        return " It gives no number of people killed."
    return f" {_killed(total)}"


def _killed(total: TollLine) -> str:
    low, best, high = total.figure
    if total.kind == "none":
        return "It counts nobody killed."
    if total.kind == "exact":
        return f"It counts {best} killed."
    ends = ", ".join(f"{name} {number}" for name, number in (("low", low), ("high", high)) if number is not None)
    best_words = f"Its best estimate is {best} killed" if best is not None else "It estimates the number killed"
    return f"{best_words} ({ends})." if ends else f"{best_words}."


def context(event: Event, unparsed_sources: str) -> str:
    """What the row says that has no field of its own; blank when it says nothing of the kind."""
    cells = event.cells
    said = [
        _named("Conflict", cells, "conflict_name", "conflict_new_id"),
        _named("Dyad", cells, "dyad_name", "dyad_new_id"),
        _quoted("The place in UCDP's words", cells, "where_description", unless=event.where.name),
        _quoted("Original source, as UCDP names it", cells, "source_original"),
        _clarity(cells),
        _quoted("Code status", cells, "code_status"),
        f"Sources as UCDP gives them: “{tidy(unparsed_sources)}”." if unparsed_sources else "",
    ]
    return " ".join(filter(None, said))


def _named(label: str, cells: dict[str, str], name: str, number: str) -> str:
    text, key = tidy(cells.get(name, "")), tidy(cells.get(number, ""))
    return f"{label}: {text}{f' (UCDP {key})' if key else ''}." if text else ""


def _quoted(label: str, cells: dict[str, str], column: str, *, unless: str = "") -> str:
    text = tidy(cells.get(column, ""))
    return f"{label}: “{text}”." if text and text != unless else ""


def _clarity(cells: dict[str, str]) -> str:
    text = tidy(cells.get("event_clarity", ""))
    meaning = _CLARITY.get(text.partition(".")[0])
    return f"Clarity {text}{f': {meaning}' if meaning else ''}." if text else ""


def discrepancies(event: Event) -> str:
    """Where the row contradicts itself; blank when it does not."""
    return f"The row of UCDP GED contradicts itself. {' '.join(event.discrepancies)}" if event.discrepancies else ""


def conflict(before: dict[str, str], after: dict[str, str], version: str) -> str:
    """What a newer row says otherwise than the one an incident was imported from, for the people who changed it."""
    columns = [name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)]
    changes = "; ".join(f"{name}: {_cell(before.get(name))} → {_cell(after.get(name))}" for name in columns)
    return (
        f"UCDP GED {version} gives other values than the row this incident was imported from. An analyst has changed "
        f"the incident since, so nothing was overwritten. {changes}."
    )


def _cell(text: str | None) -> str:
    return "no such column" if text is None else f"“{cut(tidy(text), 200)}”" if text.strip() else "blank"
