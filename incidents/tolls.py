"""How is a figure said, and how are many added? Cells, their phrases, and totals that keep their gaps (SCHEMA 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

STATES: Final = ("figure", "none", "none_reported", "unknown", "not_mentioned")


@dataclass(frozen=True, slots=True)
class Cell:
    """The published figure for a harm, or a harm within a group; the numbers are None unless `state` is figure or none.

    `low` None means that no floor was stated, `high` None that the range is open. `rule` is a key of `RULES`,
    `origins` counts the independent accounts that give a number, `contested` says that they contradict each other.
    """

    state: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    rule: str | None = None
    origins: int = 0
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """Many cells added: lows, bests and highs apart, and how many cells have a figure and how many have none.

    `low` is None when no cell states a floor; `best` and `high` are None as soon as one cell that has a figure lacks
    them, for the sum of the others would be too small; `without_high` is how many leave the upper end open.
    """

    low: int | None
    best: int | None
    high: int | None
    with_figure: int
    without_figure: int
    without_high: int = 0


def words(cell: Cell, verb: str = "killed") -> str:
    """The phrase a page may show; never a bare number when the range is open or the reports differ.

    A range belongs to reports only where several accounts give a number; `origins` of 0 leaves open how many do.
    """
    match cell.state:
        case "not_mentioned":
            return f"no source mentions anyone {verb}"
        case "unknown":
            return f"number {verb} not known"
        case "none_reported":
            return f"none reported {verb}"
        case "none":
            return f"no one {verb}, {_according_to(cell.origins)}"
    conflict = "; reports conflict" if cell.contested else ""
    givers = {0: "", 1: "figures"}.get(cell.origins, "reports")
    return f"{_amount(cell.low, cell.best, cell.high, verb, givers)}{conflict}"


def _according_to(origins: int) -> str:
    if not origins:
        return "as reported"
    return "according to 1 account" if origins == 1 else f"according to {origins} independent accounts"


def total(cells: Iterable[Cell]) -> Total:
    """Add cells of one harm over many incidents; a silent cell is counted apart and adds nothing."""
    listed = list(cells)
    given = [cell for cell in listed if cell.state in ("figure", "none")]
    lows = [cell.low for cell in given if cell.low is not None]
    bests = [cell.best for cell in given if cell.best is not None]
    highs = [cell.high for cell in given if cell.high is not None]
    return Total(
        low=sum(lows) if lows else None,
        best=sum(bests) if bests and len(bests) == len(given) else None,
        high=sum(highs) if highs and len(highs) == len(given) else None,
        with_figure=len(given),
        without_figure=len(listed) - len(given),
        without_high=len(given) - len(highs),
    )


def total_words(summed: Total, verb: str = "killed") -> str:
    """“at least 12 killed in 9 incidents; 2 of them give no upper figure; 4 more have no figure”."""
    if summed.with_figure == 0:
        return f"no figure for the number {verb} in {_incidents(summed.without_figure)}"
    if summed.low == summed.best == summed.high == 0:
        amount = f"no one {verb}"
    elif summed.low is summed.best is summed.high is None:
        amount = f"number {verb} not known"
    elif summed.low is not None and summed.best is not None and summed.high is None and summed.low < summed.best:
        amount = f"{summed.best:,} {verb} by the best figures, at least {summed.low:,} by the lowest,"
    else:
        amount = _amount(summed.low, summed.best, summed.high, verb, "figures")
    more = summed.without_figure
    gap = f"; {more:,} more {'has' if more == 1 else 'have'} no figure" if more else ""
    return f"{amount} in {_incidents(summed.with_figure)}{_open_ends(summed)}{gap}"


def _open_ends(summed: Total) -> str:
    number = summed.without_high
    if not number or summed.with_figure == 1:
        return ""
    return f"; {number:,} of them {'gives' if number == 1 else 'give'} no upper figure"


def _incidents(number: int) -> str:
    return "1 incident" if number == 1 else f"{number:,} incidents"


def _amount(low: int | None, best: int | None, high: int | None, verb: str, givers: str) -> str:
    if best is None:
        return _span(low, high, verb)
    if low == best == high:
        return f"{best:,} {verb}"
    if high is None and low is None:
        return f"about {best:,} {verb}"
    if high is None:
        return f"at least {best:,} {verb}" if low == best and best else f"{best:,} {verb} ({_range(low, high, givers)})"
    if low is None and best == high:
        return f"up to {best:,} {verb}"
    return f"{best:,} {verb} ({_range(low, high, givers)})"


def _range(low: int | None, high: int | None, givers: str) -> str:
    """“reports range from 2 to 14”, “range 2 to 14” where nobody is named as giving it."""
    if low is None:
        return f"{givers} range up to {high:,}".strip()
    if high is None:
        return f"{givers} range from {low:,} up" if givers else f"range {low:,} or more"
    return f"{givers} range from {low:,} to {high:,}" if givers else f"range {low:,} to {high:,}"


def _span(low: int | None, high: int | None, verb: str) -> str:
    if low is None:
        return f"up to {high:,} {verb}"
    if high is None:
        return f"at least {low:,} {verb}" if low else f"0 or more {verb}"
    if low == high:
        return f"{low:,} {verb} (not from the accounts behind the total)"
    return f"{low:,} to {high:,} {verb}"
