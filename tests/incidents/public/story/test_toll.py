"""Who was hurt, in sentences that never make up a zero."""

from typing import Any

import pytest

from incidents.public.story import toll
from incidents.public.story.record import Record
from tests.incidents.public import documents


def texts(document: documents.Json) -> list[str]:
    return [each.text for each in toll.all_tolls(Record(document))]


def cell(**values: Any) -> documents.Json:
    return documents.CELL | {"state": "figure"} | values


def test_the_worked_case_reads_as_the_scheme_asks() -> None:
    assert texts(documents.embassy()) == [
        "No source mentions anyone killed",
        "2 injured (reports range from 2 to 3); reports conflict",
    ]


def test_an_open_range_is_at_least() -> None:
    assert texts(documents.bare(cells=[cell(harm="injured", low=2, best=2)])) == ["At least 2 injured"]


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("not_mentioned", "No source mentions anyone killed"),
        ("none_reported", "None reported killed"),
        ("unknown", "Number killed not known"),
        ("none", "No one killed, according to 1 account"),
    ],
)
def test_each_of_the_four_silences_has_its_own_words(state: str, text: str) -> None:
    numbers = dict.fromkeys(("low", "best", "high"), 0 if state == "none" else None)
    assert texts(documents.bare(cells=[cell(state=state, origins=1, **numbers)])) == [text]


def test_a_best_of_none_within_a_range_is_no_zero() -> None:
    said = toll.words("killed", state="figure", low=0, best=0, high=6)
    assert said == "between none (the best figure) and 6 killed"
    assert (
        toll.words("killed", state="figure", low=0, best=0)
        == "between none (the best figure) and an open number killed"
    )


def test_a_figure_says_as_of_which_day() -> None:
    _, injured = toll.all_tolls(Record(documents.embassy()))
    assert injured.as_of == "14 January 2022"
    killed, _ = toll.all_tolls(Record(documents.dataset_event()))
    assert killed.as_of == ""


def test_groups_stand_under_their_total() -> None:
    _, injured = toll.all_tolls(Record(documents.embassy()))
    assert [part.text for part in injured.parts] == [
        "2 civilians injured (reports range from 2 to 3); reports conflict",
        "0 to 1 members of security forces injured; reports conflict",
    ]


@pytest.mark.parametrize(
    ("group", "figure", "text"),
    [
        ("civilian", {"low": 1, "best": 1, "high": 1}, "1 civilian killed"),
        ("civilian", {"low": 1, "best": 1, "high": 4, "origins": 1}, "1 civilian killed (figures range from 1 to 4)"),
        ("security_force", {"low": 1, "best": 1}, "at least 1 member of security forces killed"),
        ("unknown", {"high": 1}, "up to 1 person whose group is not known killed"),
        ("civilian", {"low": 1, "high": 2}, "1 to 2 civilians killed"),
        ("civilian", {"low": 1, "best": 2, "high": 2}, "2 civilians killed (range 1 to 2)"),
    ],
)
def test_one_person_is_told_in_the_singular(group: str, figure: dict[str, int], text: str) -> None:
    assert toll.words("killed", group=group, state="figure", **figure) == text


def test_silence_is_that_of_the_sources_read_where_others_are_cited() -> None:
    assert texts(documents.dataset_event()) == [
        "5 killed (figures range from 2 to 7)",
        "No source read mentions anyone injured",
    ]


def test_a_group_without_a_figure_says_which_silence_it_is() -> None:
    assert toll.words("killed", group="civilian", state="unknown") == "civilians killed: not known"


def test_a_figure_says_by_which_rule_and_why_an_editor_chose_it() -> None:
    pinned = cell(
        harm="injured", low=2, best=2, high=3, rule="pinned by an editor", reason="The hospital's list was seen."
    )
    (injured,) = toll.all_tolls(Record(documents.bare(cells=[pinned])))
    assert injured.derivation.startswith("An editor chose this figure")
    assert injured.derivation.endswith("The hospital's list was seen.")


def test_harm_that_no_source_mentions_is_told_for_killed_and_injured_only() -> None:
    cells = [cell(harm=harm, state="not_mentioned") for harm in ("killed", "injured", "missing", "abducted")]
    assert texts(documents.bare(cells=cells)) == [
        "No source mentions anyone killed",
        "No source mentions anyone injured",
    ]


def test_words_on_casualties_of_no_named_kind_stand_behind_killed_and_injured() -> None:
    killed, injured = toll.all_tolls(Record(documents.embassy()))
    assert [quote.exact for quote in killed.evidence.quotes] == ["no casualties had been reported from the others"]
    assert "جرح ثلاثة أشخاص" in [quote.exact for quote in injured.evidence.quotes]


