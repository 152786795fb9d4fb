"""Do chosen values and the words that carry them come into the coding that stays?"""

import pytest

from incidents.coding.carrying import FieldChoice
from incidents.coding.review import Refused
from incidents.models import Citation, Prefill
from tests.factories import CitationFactory, IncidentFactory, LocationFactory, PlaceFactory, SeriesFactory
from tests.incidents.coding.codings import decided, two_codings

pytestmark = pytest.mark.django_db


def quotes(incident, field):
    return sorted(incident.citations.filter(field=field, location=None).values_list("exact", flat=True))


@pytest.fixture
def two():
    return two_codings(attack_type="shooting", title="A school was shot at")


def cite(incident, exact, **fields):
    return CitationFactory(incident=incident, article=incident.task.article, exact=exact, **fields)


def test_a_value_of_the_second_coder_comes_with_its_words_and_those_of_the_first_go(two):
    first, second = two
    cite(first, "a rocket hit", field="attack_type")
    cite(first, "hit a school", field="attack_type", stance="contradicts")
    cite(second, "Two people", field="attack_type")
    kept = decided(first, fields=(FieldChoice("attack_type", "second", "shooting"),))
    assert kept.attack_type == "shooting"
    assert quotes(kept, "attack_type") == ["Two people", "hit a school"]
    assert quotes(second, "attack_type") == ["Two people"]
    assert kept.history.first().history_change_reason == "Decided between two codings"


def test_a_value_of_the_first_coder_stays_with_its_words_alone(two):
    first, second = two
    cite(first, "a rocket hit", field="attack_type")
    cite(second, "Two people", field="attack_type")
    kept = decided(first, fields=(FieldChoice("attack_type", "first", "indirect_fire"),))
    assert (kept.attack_type, quotes(kept, "attack_type")) == ("indirect_fire", ["a rocket hit"])


def test_words_for_a_value_that_was_not_chosen_do_not_come_where_the_first_has_none(two):
    first, second = two
    cite(second, "Two people", field="attack_type")
    kept = decided(first, fields=(FieldChoice("attack_type", "first", "indirect_fire"),))
    assert quotes(kept, "attack_type") == []


def test_a_value_of_the_adjudicator_rests_on_the_words_of_both(two):
    first, second = two
    cite(first, "a rocket hit", field="attack_type")
    for words in ("a rocket hit", "Two people"):
        cite(second, words, field="attack_type")
    kept = decided(first, fields=(FieldChoice("attack_type", "own", "grenade", "Neither."),))
    assert (kept.attack_type, quotes(kept, "attack_type")) == ("grenade", ["Two people", "a rocket hit"])


def test_where_both_say_the_same_the_second_coders_words_count_if_the_first_has_none(two):
    first, second = two
    cite(second, "in Baghdad", field="stage")
    cite(second, "the army said", field="date_edtf")
    kept = decided(first)
    assert quotes(kept, "stage") == ["in Baghdad"]
    assert quotes(kept, "date_edtf") == ["On Thursday night"]


def test_words_about_the_whole_and_about_a_series_are_gathered(two):
    first, second = two
    series = SeriesFactory()
    cite(first, "in Baghdad")
    for words in ("in Baghdad", "the army said"):
        cite(second, words)
    cite(second, "Two people", series=series)
    kept = decided(first)
    assert quotes(kept, "") == ["Two people", "in Baghdad", "the army said"]
    assert kept.citations.get(series=series).exact == "Two people"


def test_rows_come_with_their_words(two):
    first, second = two
    place = PlaceFactory()
    ours = LocationFactory(incident=first, place=place)
    theirs = LocationFactory(incident=second, place=place, role="impact")
    cite(first, "a school", location=ours)
    quote = cite(second, "in Baghdad", location=theirs, field="place", comment="The city.")
    kept = decided(first, keep={theirs: "second"})
    [copy] = kept.citations.filter(location__isnull=False)
    assert (copy.location, copy.exact, copy.field, copy.comment) == (ours, "in Baghdad", "place", "The city.")
    assert (copy.start, copy.end, copy.article) == (quote.start, quote.end, quote.article)


def test_a_row_both_have_takes_the_second_coders_words_if_it_has_none(two):
    first, second = two
    place = PlaceFactory()
    ours, theirs = (LocationFactory(incident=each, place=place) for each in two)
    cite(second, "in Baghdad", location=theirs)
    assert [each.exact for each in decided(first).citations.filter(location=ours)] == ["in Baghdad"]


def test_a_row_that_is_dropped_takes_its_words_along_and_their_history_says_so(two):
    first, _ = two
    ours = LocationFactory(incident=first)
    quote = cite(first, "in Baghdad", location=ours)
    decided(first, keep={ours: "none"})
    assert Citation.history.filter(id=quote.pk).first().history_type == "-"


def test_values_that_break_a_rule_are_refused_with_the_field_they_are_in(two):
    first, _ = two
    with pytest.raises(Refused, match="Say in the verification note"):
        decided(first, fields=(FieldChoice("verification", "own", "corroborated"),))
    with pytest.raises(Refused, match="Time zone: “Bagdad” is not an IANA time zone"):
        decided(first, fields=(FieldChoice("timezone", "own", "Bagdad"),))
    first.refresh_from_db()
    assert (first.verification, first.timezone, first.version) == ("unassessed", "", 1)


def test_what_did_not_fit_before_stops_nobody(two):
    first, second = two
    type(first).objects.filter(pk=first.pk).update(timezone="Bagdad")
    decided(first, fields=(FieldChoice("attack_type", "second", "shooting"),))
    first.refresh_from_db()
    assert first.attack_type == "shooting"
    second.refresh_from_db()
    assert second.status == "merged"


def test_the_incident_goes_by_the_code_it_is_given(two):
    first, _ = two
    assert decided(first, code="iq-2022-01-13-school").code == "iq-2022-01-13-school"


def test_a_code_that_is_taken_is_refused(two):
    IncidentFactory(code="iq-2022-01-13-school")
    with pytest.raises(Refused, match="Code: "):
        decided(two[0], code="iq-2022-01-13-school")


def test_marks_of_prefilled_values_go_with_the_decision(two):
    Prefill.objects.create(incident=two[0], field="date_edtf", rule="The Thursday before.")
    decided(two[0])
    assert not Prefill.objects.exists()
