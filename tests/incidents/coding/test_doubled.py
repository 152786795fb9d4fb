"""Are two codings of an article found, paired, and read as they stood?"""

import json

import pytest

from incidents.coding.adjudication import case_of
from incidents.coding.doubled import as_it_stands, doubled
from incidents.models import Incident
from incidents.publishing import gather
from tests.factories import ArticleFactory, StatementFactory, user_with_role
from tests.incidents.coding.codings import coded, decided, task, two_codings

pytestmark = pytest.mark.django_db


def codes(found):
    return [[each.code if each else None for each in pair] for pair in found.pairs]


def test_an_article_that_two_have_coded_is_there_with_its_pairs():
    first, second = two_codings()
    third = coded(second.task, date_edtf="2020-05-05", attack_type="clash")
    [found] = doubled(user=user_with_role("reviewer"))
    assert found.article == first.task.article
    assert found.coders == (first.created_by, second.created_by)
    assert codes(found) == [[first.code, second.code], [None, third.code]]
    assert not found.is_decided


def test_what_is_decided_is_read_as_it_stood_before():
    first, second = two_codings(attack_type="shooting")
    as_coded = [first.code, second.code]
    decided(first, code="iq-2022-01-13-school")
    Incident.objects.filter(pk=first.pk).update(attack_type="clash")
    [found] = doubled(user=user_with_role("reviewer"))
    assert found.is_decided
    assert codes(found) == [as_coded]
    assert [each.values["attack_type"] for each in found.pairs[0]] == ["indirect_fire", "shooting"]


def test_nobody_sees_the_other_coding_of_their_own_article_before_it_is_decided():
    reviewer = user_with_role("reviewer")
    article = ArticleFactory()
    own = coded(task(article, "second", coder=reviewer))
    first = coded(task(article, "first"))
    assert doubled(user=reviewer) == []
    assert len(doubled(user=user_with_role("reviewer"))) == 1
    decided(first, by=user_with_role("editor"))
    assert codes(doubled(user=reviewer)[0]) == [[first.code, own.code]]


def test_what_is_not_done_or_has_one_coding_is_not_there():
    half = ArticleFactory()
    task(half, "first"), task(half, "second", state="open")
    task(ArticleFactory(), "first")
    assert doubled(user=user_with_role("reviewer")) == []


def test_the_latest_comes_first():
    for day in ("01", "03", "02"):
        article = ArticleFactory(title=day)
        task(article, "first", done_at="2022-01-01T00:00Z"), task(article, "second", done_at=f"2022-02-{day}T00:00Z")
    assert [each.article.title for each in doubled(user=user_with_role("reviewer"))] == ["03", "02", "01"]


def test_a_merged_or_withdrawn_incident_is_no_part_of_a_coding():
    first, _ = two_codings()
    other = coded(first.task)
    Incident.objects.filter(pk=other.pk).update(status="withdrawn")
    assert len(case_of(first.task.article).codings["first"]) == 1


def test_a_coding_is_kept_as_data_with_every_row():
    first, _ = two_codings()
    StatementFactory(incident=first, speaker_text="a witness")
    [coding] = gather([Incident.objects.get(pk=first.pk)])
    kept = as_it_stands(coding)
    assert json.loads(json.dumps(kept)) == kept
    assert [(row["table"], row["label"]) for row in kept["rows"]] == [
        ("statement", "Account: a witness"), ("citation", "“On Thursday night”"),
    ]  # fmt: skip
    assert kept["rows"][1]["says"]["exact"] == "On Thursday night"


def test_many_articles_ask_no_more_than_few(django_assert_max_num_queries):
    for _ in range(3):
        two_codings()
    decided(two_codings()[0])
    reviewer = user_with_role("reviewer")
    with django_assert_max_num_queries(20):
        assert len(doubled(user=reviewer)) == 4
