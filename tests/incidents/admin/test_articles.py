"""What do the list and the page of an article say of its coding?"""

from typing import Any

import pytest
from django.urls import reverse

from articles.models import Article
from incidents.coding.queue import take
from tests.factories import ArticleFactory, CitationFactory, CodingTaskFactory, IncidentFactory, user_with_role
from tests.incidents.admin.pages import logged_in

pytestmark = pytest.mark.django_db

QUERIES = 12


def test_an_editor_who_codes_an_article_too_does_not_read_blind_quotes_on_its_deletion():
    task = CodingTaskFactory(is_double=True)
    incident = IncidentFactory(task=task)
    CitationFactory(incident=incident, article=task.article, exact="a rocket hit a school")
    client, editor = logged_in("editor")
    CodingTaskFactory(article=task.article, coder=editor, round="second", is_double=True)
    page = client.get(reverse("admin:articles_article_delete", args=[task.article.pk])).content.decode()
    assert "Cannot delete" in page
    assert "a rocket hit a school" not in page


def test_the_page_of_an_article_names_its_tasks_and_its_incidents():
    client, ann = logged_in("coder", username="ann")
    task = take(ArticleFactory(), by=ann)
    IncidentFactory(task=task, title="From the task")
    CitationFactory(incident=IncidentFactory(title="From a quote"), article=task.article)
    IncidentFactory(title="From elsewhere")
    page = client.get(reverse("admin:articles_article_change", args=[task.article.pk])).content.decode()
    assert "First coding: you" in page
    assert ["From the task" in page, "From a quote" in page, "From elsewhere" in page] == [True, True, False]


@pytest.mark.parametrize(
    ("holding", "text", "offered"), [("full_text", "Two rockets fell.", True), ("reference_only", "", False)]
)
def test_a_new_article_that_can_be_quoted_leads_to_its_desk(holding, text, offered):
    client, _ = logged_in("coder")
    sent = {
        "kind": "news_article", "holding": holding, "title": "Rockets fell", "text": text,
        "byline_state": "unknown", "triage": "new",
    }  # fmt: skip
    answer = client.post(reverse("admin:articles_article_add"), sent, follow=True)
    desk = reverse("admin:desk", args=[Article.objects.get().pk])
    assert (f'<a href="{desk}">Code it at the desk</a>' in answer.content.decode()) is offered


def test_the_list_of_articles_tells_who_has_each(django_assert_max_num_queries):
    ben = user_with_role("coder", username="ben")
    for _ in range(3):
        take(ArticleFactory(), by=ben)
    client, _ = logged_in("coder")
    with django_assert_max_num_queries(QUERIES):
        page = client.get(reverse("admin:articles_article_changelist")).content.decode()
    assert page.count('<td class="field-in_hands">ben</td>') == 3


def test_the_button_of_the_page_takes_the_article():
    client, _ = logged_in("coder")
    article = ArticleFactory()
    page = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert f'action="{reverse("admin:queue_act", args=[article.pk, "take"])}"' in page


def test_the_page_of_an_article_of_a_dataset_names_the_latest_twenty():
    article = ArticleFactory()
    for number in range(21):
        CitationFactory(incident=IncidentFactory(title=f"Event no. {number}."), article=article)
    client, _ = logged_in("coder")
    page: Any = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert ["Event no. 20." in page, "Event no. 1." in page, "Event no. 0." in page] == [True, True, False]
    assert "the latest 20" in page
