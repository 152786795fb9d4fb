"""When was it, by these words? Owns what is suggested for the date and the time of day of an incident.

A date worked out from the day of publication has the basis `calculated` and says so in its rule.
"""

from datetime import date
from typing import Final

from incidents import dates
from incidents.coding.reading.clock import Time, times_in
from incidents.coding.reading.day_words import DayWord, day_words, is_since
from incidents.coding.reading.plain import Plain, pattern, plain
from incidents.coding.reading.published import Published, edtf, published_on
from incidents.coding.reading.suggestion import Suggestion, that_fit
from incidents.coding.reading.written_dates import WrittenDate, written_dates

_JOINS: Final = pattern(r"|,? |,? on | of |'s | in the | the ")


def read_when(words: str, *, published: str) -> list[Suggestion]:
    """Suggestions for date_edtf, time_kind, part_of_day, time_start, time_end and time_text of an incident.

    `published` is the article's EDTF, "" where it is not known.
    """
    said = plain(words)
    return that_fit([*_date(said, published_on(published)), *_time(said)])


def _date(said: Plain, published: Published) -> list[Suggestion]:
    written, named = written_dates(said), day_words(said)
    if not all(each.is_clear for each in written):
        return []
    with_day, without = [each for each in written if each.day], [each for each in written if not each.day]
    if with_day and not without:
        return _by_dates(said, with_day, named, published)
    if without and not with_day and not named:
        return _by_month(said, without, published) if len(without) == 1 else []
    return _by_words(said, named, published) if named and not written else []


def _by_dates(said: Plain, written: list[WrittenDate], named: list[DayWord], published: Published) -> list[Suggestion]:
    """A date with its day: the words may repeat it, and a weekday beside it must be its weekday."""
    is_stated = all(each.year for each in written)
    anchors = published if published.days or not is_stated else Published((date.max,), "9999-12-31")
    found = {day for each in written for day in anchors.resolve(each.before)}
    if len(found) != 1 or len({(each.month, each.day) for each in written}) != 1:
        return []
    day = found.pop()
    if any(each.weekday not in (None, day.weekday()) for each in named) or any(each.weekday is None for each in named):
        return []
    text = f"{day.isoformat()}/.." if is_since(said, written[0].start) else day.isoformat()
    if is_stated:
        return [Suggestion("date_edtf", text, f"The words give the date: {dates.words(text)}.")]
    rule = f"The nearest such day on or before {published.words()}, when the article was published."
    return [Suggestion("date_edtf", text, rule, "calculated")]


def _by_month(said: Plain, written: list[WrittenDate], published: Published) -> list[Suggestion]:
    """A month or a year."""
    [each] = written
    if each.year:
        found = {each.month_before(published.latest) if each.month else f"{each.year:04}"}
    else:
        found = {each.month_before(day) for day in published.days}
    if len(found) != 1 or min(found) > published.latest.isoformat():
        return []
    since = is_since(said, each.start) or said.text.startswith(("since ", "منذ ", "מאז "), each.start)
    text = f"{found.pop()}/.." if since else found.pop()
    if each.year:
        return [Suggestion("date_edtf", text, f"The words give it: {dates.words(text)}.")]
    rule = f"The nearest such month on or before {published.words()}, when the article was published."
    return [Suggestion("date_edtf", text, rule, "calculated")]


def _by_words(said: Plain, named: list[DayWord], published: Published) -> list[Suggestion]:
    """Weekdays and “yesterday”, resolved against each day of publication; where there are several, all must agree."""
    reads = [each.read for each in named if each.read]
    if len(reads) < len(named):
        return []
    found = published.resolve(lambda day: set.intersection(*(read(day) for read in reads)))
    text = edtf([day for day in found if day > date.min])
    if not text:
        return []
    if is_since(said, named[0].start):
        text = f"{text}/.." if len(found) == 1 else ""
    rule = named[0].rule.format(published=published.words())
    return [Suggestion("date_edtf", text, rule, "calculated")] if text else []


def _time(said: Plain) -> list[Suggestion]:
    times = times_in(said)
    clocks = {(each.kind, each.first, each.last) for each in times if each.kind != "part_of_day"}
    parts = {each.part for each in times if each.part}
    if not times or len(clocks) > 1 or len(parts) > 1 or any(not each.kind for each in times):
        return []
    kind, first, last = next(iter(clocks), ("part_of_day", "", ""))
    text = _time_text(said, times)
    values = [("time_kind", kind), ("part_of_day", "".join(parts)), ("time_start", first), ("time_end", last)]
    return [
        *(Suggestion(field, value, f"“{text[:120]}” gives the time of day.") for field, value in values if value),
        Suggestion("time_text", text, "The time of day in the source's words."),
    ]


def _time_text(said: Plain, times: list[Time]) -> str:
    """The words of the time, with those of the day beside it: “Thursday night”."""
    start, end = times[0].start, max(each.end for each in times)
    named: list[DayWord | WrittenDate] = [*day_words(said), *written_dates(said)]
    days = sorted((each.start, each.end) for each in named if each.is_clear)
    for first, last in reversed(days):
        if first < start and (last > start or _JOINS.fullmatch(said.text[last:start])):
            start = first
    for first, last in days:
        if last > end and (first < end or _JOINS.fullmatch(said.text[end:first])):
            end = last
    return said.said(start, end)
