"""Is the queue listed, narrowed and read as it should be, within its queries, and blind where it must be?"""

import datetime as dt
import re
from typing import Any

import pytest
from django.urls import reverse

from incidents.admin.queue import coding_address
from incidents.coding.queue import assign, take, triage
from tests.factories import (
    ArticleFactory,
    CitationFactory,
    CodingTaskFactory,
    IncidentFactory,
    PublisherFactory,
    user_with_role,
)
from tests.incidents.admin.pages import logged_in

pytestmark = pytest.mark.django_db

QUERIES = 12


def without_choices(response: Any) -> str:
    """The page without its selects, as the one of who retrieved an article, and without the codebook as data."""
    return re.sub(r"<option.*?</option>|<script.*?</script>", "", response.content.decode(), flags=re.DOTALL)


def titles(response: Any) -> list[str]:
    return [row.title for row in response.context.get("rows", [])]


def test_the_list_shows_what_waits_with_where_it_comes_from():
    client, _ = logged_in("coder")
    ArticleFactory(
        title="Shells on a market", publisher=PublisherFactory(name="The Hills Post"), published_edtf="2024-05-07",
        language="ar", relevance=71, queued_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    )  # fmt: skip
    page = client.get(reverse("admin:queue")).content.decode()
    for words in ("Shells on a market", "The Hills Post", "7 May 2024", 'lang="ar"', ' value="71"', "years"):
        assert words in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["likely", "arabic", "plain"]), ("language=ar", ["arabic"]), ("relevance=50", ["likely", "arabic"]),
        ("order=relevance", ["arabic", "likely", "plain"]), ("state=relevant", ["likely"]),
        ("state=new&relevance=10", ["arabic"]), ("state=mine", []), ("state=later", []),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_and_sorted_by_its_address(query, found):
    client, _ = logged_in("coder")
    ArticleFactory(title="likely", relevance=60, triage="relevant")
    ArticleFactory(title="arabic", relevance=80, language="ar")
    ArticleFactory(title="plain", relevance=None)
    assert titles(client.get(f"{reverse('admin:queue')}?{query}")) == found


def test_a_publisher_with_nothing_waiting_can_still_be_asked_for():
    client, _ = logged_in("coder")
    ArticleFactory()
    publisher = PublisherFactory(name="Quiet Times")
    response = client.get(reverse("admin:queue"), {"publisher": publisher.pk})
    assert (response.status_code, titles(response)) == (200, [])
    assert b"Quiet Times</option>" in response.content


@pytest.mark.parametrize(
    "query",
    ["state=lost", "publisher=x", "publisher=99999999999999999999999999", "publisher=77", "relevance=101",
     "relevance=-1", "relevance=a", "order=title", "page=0", "page=x", "page=1e9", "colour=red",
     "language=en&language=ar",
     "language=" + "a" * 40, "publisher=%00"],
)  # fmt: skip
def test_what_the_filters_do_not_know_is_told_and_lists_nothing(query):
    client, _ = logged_in("coder")
    ArticleFactory()
    response = client.get(f"{reverse('admin:queue')}?{query}")
    assert (response.status_code, titles(response)) == (400, [])
    assert "errorlist" in response.content.decode() or "refused" in response.content.decode()


def test_a_page_behind_the_last_is_the_last():
    client, _ = logged_in("coder")
    ArticleFactory(title="the only one")
    assert titles(client.get(reverse("admin:queue"), {"page": 7})) == ["the only one"]


def test_pages_follow_each_other():
    client, _ = logged_in("coder")
    for number in range(52):
        ArticleFactory(title=str(number), publisher=None)
    first, second = client.get(reverse("admin:queue")), client.get(reverse("admin:queue"), {"page": 2})
    assert (len(titles(first)), titles(second)) == (50, ["50", "51"])
    assert (first.context["later"], second.context["earlier"]) == ("?page=2", "?page=1")


@pytest.mark.parametrize("role", ["coder", "reviewer"])
def test_the_list_stays_within_its_queries(role, django_assert_max_num_queries):
    client, user = logged_in(role)
    for number in range(8):
        CodingTaskFactory(article=take(ArticleFactory(), by=user).article, state="given_back")
        CodingTaskFactory(is_double=number % 2 == 0)
        ArticleFactory()
    publisher = ArticleFactory().publisher
    for query in ("", "?state=mine", "?state=taken", f"?publisher={publisher.pk}&order=relevance"):
        with django_assert_max_num_queries(QUERIES):
            assert client.get(reverse("admin:queue") + query).status_code == 200


def test_the_pane_shows_the_text_and_what_can_be_done():
    client, _ = logged_in("coder")
    article = ArticleFactory(text="First <b>paragraph</b>.\n\nالفقرة الثانية.", language="ar")
    page = client.get(reverse("admin:queue_article", args=[article.pk])).content.decode()
    assert '<p dir="auto">First &lt;b&gt;paragraph&lt;/b&gt;.</p><p dir="auto">الفقرة الثانية.</p>' in page
    assert "<html" not in page
    assert "1st of 1 in your queue" in page
    assert [each in page for each in ("Code it", "Relevant", "Not an incident", "Later", "Assign")] == [
        True, True, True, True, False,
    ]  # fmt: skip


