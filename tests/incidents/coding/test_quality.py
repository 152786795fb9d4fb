import datetime as dt

import pytest

from articles.models import Article
from incidents.coding.quality import check
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    CasualtyCountFactory,
    CitationFactory,
    IncidentFactory,
    LocationFactory,
    PinnedFigureFactory,
    PlaceFactory,
    StatementFactory,
    TargetFactory,
    ready_incident,
)

pytestmark = pytest.mark.django_db


def blocking(incident):
    return {problem.code for problem in check(incident) if problem.blocks}


def remarks(incident):
    return {problem.code for problem in check(incident) if not problem.blocks}


def test_nothing_blocks_a_complete_coding():
    assert blocking(ready_incident()) == set()


def test_an_empty_coding_lacks_its_place_and_the_citations_of_date_and_type():
    assert blocking(IncidentFactory()) == {"no-primary-location", "date-uncited", "attack-type-uncited"}


def test_a_citation_that_contradicts_carries_nothing():
    incident = ready_incident()
    incident.citations.filter(field="date_edtf").update(stance="contradicts")
    assert blocking(incident) == {"date-uncited"}
    assert "sources-differ" in remarks(incident)


def test_a_citation_of_another_location_does_not_carry_the_primary_one():
    incident = ready_incident()
    launch = LocationFactory(incident=incident, role="launch", is_primary=False)
    incident.citations.filter(location__isnull=False).update(location=launch)
    assert blocking(incident) == {"place-uncited"}


def test_a_location_in_another_country_than_the_primary_one_deserves_a_look():
    incident = ready_incident()
    assert "other-country" not in remarks(incident)
    LocationFactory(incident=incident, role="launch", is_primary=False, place=PlaceFactory(country="IR"))
    assert "other-country" in remarks(incident)
    assert blocking(incident) == set()


def test_each_line_of_the_toll_needs_its_own_citation():
    incident = ready_incident()
    CasualtyCountFactory(incident=incident, statement=incident.statements.first(), group="civilian")
    assert blocking(incident) == {"toll-uncited"}


def test_a_statement_with_figures_needs_a_basis():
    incident = ready_incident()
    incident.statements.update(basis="")
    assert blocking(incident) == {"basis-missing"}


def test_an_attribution_needs_citation_speaker_accused_and_wording():
    incident = ready_incident()
    StatementFactory(incident=incident, kind="accusation", voice="named", basis="")
    assert blocking(incident) == {"statement-uncited", "speaker-missing", "accused-missing", "wording-missing"}


def test_a_complete_accusation_blocks_nothing():
    incident = ready_incident()
    statement = StatementFactory(incident=incident, kind="accusation", voice="named", wording="asserted")
    statement.speakers.add(ActorFactory())
    statement.accused.add(ActorFactory(kind="label"))
    CitationFactory(incident=incident, statement=statement, exact="the army said")
    assert blocking(incident) == set()


def test_a_statement_is_called_by_its_speaker():
    incident = ready_incident()
    statement = StatementFactory(incident=incident, kind="denial", voice="named", wording="asserted")
    statement.speakers.add(ActorFactory(name="The ministry"))
    assert [problem.message for problem in check(incident) if problem.blocks] == [
        "Cite the words of “Denial: The ministry”."
    ]


def test_a_condemnation_without_citation_is_only_remarked():
    incident = ready_incident()
    StatementFactory(incident=incident, kind="condemnation")
    assert blocking(incident) == set()
    assert "statement-uncited" in remarks(incident)


def test_a_quote_that_is_not_at_its_span_blocks():
    incident = ready_incident()
    incident.citations.filter(field="date_edtf").update(exact="On Friday night")
    assert blocking(incident) == {"quote-lost"}


@pytest.mark.parametrize(
    "held", [{"holding": "reference_only", "text": ""}, {"kind": "dataset_record", "holding": "excerpt"}]
)
def test_what_is_not_held_or_is_a_dataset_has_no_span(held):
    incident = ready_incident()
    article = ArticleFactory(**held)
    CitationFactory(incident=incident, article=article, exact="2022-01-13", start=None, end=None)
    assert "quote-lost" not in blocking(incident)


def test_a_quote_whose_words_are_not_in_the_corrected_text_blocks():
    incident = ready_incident()
    quoted = incident.citations.get(exact="Two people were slightly hurt")
    ArticleFactory(corrects=quoted.article, text=quoted.article.text.replace("Two people", "Three people"))
    incident.citations.exclude(pk=quoted.pk).update(article=ArticleFactory())
    lost = [problem for problem in check(incident) if problem.code == "quote-lost"]
    assert [(each.message, each.record, each.field, each.blocks) for each in lost] == [(
        ("The words “Two people were slightly hurt” are not in the corrected text of "
        f"“{quoted.article}”: quote anew or remove the quote."),
        f"citation-{quoted.pk}", "exact", True,
    )]  # fmt: skip


def test_a_quote_that_the_last_correction_has_again_is_not_lost():
    incident = ready_incident()
    old = incident.citations.first().article
    second = ArticleFactory(corrects=old, text="Nothing is known.")
    assert blocking(incident) == {"quote-lost"}
    ArticleFactory(corrects=second, text=old.text)
    assert blocking(incident) == {"quote-outdated"}


