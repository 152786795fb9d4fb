"""The bars of the histogram: how wide they are, what stands in one, and what stands in none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from incidents.public.snapshot.sums import Tally
from incidents.public.timeline import Timeline, draw


@dataclass
class Days:
    """Incidents by day."""

    counts: dict[date, int]
    undated: int = 0

    def tallies(self, stretches: Sequence[tuple[date, date]]) -> list[Tally]:
        within = [[count for day, count in self.counts.items() if first <= day <= last] for first, last in stretches]
        return [Tally(incidents=sum(counts)) for counts in within]


def days(**counts: int) -> Days:
    """Counts by day, written d2022_01_13=2."""
    return Days({date(*map(int, name[1:].split("_"))): count for name, count in counts.items()})


def drawn(start: date | None = None, end: date | None = None, **counts: int) -> Timeline:
    return draw(days(**counts), start=start, end=end)


def bars(timeline: Timeline) -> list[tuple[str, int]]:
    return [(bar.label, bar.tally.incidents) for bar in timeline.bars if bar.tally.incidents]


def test_a_few_weeks_are_drawn_by_day() -> None:
    found = drawn(d2022_01_13=2, d2022_02_01=1)
    assert found.unit == "day"
    assert len(found.bars) == 20
    assert bars(found) == [("13 January 2022", 2), ("1 February 2022", 1)]


def test_a_few_years_are_drawn_by_month() -> None:
    found = drawn(d2021_12_31=1, d2022_01_01=2, d2022_01_31=3, d2022_03_05=4)
    assert found.unit == "month"
    assert bars(found) == [("December 2021", 1), ("January 2022", 5), ("March 2022", 4)]
    assert (found.bars[2].first, found.bars[2].last) == (date(2022, 2, 1), date(2022, 2, 28))


def test_many_years_are_drawn_by_year_and_centuries_by_more() -> None:
    assert bars(drawn(d1989_05_01=1, d2022_01_01=2)) == [("1989", 1), ("2022", 2)]
    assert bars(drawn(d1207_05_01=1, d2022_01_01=2)) == [("1200 to 1209", 1), ("2020 to 2029", 2)]


def test_the_last_day_there_is_can_be_drawn() -> None:
    assert bars(drawn(d0001_01_01=1, d9999_12_31=2)) == [("1 to 99", 1), ("9900 to 9999", 2)]


def test_a_period_asked_for_is_drawn_whole_and_no_bar_leads_out_of_it() -> None:
    found = drawn(date(2022, 1, 15), date(2022, 6, 20), d2022_03_05=4)
    assert (found.bars[0].first, found.bars[-1].last) == (date(2022, 1, 15), date(2022, 6, 20))
    assert found.bars[0].label == "15 January 2022 to 31 January 2022"
    assert len(found.bars) == 6


def test_an_endless_period_is_cut_to_what_holds_incidents() -> None:
    found = drawn(date(1, 1, 1), date(9999, 12, 31), d2022_03_05=4, d2022_03_07=1)
    assert [bar.tally.incidents for bar in found.bars] == [4, 0, 1]


def test_what_began_before_the_period_or_has_no_first_day_is_told_beside_the_bars() -> None:
    counted = days(d2021_12_20=3, d2022_01_05=2)
    counted.undated = 7
    found = draw(counted, start=date(2022, 1, 1), end=date(2022, 1, 31))
    assert (found.earlier, found.undated) == (3, 7)
    assert sum(bar.tally.incidents for bar in found.bars) == 2


def test_the_tallest_bar_fills_the_height_and_the_smallest_can_still_be_seen() -> None:
    found = drawn(d2022_01_01=1000, d2022_01_02=1, d2022_01_04=500)
    assert [(bar.left, bar.width, bar.height) for bar in found.bars] == [
        (0, 25, 100),
        (25, 25, 2),
        (50, 25, 0),
        (75, 25, 50),
    ]


def test_a_few_ticks_name_the_bars() -> None:
    assert [tick.label for tick in drawn(d1989_01_01=1, d2022_01_01=1).ticks] == ["1990", "2000", "2010", "2020"]
    decades = drawn(d1772_01_01=1, d2022_01_01=1)
    assert [tick.label for tick in decades.ticks] == ["1800", "1850", "1900", "1950", "2000"]
    months = drawn(date(2022, 1, 1), date(2022, 12, 31), d2022_01_01=1).ticks
    assert [tick.label for tick in months] == ["Jan 2022", "Apr 2022", "Jul 2022", "Oct 2022"]


def test_nothing_is_drawn_where_nothing_has_a_day() -> None:
    found = draw(Days({}, undated=2), start=None, end=None)
    assert (found.bars, found.ticks, found.undated) == ((), (), 2)