def test_every_account_stands_in_the_table_with_speaker_printer_and_figures() -> None:
    first, second, third = toll.accounts(Record(documents.embassy()))
    assert (first.who, first.said, first.basis) == ("Iraqi military", "13 January 2022", "Named authority")
    assert [line.figure for line in first.lines] == [
        "1 injured",
        "1 injured",
        "casualties, kind not said: none reported",
    ]
    assert first.lines[0].details == "civilians; child; nationality: Iraq; slight; by blast; of 1 rocket only"
    assert second.who == "An official"
    assert [source.publisher for source in second.printed] == ["Arab News", "Baghdad Daily"]
    assert second.lines[0].details == "“a woman and two children”; civilians"
    assert third.repeats == "Iraqi military"


def test_each_line_of_an_account_stands_with_its_own_words() -> None:
    first, second, third = toll.accounts(Record(documents.embassy()))
    assert [[quote.exact for quote in line.quotes] for line in first.lines] == [
        ["a child was lightly hurt by the blast"],
        ["and so was a soldier"],
        ["no casualties had been reported from the others"],
    ]
    assert [quote.exact for quote in first.quotes] == ["the military said"]
    assert [quote.exact for quote in second.lines[0].quotes] == [
        "جرح ثلاثة أشخاص",
        "a woman and two children were hurt",
    ]
    assert [quote.exact for quote in third.quotes] == ["a military statement said"]


def test_words_behind_a_figure_say_which_count_they_carry() -> None:
    _, injured = toll.all_tolls(Record(documents.embassy()))
    assert [(quote.figure, quote.exact) for quote in injured.evidence.quotes][:3] == [
        ("1 injured (civilians; child; nationality: Iraq; slight; by blast; of 1 rocket only)",
         "a child was lightly hurt by the blast"),
        ("1 injured (security forces; nationality: Iraq; slight; by blast; of 1 rocket only)", "and so was a soldier"),
        ("casualties, kind not said: none reported (of 3 rockets only)",
         "no casualties had been reported from the others"),
    ]  # fmt: skip


def test_words_that_carry_two_lines_stand_with_both() -> None:
    counts = [documents.COUNT | {"statement": "statement-1", "group": group} for group in ("civilian", "armed_group")]
    quote = documents.CITATION | {"exact": "a fighter and a shepherd were hurt"}
    record = Record(documents.bare(
        statements=documents.numbered("statement", [documents.STATEMENT]),
        casualty_counts=documents.numbered("casualty_count", counts),
        articles=documents.numbered("article", [documents.ARTICLE]),
        citations=[quote | {"record": "casualty_count-1"}, quote | {"record": "casualty_count-2"}],
        cells=[cell(harm="injured", low=2, best=2, high=2)],
    ))  # fmt: skip
    (account,), (injured,) = toll.accounts(record), toll.all_tolls(record)
    assert [[quote.exact for quote in line.quotes] for line in account.lines] == [[quote["exact"]], [quote["exact"]]]
    assert [quote.figure for quote in injured.evidence.quotes] == [
        "1 injured (civilians)", "1 injured (armed group members)",
    ]  # fmt: skip


def test_an_affirmed_none_reads_as_prose() -> None:
    nobody = documents.COUNT | {"statement": "statement-1", "count_kind": "none", "low": 0, "best": 0, "high": 0}
    statements = documents.numbered("statement", [documents.STATEMENT])
    counts = documents.numbered("casualty_count", [nobody])
    (account,) = toll.accounts(Record(documents.bare(statements=statements, casualty_counts=counts)))
    assert account.lines[0].figure == "injured: none"


def test_an_account_that_was_taken_back_stays_and_says_so() -> None:
    statements = documents.numbered("statement", [documents.STATEMENT | {"voice": "publisher", "status": "withdrawn"}])
    counts = documents.numbered("casualty_count", [documents.COUNT | {"statement": "statement-1"}])
    (account,) = toll.accounts(Record(documents.bare(statements=statements, casualty_counts=counts)))
    assert account.standing == "Withdrawn"
    assert account.who == "The article itself"


def test_a_dataset_speaks_under_its_own_name() -> None:
    (account,) = toll.accounts(Record(documents.dataset_event()))
    assert account.who == "Uppsala Conflict Data Program"
    assert [line.figure for line in account.lines] == ["best estimate 5, 2 to 7 killed"]


def test_the_side_whose_people_they_were_is_named() -> None:
    document = documents.dataset_event()
    document["casualty_counts"][0]["involvement"] = "involvement-1"
    (account,) = toll.accounts(Record(document))
    assert account.lines[0].details == "side of LRA"
    document["casualty_counts"][0] |= {"involvement": "involvement-2", "group": "civilian"}
    (account,) = toll.accounts(Record(document))
    assert account.lines[0].details == "civilians; side of civilians"