def test_words_cited_from_a_text_that_has_been_corrected_block_until_they_are_cited_from_its_correction():
    incident = ready_incident()
    old = incident.citations.first().article
    incident.citations.exclude(field="date_edtf").update(article=ArticleFactory())
    new = ArticleFactory(corrects=old, text=old.text + " More.")
    (problem,) = [problem for problem in check(incident) if problem.blocks]
    assert (problem.code, problem.field) == ("quote-outdated", "article")
    assert problem.message == f"“{old}” has been corrected since: cite the corrected text."
    incident.citations.filter(field="date_edtf").update(article=new)
    assert blocking(incident) == set()


def test_a_part_of_a_toll_that_is_more_than_the_whole_deserves_a_look():
    incident = ready_incident()
    statement = incident.statements.first()
    incident.casualty_counts.all().delete()
    CasualtyCountFactory(incident=incident, statement=statement, low=3, best=3, high=3)
    children = CasualtyCountFactory(
        incident=incident, statement=statement, age="child", of_which=True, low=5, best=5, high=5
    )
    [told] = [problem for problem in check(incident) if problem.code == "part-above-whole"]
    assert (told.record, told.field, told.blocks) == (f"casualty_count-{children.pk}", "best", False)
    assert told.message == (
        "“5 injured (child, part of another line), according to The publisher” is more than “3 injured, according to "
        "The publisher”: is that so?"
    )
    children.low = children.best = children.high = 3
    children.save()
    assert "part-above-whole" not in remarks(incident)


def test_groups_that_add_up_to_more_than_their_whole_deserve_a_look():
    incident = ready_incident()
    statement = incident.statements.first()
    incident.casualty_counts.all().delete()
    for group, number in (("all", 4), ("civilian", 3), ("armed_group", 2)):
        CasualtyCountFactory(incident=incident, statement=statement, group=group, low=number, best=number, high=number)
    [told] = [problem.message for problem in check(incident) if problem.code == "part-above-whole"]
    assert told == "The groups of “4 injured, according to The publisher” add up to 5: is that so?"


def test_parts_of_another_account_or_of_part_of_the_incident_are_not_held_against_a_whole():
    incident = ready_incident()
    incident.casualty_counts.all().delete()
    CasualtyCountFactory(incident=incident, statement=incident.statements.first(), low=3, best=3, high=3)
    other = StatementFactory(incident=incident)
    CasualtyCountFactory(incident=incident, statement=other, age="child", of_which=True, low=5, best=5, high=5)
    assert "part-above-whole" not in remarks(incident)


def test_a_pin_outside_the_range_blocks():
    incident = ready_incident()
    PinnedFigureFactory(incident=incident, harm="injured", best=7)
    assert blocking(incident) == {"pin-outside-range"}


def test_a_date_after_its_article_blocks_when_the_article_is_held():
    incident = ready_incident(date_edtf="2022-01-20")
    assert blocking(incident) == {"date-after-publication"}


def test_a_date_after_a_reference_only_article_is_a_remark():
    incident = ready_incident()
    article = ArticleFactory(holding="reference_only", text="", published_edtf="2022-01-12")
    CitationFactory(incident=incident, article=article, basis="outside", exact="")
    assert blocking(incident) == set()
    assert "date-after-publication" in remarks(incident)


@pytest.mark.parametrize(
    ("day", "found"), [("2022-03-02", set()), ("2022-03-03", {"date-to-come"}), ("2031-01-15", {"date-to-come"})]
)
def test_a_date_that_has_come_nowhere_on_earth_blocks(day, found, time_machine_at):
    incident = ready_incident(date_edtf=day)
    # East of here, at UTC+14, it is the second of March already.
    time_machine_at("2022-03-01T12:00:00Z")
    assert blocking(incident) & {"date-to-come"} == found


def test_a_calculated_date_from_an_article_without_one_asks_how_it_was_calculated():
    incident = ready_incident()
    Article.objects.update(published_edtf="", published_earliest=None, published_latest=None)
    assert "calculation-unexplained" in remarks(incident)
    assert "calculation-unexplained" not in blocking(incident)
    incident.citations.filter(field="date_edtf").update(comment="The article speaks of the day after Epiphany.")
    assert "calculation-unexplained" not in remarks(incident)


def test_a_date_that_is_stated_or_calculated_from_a_dated_article_explains_itself():
    incident = ready_incident()
    assert "calculation-unexplained" not in remarks(incident)
    Article.objects.update(published_edtf="", published_earliest=None, published_latest=None)
    incident.citations.filter(field="date_edtf").update(basis="stated")
    assert "calculation-unexplained" not in remarks(incident)


def test_accounts_that_conflict_are_told_in_words():
    incident = ready_incident()
    count = CasualtyCountFactory(incident=incident, statement=StatementFactory(incident=incident), group="civilian")
    CasualtyCountFactory(incident=incident, statement=StatementFactory(incident=incident), group="civilian", low=5,
                         best=5, high=5)  # fmt: skip
    CitationFactory(incident=incident, casualty_count=count)
    told = [problem.message for problem in check(incident) if problem.code == "figure-contested"]
    assert told == ["Accounts conflict on injured.", "Accounts conflict on injured (civilians)."]


def test_blocking_problems_come_first():
    incident = ready_incident(summary="")
    TargetFactory(incident=incident)
    incident.citations.filter(field="date_edtf").delete()
    assert [problem.blocks for problem in check(incident)][:2] == [True, False]


def test_the_number_of_queries_does_not_depend_on_the_coding(django_assert_max_num_queries):
    incident = ready_incident()
    for _ in range(5):
        CitationFactory(incident=incident, exact="the army said")
    with django_assert_max_num_queries(17):
        check(incident)
    assert incident.date_earliest == dt.date(2022, 1, 13)