def test_without_a_script_the_article_opens_within_the_page():
    client, _ = logged_in("coder")
    article = ArticleFactory(text="The whole story.")
    page = client.get(reverse("admin:queue"), {"article": article.pk}).content.decode()
    assert "The whole story." in page
    assert 'aria-current="true"' in page


@pytest.mark.parametrize("key", ["0", "99999999999999999999999999", "x", "-1", "%00"])
def test_an_article_that_is_not_there_is_not_found(key):
    client, _ = logged_in("coder")
    assert client.get(f"{reverse('admin:queue')}?article={key}").status_code == 404


def test_who_has_it_is_told_and_how_long_nobody_touched_it_to_reviewers_only(time_machine_at):
    time_machine_at("2022-01-10T12:00Z")
    ben = user_with_role("coder", username="ben")
    take(ArticleFactory(title="Old"), by=ben)
    time_machine_at("2022-02-10T12:00Z")
    coder, reviewer = logged_in("coder")[0], logged_in("reviewer")[0]
    assert "ben" in coder.get(reverse("admin:queue"), {"state": "taken"}).content.decode()
    assert coder.get(reverse("admin:queue"), {"state": "stale"}).status_code == 403
    assert titles(reviewer.get(reverse("admin:queue"), {"state": "stale"})) == ["Old"]
    assert "Untouched" in reviewer.get(reverse("admin:queue")).content.decode()
    assert "Untouched" not in coder.get(reverse("admin:queue")).content.decode()


def test_a_second_coder_sees_that_it_is_a_second_coding_and_nothing_of_the_first():
    ann = user_with_role("coder", username="ann-the-first")
    task = CodingTaskFactory(coder=ann, is_double=True)
    incident = IncidentFactory(task=task, created_by=ann, title="What Ann saw")
    CitationFactory(incident=incident, article=task.article)
    client, _ = logged_in("coder")
    pages = [
        client.get(reverse("admin:queue")), client.get(reverse("admin:queue_article", args=[task.article.pk])),
        client.get(reverse("admin:articles_article_change", args=[task.article.pk])),
        client.get(reverse("admin:articles_article_changelist")), client.get(reverse("admin:index")),
    ]  # fmt: skip
    for page in pages:
        assert "ann-the-first" not in without_choices(page)
        assert "What Ann saw" not in page.content.decode()
    assert "Second coding" in pages[0].content.decode()
    assert "second coding, blind" in pages[2].content.decode()


def test_the_first_coder_sees_nothing_of_the_second():
    client, ann = logged_in("coder", username="ann")
    task = CodingTaskFactory(coder=ann, is_double=True)
    CodingTaskFactory(article=task.article, coder=user_with_role("coder", username="ben-the-second"),
                      round="second", is_double=True)  # fmt: skip
    for address in (f"{reverse('admin:queue')}?state=mine&article={task.article.pk}",
                    reverse("admin:articles_article_change", args=[task.article.pk])):  # fmt: skip
        page = without_choices(client.get(address)).lower()
        assert "ben-the-second" not in page
        assert "second coding" not in page


def test_the_start_page_says_what_waits_and_what_is_in_hand():
    client, ann = logged_in("coder", username="ann")
    take(ArticleFactory(title="Mine by choice"), by=ann)
    assign(ArticleFactory(title="Given"), to=ann, by=user_with_role("reviewer"))
    ArticleFactory()
    page = client.get(reverse("admin:index"))
    card = page.context["to_read"]
    assert (card.waiting, [each.place for each in card.mine]) == (1, ["1st of 3", "2nd of 3"])
    assert "Next for me" in page.content.decode()
    assert "Mine by choice" in page.content.decode()


def test_the_start_page_of_a_guest_has_no_queue():
    client, _ = logged_in("guest")
    assert client.get(reverse("admin:index")).context["to_read"] is None


def test_an_article_is_coded_at_the_desk():
    article = ArticleFactory()
    assert coding_address(article) == f"/admin/desk/{article.pk}/"


def test_the_pane_names_the_words_that_make_an_article_likely():
    client, _ = logged_in("coder")
    article = ArticleFactory(title="Rockets", text="Rockets hit a school and killed two people.", relevance=80)
    page = client.get(reverse("admin:queue_article", args=[article.pk])).content.decode()
    assert "Relevance 80." in page
    assert "Speaks for it: killed, rockets." in page


def test_the_pages_have_no_inline_script_or_style():
    client, user = logged_in("reviewer")
    article = ArticleFactory(relevance=40)
    triage(article, as_="relevant", by=user)
    page = client.get(reverse("admin:queue"), {"article": article.pk}).content.decode()
    for sign in (" style=", "onclick=", "<style"):
        assert sign not in page
