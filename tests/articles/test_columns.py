"""Tests of articles/columns.py: what a column works out by itself, one row at a time and in bulk."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from articles.columns import AddressField, normalise
from articles.models import Article, Publisher
from incidents.models import Incident, Series
from tests.factories import ArticleFactory, IncidentFactory, PublisherFactory

pytestmark = pytest.mark.django_db

BOUNDS = [
    ("2022-01-13", date(2022, 1, 13), date(2022, 1, 13)),
    ("2022-01", date(2022, 1, 1), date(2022, 1, 31)),
    ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
    ("2022", date(2022, 1, 1), date(2022, 12, 31)),
    ("[2022-01-13,2022-01-14]", date(2022, 1, 13), date(2022, 1, 14)),
    ("[..2022-01-13]", None, date(2022, 1, 13)),
    ("2022-01/..", date(2022, 1, 1), None),
    ("2022-01-10/2022-01-13", date(2022, 1, 10), date(2022, 1, 13)),
    ("2022-01-13~", date(2022, 1, 13), date(2022, 1, 13)),
]


@pytest.mark.parametrize(("edtf", "earliest", "latest"), BOUNDS)
def test_saving_a_date_sets_its_bounds(edtf, earliest, latest):
    incident = Incident.objects.get(pk=IncidentFactory(date_edtf=edtf).pk)
    assert (incident.date_earliest, incident.date_latest) == (earliest, latest)


def test_storing_in_bulk_sets_the_bounds_too():
    Series.objects.bulk_create(Series(name=edtf, period_edtf=edtf) for edtf, *_ in BOUNDS)
    stored = Series.objects.order_by("pk").values_list("period_edtf", "period_earliest", "period_latest")
    assert list(stored) == BOUNDS


def test_a_changed_date_changes_its_bounds_and_a_removed_one_removes_them():
    article = ArticleFactory(published_edtf="2022-01-14")
    article.published_edtf = "2022-01"
    article.save()
    article.refresh_from_db()
    assert (article.published_earliest, article.published_latest) == (date(2022, 1, 1), date(2022, 1, 31))
    article.published_edtf = ""
    article.save()
    article.refresh_from_db()
    assert (article.published_earliest, article.published_latest) == (None, None)


@pytest.mark.parametrize(
    ("edtf", "sentence"),
    [
        ("13 January 2022", "“13 January 2022” has a blank inside: write dates without blanks"),
        ("2022-02-30", "2022-02-30 is not a day in the calendar"),
        ("2022-13", "2022-13 has no such month: months run from 01 to 12"),
        ("2022-01-14/2022-01-13", "“2022-01-14/2022-01-13” runs backwards: the start comes first"),
        ("/2022-01-13", "“/2022-01-13” has no start: write [..2022-01-13] for “on or before”"),
    ],
)
def test_a_date_outside_the_subset_is_refused_with_a_sentence(edtf, sentence):
    article = ArticleFactory.build(publisher=None, published_edtf=edtf)
    with pytest.raises(ValidationError) as refused:
        article.full_clean()
    assert refused.value.message_dict == {"published_edtf": [sentence]}


def test_a_date_outside_the_subset_cannot_be_saved_past_the_form():
    with pytest.raises(ValueError, match="2022-02-30 is not a day in the calendar"), transaction.atomic():
        ArticleFactory(published_edtf="2022-02-30")
    assert not Article.objects.exists()


def test_the_text_is_stored_composed_and_with_one_kind_of_line_end():
    article = ArticleFactory(text="Cafe\u0301\r\nin Dora\rat night\n")
    article.refresh_from_db()
    assert article.text == "Caf\u00e9\nin Dora\nat night\n"


def test_in_bulk_the_text_is_normalised_and_its_digest_is_that_of_the_stored_text():
    Article.objects.bulk_create([Article(text="e\u0301\r\n"), Article(holding="reference_only")])
    held, cited = Article.objects.order_by("pk")
    assert held.text == "\u00e9\n"
    # printf '\303\251\n' | sha256sum
    assert held.text_sha256 == "edd3a863872a04239eb29ad4bc12fc892b3d4ae57cc7e786a3697816f8e141c2"
    assert cited.text_sha256 == ""


def test_the_digest_is_the_sha256_of_the_text():
    article = ArticleFactory(text="abc")
    # The example of FIPS 180-2, appendix B.1.
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert Article.objects.get(pk=article.pk, text_sha256=digest) == article


def test_a_name_is_found_by_its_folded_spelling():
    PublisherFactory(name="Al-Ṣabāḥ al-Jadīd")
    assert Publisher.objects.get().folded == "al sabah al jadid"
    Publisher.objects.bulk_create([Publisher(name="L'Orient–Le Jour", kind="newspaper")])
    assert Publisher.objects.get(folded="lorient le jour")


def test_a_folded_spelling_longer_than_its_column_is_cut():
    publisher = PublisherFactory(name="\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 200)
    publisher.refresh_from_db()
    assert len(publisher.folded) == 1000


def test_a_renamed_publisher_is_found_by_the_new_name_alone():
    publisher = PublisherFactory(name="The Daily")
    publisher.name = "The Weekly"
    publisher.save()
    assert [each.folded for each in Publisher.objects.all()] == ["the weekly"]


@pytest.mark.parametrize(
    ("text", "normal"), [("", ""), (None, ""), ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\u030a", "å"), ("\ufb01", "\ufb01")]
)
def test_normal_text_is_nfc_with_plain_line_ends(text, normal):
    assert normalise(text) == normal


def test_an_address_typed_without_a_scheme_is_taken_as_https():
    field = AddressField().formfield()
    assert isinstance(field, forms.URLField)
    assert field.clean("example.org/story") == "https://example.org/story"


def test_an_address_holds_two_thousand_characters():
    assert AddressField().max_length == 2000
