"""Is a corrected text looked at before it is stored, and does each page lead to the version that counts?"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from incidents.coding.corrections import correct
from incidents.models import Citation, CodingTask
from tests.factories import (
    ArticleFactory,
    CitationFactory,
    CodingTaskFactory,
    IncidentFactory,
    UserFactory,
    user_with_role,
)
from tests.incidents.admin.pages import logged_in

pytestmark = pytest.mark.django_db

TEXT = "On Thursday night a rocket hit a school in Baghdad. Two people were slightly hurt, the army said."
MENDED = "BAGHDAD. On Thursday night a rocket hit a school in Baghdad. Three people were slightly hurt, the army said."


def address(article: Article) -> str:
    return reverse("admin:articles_article_correct", args=[article.pk])


def page_of(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def send(client: Client, article: Article, step: str = "preview", **values: str) -> Any:
    seen = {"seen_sha256": article.text_sha256, "text": MENDED, "reason": "The paper corrected the toll."}
    return client.post(address(article), seen | {"step": step} | values)


@pytest.fixture
def article() -> Article:
    made: Article = ArticleFactory(text=TEXT, title="Rocket hits school")
    return made


@pytest.fixture
def client() -> Client:
    return logged_in("coder", username="amal")[0]


def test_the_page_of_a_quoted_article_leads_to_its_correction(client: Client, article: Article) -> None:
    assert address(article) not in client.get(page_of(article)).content.decode()
    CitationFactory(article=article)
    assert f'href="{address(article)}"' in client.get(page_of(article)).content.decode()


def test_the_page_begins_with_the_text_as_it_is(client: Client, article: Article) -> None:
    page = client.get(address(article))
    assert page.status_code == 200
    assert page.context["form"]["text"].value() == TEXT


def test_what_would_become_of_the_text_and_its_quotes_is_shown_before_anything_is_stored(
    client: Client, article: Article
) -> None:
    kept, lost = CitationFactory(article=article), CitationFactory(article=article, exact="Two people")
    page = send(client, article)
    told = page.context["told"]
    assert [move.citation for move in told.kept] == [kept]
    assert (told.elsewhere, told.lost) == ([], [lost])
    shown = page.content.decode()
    assert "1 quote keeps its place." in shown
    assert "<h2>1 lost</h2>" in shown
    assert lost.incident.code in shown
    assert "<ins>BAGHDAD. </ins>" in shown
    assert "<del>Two </del><ins>Three </ins>" in shown
    assert Article.objects.count() == 1


def test_what_was_looked_at_is_stored(client: Client, article: Article) -> None:
    citation = CitationFactory(article=article)
    preview = send(client, article)
    response = send(client, article, "store", text=preview.context["text"])
    new = Article.objects.get(corrects=article)
    assert (response.status_code, response.url) == (302, page_of(new))
    citation.refresh_from_db()
    assert (new.text, citation.article) == (MENDED, new)
    assert new.history.get().history_change_reason == "Corrected text: The paper corrected the toll."
    assert "1 quote has moved to it. This is its page." in client.get(page_of(new)).content.decode()


def test_after_a_quote_was_lost_the_page_shows_which(client: Client, article: Article) -> None:
    lost = CitationFactory(article=article, exact="Two people")
    response = send(client, article, "store")
    assert response.url == address(article)
    page = client.get(response.url)
    assert page.context["told"].lost == [lost]
    assert "by amal: “The paper corrected the toll.”" in page.content.decode()
    assert "The corrected text is stored, and no quotes have moved to it. 1 quote has not" in page.content.decode()


def test_one_can_go_back_from_the_look_to_the_typed_text(client: Client, article: Article) -> None:
    page = send(client, article, "edit")
    assert page.context["form"]["text"].value() == MENDED
    assert page.context["form"]["reason"].value() == "The paper corrected the toll."
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"text": TEXT}, "The text is the same as before."),
        ({"text": " "}, "The corrected text is empty."),
        ({"text": "x" * 1_000_001}, "longer than 1,000,000 characters"),
        ({"seen_sha256": "0" * 64}, "Somebody else has corrected or changed this text meanwhile."),
        ({"reason": ""}, "This field is required."),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_stored_is_told_beside_what_was_typed(
    client: Client, article: Article, values: dict[str, str], said: str
) -> None:
    for step in ("preview", "store"):
        page = send(client, article, step, **values)
        assert page.status_code in (200, 409)
        assert said in page.content.decode()
        assert page.context["form"]["text"].value() == values.get("text", MENDED)
    assert Article.objects.count() == 1


def test_who_comes_second_keeps_the_text_and_is_led_to_the_correction(client: Client, article: Article) -> None:
    correct(article, text=TEXT + " More.", by=UserFactory(), reason="First.")
    page = send(client, article, "store")
    assert page.status_code == 409
    assert "This text has been corrected already." in page.content.decode()
    assert page.context["form"]["text"].value() == MENDED
    assert f'href="{address(article)}"' in page.content.decode()
    assert Article.objects.count() == 2


def test_both_versions_lead_to_each_other(client: Client, article: Article) -> None:
    CitationFactory(article=article)
    new = correct(article, text=MENDED, by=UserFactory(), reason="Toll.").article
    before, after = client.get(page_of(article)).content.decode(), client.get(page_of(new)).content.decode()
    assert "This text has been corrected since." in before
    assert f'href="{page_of(new)}"' in before
    assert "Enter a corrected text" not in before
    assert f'href="{page_of(article)}">The text before' in after
    assert "Enter a corrected text" in after


def test_the_text_before_cannot_be_typed_over(client: Client, article: Article) -> None:
    correct(article, text=MENDED, by=UserFactory(), reason="Toll.")
    page = client.get(page_of(article))
    assert "text" not in page.context["adminform"].form.fields


def test_quotes_that_came_late_are_taken_along(client: Client, article: Article) -> None:
    new = correct(article, text=MENDED, by=UserFactory(), reason="Toll.").article
    late = CitationFactory(article=article)
    assert [move.citation for move in client.get(address(article)).context["told"].kept] == [late]
    assert client.post(address(article), {"step": "take-along"}).status_code == 302
    assert Citation.objects.get().article == new
    assert client.get(address(article)).context["told"].kept == []


def test_a_blind_coder_is_told_nothing_of_the_quotes_of_the_other(article: Article) -> None:
    client, user = logged_in("coder")
    own = CodingTaskFactory(article=article, coder=user, is_double=True)
    others = CodingTask.objects.create(article=article, coder=UserFactory(), round="second", is_double=True)
    mine = CitationFactory(article=article, exact="Two people", incident=IncidentFactory(task=own))
    hidden = CitationFactory(article=article, exact="Two people", incident=IncidentFactory(task=others))
    page = send(client, article)
    assert page.context["told"].lost == [mine]
    assert hidden.incident.code not in page.content.decode()
    stored = client.get(send(client, article, "store").url)
    assert stored.context["told"].lost == [mine]
    assert hidden.incident.code not in stored.content.decode()


def test_coding_begins_from_the_latest_text(client: Client, article: Article) -> None:
    new = correct(article, text=MENDED, by=UserFactory(), reason="Toll.").article
    page = client.get(reverse("admin:incidents_incident_add"), {"article": article.pk})
    assert page.context["default_article"]["id"] == str(new.pk)


def test_quotes_left_behind_wait_on_the_start_page(client: Client, article: Article) -> None:
    title = "Quotes from texts that were corrected"
    lost = CitationFactory(article=article, exact="Two people")
    assert title not in client.get(reverse("admin:index")).content.decode()
    correct(article, text=MENDED, by=UserFactory(), reason="Toll.")
    (queue,) = [each for each in client.get(reverse("admin:index")).context["queues"] if each.title == title]
    assert queue.rows == [lost.incident]


def test_only_who_codes_reaches_the_page(article: Article) -> None:
    guest = logged_in("guest")[0]
    assert guest.get(address(article)).status_code == 403
    reader = Client()
    reader.force_login(user_with_role("reviewer"))
    assert reader.get(address(article)).status_code == 200
    assert reader.get(reverse("admin:articles_article_correct", args=[article.pk + 1])).status_code == 404
    assert reader.get(f"/admin/articles/article/{10**25}/correct/").status_code == 404


def test_a_text_written_from_the_right_is_compared_in_its_own_direction(client: Client) -> None:
    article = ArticleFactory(text="قال الجيش إن أربعة صواريخ سقطت.")
    CitationFactory(article=article, exact="أربعة صواريخ")
    page = send(client, article, text="قال الجيش إن أربعة صواريخ سقطت أمس.")
    assert "1 quote keeps its place." in page.content.decode()
    assert '<div class="comparison" dir="auto">' in page.content.decode()
