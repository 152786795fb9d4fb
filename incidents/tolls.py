"""How is a figure said, and how are many added? Cells, their phrases, and totals that keep their gaps (SCHEMA 6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext, pgettext

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
    them, for the sum of the others would be too small; `without_…` is how many of those with a figure lack each.
    """

    low: int | None
    best: int | None
    high: int | None
    with_figure: int
    without_figure: int
    without_high: int = 0
    without_best: int = 0
    without_low: int = 0


def words(cell: Cell, verb: str = "killed") -> str:
    """The phrase a page may show; never a bare number when the range is open or the reports differ.

    A range belongs to reports only where several accounts give a number; `origins` of 0 leaves open how many do.
    `verb` is who was harmed and how, in the reader's language.
    """
    match cell.state:
        case "not_mentioned":
            return _("no source mentions anyone %(harmed)s") % {"harmed": verb}
        case "unknown":
            return _("number %(harmed)s not known") % {"harmed": verb}
        case "none_reported":
            return _("none reported %(harmed)s") % {"harmed": verb}
        case "none":
            return _("no one %(harmed)s, %(according)s") % {"harmed": verb, "according": _according_to(cell.origins)}
    givers = {0: "", 1: "figures"}.get(cell.origins, "reports")
    amount = _amount(cell.low, cell.best, cell.high, verb, givers)
    return _("%(amount)s; reports conflict") % {"amount": amount} if cell.contested else amount


def _according_to(origins: int) -> str:
    if not origins:
        return _("as reported")
    told = ngettext("according to %(count)s account", "according to %(count)s independent accounts", origins)
    return told % {"count": origins}


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
        without_best=len(given) - len(bests),
        without_low=len(given) - len(lows),
    )


def total_words(summed: Total, verb: str = "killed") -> str:
    """“at least 12 killed in 9 incidents; 2 of them give no best figure; 4 more have no figure”."""
    if summed.with_figure == 0:
        told = _("no figure for the number %(harmed)s in %(incidents)s")
        return told % {"harmed": verb, "incidents": _incidents(summed.without_figure)}
    whole = _("%(amount)s in %(incidents)s") % {
        "amount": _total_amount(summed, verb),
        "incidents": _incidents(summed.with_figure),
    }
    return between_clauses().join(filter(None, (whole, *_missing_ends(summed), _gap(summed))))


def between_clauses() -> str:
    """What stands between a total and its gaps."""
    return pgettext("between clauses", "; ")


def _total_amount(summed: Total, verb: str) -> str:
    low, best, high = summed.low, summed.best, summed.high
    if low == best == high == 0:
        return _("no one %(harmed)s") % {"harmed": verb}
    if low is best is high is None:
        return _("number %(harmed)s not known") % {"harmed": verb}
    if low is not None and best is not None and high is None and low < best:
        told = _("%(best)s %(harmed)s by the best figures, at least %(low)s by the lowest,")
        return told % _values(verb, low, best, high)
    return _amount(low, best, high, verb, "figures")


def _gap(summed: Total) -> str:
    number = summed.without_figure
    told = ngettext("%(count)s more has no figure", "%(count)s more have no figure", number)
    return told % {"count": f"{number:,}"} if number else ""


def _missing_ends(summed: Total) -> Iterator[str]:
    """Why a sum is not there or less than it may seem, where some of the figures have that end and others do not."""
    if 0 < (number := summed.without_best) < summed.with_figure:
        told = ngettext("%(count)s of them gives no best figure", "%(count)s of them give no best figure", number)
        yield told % {"count": f"{number:,}"}
    if 0 < (number := summed.without_low) < summed.with_figure:
        told = ngettext("%(count)s of them gives no lowest figure", "%(count)s of them give no lowest figure", number)
        yield told % {"count": f"{number:,}"}
    if (number := summed.without_high) and summed.with_figure > 1:
        told = ngettext("%(count)s of them gives no upper figure", "%(count)s of them give no upper figure", number)
        yield told % {"count": f"{number:,}"}


def _incidents(number: int) -> str:
    return npgettext("after “in”", "%(count)s incident", "%(count)s incidents", number) % {"count": f"{number:,}"}


def _values(verb: str, low: int | None, best: int | None, high: int | None) -> dict[str, str]:
    numbers = {"low": low, "best": best, "high": high}
    return {"harmed": verb} | {name: f"{number:,}" for name, number in numbers.items() if number is not None}


def _amount(low: int | None, best: int | None, high: int | None, verb: str, givers: str) -> str:
    values = _values(verb, low, best, high)
    if best is None:
        return _span(low, high) % values
    if low == best == high:
        return _("%(best)s %(harmed)s") % values
    if high is None and low is None:
        return _("about %(best)s %(harmed)s") % values
    if high is None and low == best and best:
        return _("at least %(best)s %(harmed)s") % values
    if low is None and best == high:
        return _("up to %(best)s %(harmed)s") % values
    return _("%(best)s %(harmed)s (%(range)s)") % (values | {"range": _range(low, high, givers) % values})


def _range(low: int | None, high: int | None, givers: str) -> str:
    """“reports range from 2 to 14”, “range 2 to 14” where nobody is named as giving it."""
    if low is None:
        return {
            "": _("range up to %(high)s"),
            "figures": _("figures range up to %(high)s"),
            "reports": _("reports range up to %(high)s"),
        }[givers]
    if high is None:
        return {
            "": _("range %(low)s or more"),
            "figures": _("figures range from %(low)s up"),
            "reports": _("reports range from %(low)s up"),
        }[givers]
    return {
        "": _("range %(low)s to %(high)s"),
        "figures": _("figures range from %(low)s to %(high)s"),
        "reports": _("reports range from %(low)s to %(high)s"),
    }[givers]


def _span(low: int | None, high: int | None) -> str:
    if low is None:
        return _("up to %(high)s %(harmed)s")
    if high is None:
        return _("at least %(low)s %(harmed)s") if low else _("0 or more %(harmed)s")
    if low == high:
        return _("%(low)s %(harmed)s (not from the accounts behind the total)")
    return _("%(low)s to %(high)s %(harmed)s")
