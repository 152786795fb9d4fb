"""Tests of incidents/coding/versions.py: from any version of a text one gets to the latest, and back."""

import pytest

from articles.models import Article
from incidents.coding.versions import earlier, latest
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


def test_a_text_that_was_never_corrected_is_its_own_latest():
    article = ArticleFactory()
    assert latest(article) == article
    assert earlier(article) == []


def test_every_version_leads_to_the_last_correction_and_to_all_before_it():
    first = ArticleFactory()
    second = ArticleFactory(corrects=first)
    third = ArticleFactory(corrects=second)
    assert [latest(each) for each in (first, second, third)] == [third, third, third]
    assert earlier(third) == [second, first]


def test_a_loop_in_the_data_ends():
    first = ArticleFactory()
    second = ArticleFactory(corrects=first)
    Article.objects.filter(pk=first.pk).update(corrects=second)
    looped = Article.objects.get(pk=first.pk)
    assert latest(looped) in (first, second)
    assert set(earlier(looped)) == {first, second}
