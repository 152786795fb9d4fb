"""Tests of articles/models.py: what the database refuses of publishers and articles, and when a text is fixed."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CharField, Model, ProtectedError

from articles.models import Article, Feed, FeedEntry, Publisher, Snapshot
from incidents.models import ConfidentialNote
from tests.constraints import (
    Attempt,
    Sides,
    accepted,
    bounds,
    constraints,
    in_database,
    is_code_constraint,
    not_its_own,
    refusal,
    refused,
    row,
    twice,
)
from tests.factories import ArticleFactory, CitationFactory, PublisherFactory, StatementFactory
from tests.rows import ROW

pytestmark = pytest.mark.django_db


def corrected(made: Attempt) -> Article:
    """Writes an article and its correction."""
    return ArticleFactory(corrects=made())


SIDES = {
    "article_published_earliest_not_after_published_latest": bounds(Article, "published_earliest", "published_latest"),
    "article_relevance_is_a_share": Sides(
        refused=[row(Article, relevance=101)], accepted=[row(Article, relevance=100), row(Article, relevance=None)]
    ),
    "article_held_text_present": Sides(
        refused=[
            row(Article, holding="full_text", text=""),
            row(Article, holding="excerpt", text=""),
            row(Article, holding="reference_only", text="A rocket hit a school."),
        ],
        accepted=[
            row(Article, holding="full_text", text="A rocket hit a school."),
            row(Article, holding="excerpt", text="A rocket"),
            row(Article, holding="reference_only", text=""),
        ],
    ),
    "article_is_not_its_own_copy": not_its_own(Article, "republishes"),
    "feedentry_once_a_feed": Sides(
        refused=[twice(FeedEntry, {"feed": ROW[Feed]}, {}, {})],
        accepted=[twice(FeedEntry, {"feed": ROW[Feed]}, {}, {"address_sha256": "1" * 64})],
    ),
    "article_does_not_correct_itself": not_its_own(Article, "corrects"),
    "article_corrected_once": Sides(
        refused=[twice(Article, {"corrects": ROW[Article]}, {}, {})],
        accepted=[
            row(Article, corrects=None),
            twice(Article, {"publisher": PublisherFactory}, {"corrects": None}, {"corrects": None}),
            partial(corrected, partial(corrected, ROW[Article])),
        ],
    ),
}

CODE_COLUMNS = {
    "publisher_kind_in_codebook": "kind",
    "publisher_reach_in_codebook": "reach",
    "article_kind_in_codebook": "kind",
    "article_byline_state_in_codebook": "byline_state",
    "article_holding_in_codebook": "holding",
    "article_triage_in_codebook": "triage",
}
BLANK_ALLOWED = {"publisher_reach_in_codebook"}


def test_every_constraint_of_articles_is_tried_both_ways():
    assert set(constraints("articles")) == set(SIDES) | set(CODE_COLUMNS)
    assert all(is_code_constraint(name) for name in CODE_COLUMNS)


@pytest.mark.parametrize("model", [Article, FeedEntry, Publisher])
def test_every_constraint_stands_in_the_database(model: type[Model]) -> None:
    assert {each.name for each in model._meta.constraints} <= in_database(model)


@refused(SIDES)
def test_the_database_refuses_by_this_constraint(name: str, attempt: Attempt) -> None:
    assert refusal(attempt) == name


@accepted(SIDES)
def test_the_database_accepts_the_neighbour(name: str, attempt: Attempt) -> None:
    assert refusal(attempt) == ""


def codes(name: str) -> list[str]:
    """The codes of the list to which the constraint keeps its column."""
    model, _ = constraints("articles")[name]
    field = model._meta.get_field(CODE_COLUMNS[name])
    assert isinstance(field, CharField)
    return [code for code, _ in field.flatchoices]


def coded(name: str, code: str) -> Attempt:
    """Writes a row with the code in the column that the constraint guards."""
    model, _ = constraints("articles")[name]
    needs = {"text": ""} if code == "reference_only" else {}
    return row(model, **{CODE_COLUMNS[name]: code}, **needs)


@pytest.mark.parametrize("name", CODE_COLUMNS)
def test_a_code_column_takes_every_code_of_its_list_and_no_other(name: str) -> None:
    assert {code: refusal(coded(name, code)) for code in codes(name)} == dict.fromkeys(codes(name), "")
    assert refusal(coded(name, "no_such_code")) == name
    assert refusal(coded(name, "")) == ("" if name in BLANK_ALLOWED else name)


@pytest.mark.parametrize(
    ("model", "fields"), [(Publisher, {"name": "The Daily Planet"}), (Snapshot, {"sha256": "a" * 64})]
)
def test_a_name_and_a_snapshot_stand_once(model: type[Model], fields: dict[str, str]) -> None:
    ROW[model](**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        ROW[model](**fields)


def test_the_normal_form_of_the_address_is_kept_beside_it():
    article = ArticleFactory(url="http://www.Example.org/story/?utm_source=x")
    article.refresh_from_db()
    assert article.url == "http://www.Example.org/story/?utm_source=x"
    assert article.canonical_url == "https://example.org/story"


def test_an_address_whose_normal_form_is_too_long_is_kept_as_it_came():
    address = "https://example.org/" + "é" * 1980
    article = ArticleFactory(url=address)
    article.refresh_from_db()
    assert article.canonical_url == address


def test_a_text_nothing_points_into_may_be_corrected():
    article = ArticleFactory(text="A rokcet.")
    article.text = "A rocket."
    article.full_clean()


def test_a_text_that_is_quoted_may_not_change():
    article = CitationFactory().article
    article.text += " More."
    with pytest.raises(ValidationError) as refused_change:
        article.full_clean()
    assert refused_change.value.message_dict == {
        "text": ["Quotes point into this text. Enter the corrected text as a new article."]
    }


def test_a_quoted_text_that_differs_in_line_ends_alone_is_the_same_text():
    article = ArticleFactory(text="On Thursday night\na rocket fell.")
    CitationFactory(article=article)
    article.text = "On Thursday night\r\na rocket fell."
    article.full_clean()
    assert article.text == "On Thursday night\na rocket fell."


def test_a_correction_quotes_nothing_and_keeps_the_text_before_as_it_was():
    before = ArticleFactory(text="A rokcet.")
    ArticleFactory(text="A rocket.", corrects=before)
    assert not before.text_is_fixed()
    before.text = "A rocket fell."
    with pytest.raises(ValidationError) as refused_change:
        before.full_clean()
    assert refused_change.value.message_dict == {"text": ["This text has been corrected since and stays as it was."]}


def test_a_correction_is_refused_in_words_when_there_is_one_already():
    before = ArticleFactory()
    ArticleFactory(corrects=before)
    with pytest.raises(ValidationError) as refused_second:
        ArticleFactory.build(publisher=None, corrects=before).full_clean()
    assert "This article has been corrected already. Correct its latest text." in refused_second.value.messages


def test_an_article_that_has_been_corrected_is_not_deleted_from_under_its_correction():
    before = ArticleFactory()
    ArticleFactory(corrects=before)
    with pytest.raises(ProtectedError):
        before.delete()


def test_current_articles_are_the_latest_text_of_each_document():
    alone, first = ArticleFactory.create_batch(2)
    second = ArticleFactory(corrects=first)
    third = ArticleFactory(corrects=second)
    assert set(Article.objects.current()) == {alone, third}


def test_a_quote_fixes_the_text_and_a_mention_of_the_article_does_not():
    quoted, original, noted, copied = ArticleFactory.create_batch(4)
    CitationFactory(article=quoted)
    StatementFactory(original=original)
    ConfidentialNote.objects.create(article=noted, body="A contact.")
    ArticleFactory(republishes=copied)
    assert [each.text_is_fixed() for each in (quoted, original, noted, copied)] == [True, False, False, False]


def test_an_article_says_its_title_publisher_and_date():
    article = ArticleFactory(title="Rockets", publisher=PublisherFactory(name="The Daily"), published_edtf="2022-01-14")
    assert str(article) == "Rockets · The Daily · 2022-01-14"
    assert str(ArticleFactory(title="", publisher=None, published_edtf="")) == "(no headline)"
    assert str(ArticleFactory(title="Rockets", publisher=None, published_edtf="", corrects=article)) == (
        "Rockets · corrected text"
    )
