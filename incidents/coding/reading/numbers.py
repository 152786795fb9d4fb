"""How many do the words say? Owns what is suggested for a count: its kind, its ends and its words (SCHEMA 2.2)."""

from incidents.coding.reading.absences import absences
from incidents.coding.reading.counted import Counted, counts_in
from incidents.coding.reading.plain import Plain, plain
from incidents.coding.reading.suggestion import Suggestion, that_fit
from incidents.counts import Count
from incidents.counts import words as put

_RULES = {
    "exact": "“{said}” is a plain number: {put}.",
    "at_least": "“{said}” is a floor: {put} or more.",
    "at_most": "“{said}” is a ceiling: {put}.",
    "about": "“{said}” is an approximation: {put}.",
    "range": "“{said}” is a range: {put}. Its ends are never added up.",
    "words": "“{said}” gives no number; the words are kept.",
    "none_reported": "“{said}”: no report had reached the source. It is not a zero.",
    "unknown": "“{said}”: a source says that the number is not known.",
}


def read_count(words: str) -> list[Suggestion]:
    """The one count that the words give: count_kind, low, best, high and number_text.

    An end without a suggestion is blank. Nothing is suggested where the words give no count, several, or one that may
    be read in two ways.
    """
    said = plain(words)
    counted, silent = counts_in(said), absences(said)
    if len(counted) + len(silent) != 1:
        return []
    if silent:
        return count_suggestions(Count("none_reported"), said.said(silent[0].start, silent[0].end))
    return suggested(said, counted[0])


def suggested(said: Plain, counted: Counted) -> list[Suggestion]:
    """What a count at a place in the words suggests; nothing where it cannot be read for certain."""
    if counted.count is None:
        return []
    return count_suggestions(counted.count, said.said(counted.start, counted.end))


def count_suggestions(count: Count, said: str) -> list[Suggestion]:
    """The suggestions for a count, with the words that carry it."""
    number = put(count.kind, count.low, count.best, count.high, said=said)
    rule = _RULES[count.kind].format(said=said[:120], put=number.removeprefix("at least "))
    ends = {"low": count.low, "best": count.best, "high": count.high}
    fields = {"count_kind": count.kind, **ends, "number_text": said}
    return that_fit(Suggestion(field, value, rule) for field, value in fields.items() if value is not None)
