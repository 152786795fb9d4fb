"""What holds for every reader: rules and words that fit their columns, no text too strange, an answer at once."""

import inspect
import time
from collections.abc import Callable, Iterable
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.coding import reading
from incidents.coding.reading import Suggestion, read_statement, read_toll, read_when
from incidents.coding.reading.suggestion import LONGEST, that_fit
from incidents.models import CasualtyCount, Incident, Prefill, Statement, Target, WeaponUse

Reader = Callable[[str], Iterable[Suggestion]]
READERS: dict[type, list[Reader]] = {
    Incident: [
        lambda words: read_when(words, published="2022-01-14"), reading.read_attack_type, reading.read_stage,
    ],
    WeaponUse: [reading.read_weapon, reading.read_count],
    Target: [reading.read_target],
    Statement: [lambda words: read_statement(words, published="2022-01-14")],
    CasualtyCount: [lambda words: chain(*read_toll(words)), reading.read_count],
}  # fmt: skip

SENTENCE = (
    "BAGHDAD — At least four rockets targeted the U.S. Embassy in Baghdad on Thursday night, killing two soldiers and "
    "slightly wounding a child, the Iraqi military said in a statement. Mr. al-Sadr blamed Iranian-backed factions for "
    "it, saying they were trying to justify their existence; no casualties were reported among 12 to 15 others, and "
    "officials were still assessing the damage to the school near the base."
)


def test_a_long_rule_is_shortened_to_what_a_prefilled_value_keeps():
    longest = Prefill._meta.get_field("rule").max_length
    assert len(Suggestion("field", 1, "x" * 400).rule) == longest


def test_words_longer_than_their_column_are_not_suggested():
    assert that_fit([Suggestion("model", "x" * 100, ""), Suggestion("model", "x" * 101, "")]) == [
        Suggestion("model", "x" * 100, "")
    ]


@pytest.mark.parametrize("model", READERS)
def test_the_limits_are_those_of_the_columns(model):
    for field in {each.name: each for each in model._meta.fields if each.name in LONGEST}.values():
        assert field.max_length >= LONGEST[field.name]


@given(st.text(max_size=300) | st.lists(st.sampled_from(SENTENCE.split()), max_size=30).map(" ".join))
def test_no_text_is_too_strange(words):
    """Every suggestion names a field of its model, and its value is one that the field takes."""
    for model, readers in READERS.items():
        for suggested in chain(*(read(words) for read in readers)):
            field = model._meta.get_field(suggested.field)
            field.clean(suggested.value, None)
            assert suggested.rule


@pytest.mark.parametrize("words", ["x" * 5_000_000, "٣" * 100_000, "a " * 50_000, "\u202e" * 10_000])
def test_a_huge_selection_is_answered_with_silence(words):
    for read in chain(*READERS.values()):
        assert list(read(words)) == []


def _milliseconds(read: Reader, words: str) -> float:
    started = time.process_time()
    list(read(words))
    return (time.process_time() - started) * 1000


def test_400_characters_are_read_within_five_milliseconds():
    for read in chain(*READERS.values()):
        assert min(_milliseconds(read, SENTENCE[: 400 - tries]) for tries in range(5)) < 5


@pytest.mark.parametrize(
    "words",
    [
        "one hundred and ",
        "a very small old ",
        "three to five or ",
        ", and ",
        "1",
        "killed two ",
        "a-",
        "مقتل خمسة مدنيين ",
    ],
)
def test_words_made_to_be_slow_are_not(words):
    for read in chain(*READERS.values()):
        assert min(_milliseconds(read, (words * 400)[: 600 - tries]) for tries in range(3)) < 50


def test_what_the_package_offers_is_documented():
    for name in reading.__all__:
        assert inspect.getdoc(getattr(reading, name)), name
