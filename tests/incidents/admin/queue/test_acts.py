"""Is what is pressed in the queue done, told, and refused where the rules refuse it, with a script and without?"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from incidents.admin.queue import coding_address
from incidents.coding.queue import take
from incidents.models import CodingTask
from tests.factories import ArticleFactory, UserFactory, user_with_role
from tests.incidents.admin.pages import logged_in

pytestmark = pytest.mark.django_db

DATA = {"HTTP_ACCEPT": "application/json"}


def press(client: Client, article: Article, act: str, data: dict[str, Any] | None = None, **headers: str) -> Any:
    return client.post(reverse("admin:queue_act", args=[article.pk, act]), data or {}, **headers)  # type: ignore[arg-type]


def stored(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_a_verdict_leads_back_to_the_list_as_it_was():
    client, _ = logged_in("coder")
    article = ArticleFactory(title="Shells")
    response = press(client, article, "irrelevant", {"back": "language=en&page=2"})
    assert (response.status_code, response["Location"]) == (302, f"{reverse('admin:queue')}?language=en&page=2")
    assert stored(article).triage == "irrelevant"
    assert said(client.get(reverse("admin:queue"))) == ["Not an incident: Shells"]


def test_the_way_back_never_leads_elsewhere():
    client, _ = logged_in("coder")
    response = press(client, ArticleFactory(), "later", {"back": "https://example.org/?a"})
    assert response["Location"].startswith("/admin/queue/?")


@pytest.mark.parametrize(
    ("act", "label"), [("relevant", "Relevant"), ("irrelevant", "Not an incident"), ("later", "Put off")]
)
def test_a_script_is_answered_with_data(act, label):
    client, _ = logged_in("coder")
    article = ArticleFactory(title="Shells")
    answer = press(client, article, act, **DATA)
    assert answer.json() == {"article": article.pk, "said": f"{label}: Shells", "label": label, "state": act}


def test_what_is_refused_is_told_with_its_reason():
    client, _ = logged_in("coder")
    article = take(ArticleFactory(), by=user_with_role("coder")).article
    answer = press(client, article, "irrelevant", **DATA)
    assert (answer.status_code, answer.json()) == (409, {"problem": "Somebody else has it."})
    press(client, article, "irrelevant")
    assert said(client.get(reverse("admin:queue"))) == ["Somebody else has it."]
    assert stored(article).triage == "new"


def test_taking_leads_to_where_it_is_coded():
    client, ann = logged_in("coder")
    article = ArticleFactory()
    response = press(client, article, "take")
    assert response["Location"] == coding_address(article)
    assert CodingTask.objects.get().coder == ann


def test_next_takes_the_first_that_waits_and_says_when_nothing_does():
    client, _ = logged_in("coder")
    ArticleFactory()
    relevant = ArticleFactory(triage="relevant")
    assert client.post(reverse("admin:queue_next"))["Location"] == coding_address(relevant)
    CodingTask.objects.all().delete()
    Article.objects.all().delete()
    assert client.post(reverse("admin:queue_next"))["Location"] == reverse("admin:queue")
    assert said(client.get(reverse("admin:queue"))) == ["Nothing waits for you."]


def test_the_last_verdict_is_taken_back():
    client, _ = logged_in("coder")
    article = ArticleFactory(title="Shells")
    press(client, article, "irrelevant")
    answer = client.post(reverse("admin:queue_undo"), **DATA)  # type: ignore[arg-type]
    assert answer.json()["said"] == "Taken back. It is “new” again: Shells"
    assert stored(article).triage == "new"
    assert client.post(reverse("admin:queue_undo"), **DATA).status_code == 409  # type: ignore[arg-type]


def test_what_is_in_hand_is_finished_or_given_back():
    client, ann = logged_in("coder")
    first, second = ArticleFactory(), ArticleFactory()
    for article, act in ((first, "finish"), (second, "give-back")):
        take(article, by=ann)
        press(client, article, act)
    assert list(CodingTask.objects.order_by("id").values_list("state", flat=True)) == ["done", "given_back"]
    assert press(client, second, "finish", **DATA).json() == {"problem": "You do not have it."}
    assert press(client, second, "give-back", **DATA).json() == {"problem": "It is in nobody's hands."}


def test_a_reviewer_gives_back_for_somebody_who_does_not_touch_it():
    client, _ = logged_in("reviewer")
    article = take(ArticleFactory(), by=user_with_role("coder", username="ben")).article
    assert b"Give it back for ben" in client.get(reverse("admin:queue_article", args=[article.pk])).content
    press(client, article, "give-back")
    assert CodingTask.objects.get().state == "given_back"


@pytest.mark.parametrize("to", ["", "x", "0", "99999999999999999999999"])
def test_assigning_asks_to_whom(to):
    client, _ = logged_in("reviewer")
    answer = press(client, ArticleFactory(), "assign", {"to": to}, **DATA)
    assert (answer.status_code, answer.json()["problem"]) == (409, "Choose who should have it.")


def test_assigning_puts_it_in_their_hands():
    client, rita = logged_in("reviewer")
    ben = user_with_role("coder", username="ben")
    assert press(client, ArticleFactory(), "assign", {"to": ben.pk}, **DATA).json()["label"] == "Given to ben"
    task = CodingTask.objects.get()
    assert (task.coder, task.handed_by) == (ben, rita)


def test_an_act_nobody_knows_and_an_article_that_is_gone_are_not_found():
    client, _ = logged_in("coder")
    assert press(client, ArticleFactory(), "burn").status_code == 404
    assert client.post("/admin/queue/99999999999999999999999/later/").status_code == 404


@pytest.mark.parametrize("name", ["queue_next", "queue_undo", "queue_several"])
def test_nothing_is_done_by_a_get(name):
    client, _ = logged_in("coder")
    article = ArticleFactory()
    assert client.get(reverse(f"admin:{name}")).status_code == 405
    assert client.get(reverse("admin:queue_act", args=[article.pk, "take"])).status_code == 405
    assert not CodingTask.objects.exists()


def several(client: Client, *articles: Any, **data: Any) -> Any:
    return client.post(
        reverse("admin:queue_several"), {"article": [getattr(each, "pk", each) for each in articles], **data}
    )


def outcomes(response: Any) -> list[tuple[str, str, bool]]:
    return [(each.title, each.said, each.was_done) for each in response.context["outcomes"]]


def test_several_are_done_one_by_one_and_each_outcome_is_told():
    client, _ = logged_in("coder")
    free, coded = ArticleFactory(title="free"), ArticleFactory(title="coded", triage="coded")
    theirs = take(ArticleFactory(title="theirs"), by=user_with_role("coder")).article
    response = several(client, free, coded, theirs, 10**7, act="irrelevant")
    assert outcomes(response) == [
        ("free", "Not an incident", True), ("coded", "It has been coded.", False),
        ("theirs", "Somebody else has it.", False), ("", "There is no such article.", False),
    ]  # fmt: skip
    assert [stored(each).triage for each in (free, coded, theirs)] == ["irrelevant", "coded", "new"]
    assert "1 of 4 done" in response.content.decode()


def test_several_are_assigned_by_a_reviewer_and_by_no_coder():
    ben = user_with_role("coder", username="ben")
    articles = [ArticleFactory(), ArticleFactory()]
    refused = several(logged_in("coder")[0], *articles, act="assign", to=ben.pk)
    assert {each[2] for each in outcomes(refused)} == {False}
    assert not CodingTask.objects.exists()
    several(logged_in("reviewer")[0], *articles, act="assign", to=ben.pk)
    assert {task.coder for task in CodingTask.objects.all()} == {ben}


@pytest.mark.parametrize(
    ("data", "words"),
    [({"act": "burn"}, "Choose what to do"), ({"act": "assign"}, "Choose who should have them"),
     ({"act": "later", "article": []}, "Choose at least one article"),
     ({"act": "later", "article": [str(key) for key in range(201)]}, "at most 200")],
)  # fmt: skip
def test_what_was_not_chosen_is_asked_for(data, words):
    client, _ = logged_in("reviewer")
    response = client.post(reverse("admin:queue_several"), {"article": [ArticleFactory().pk], **data})
    assert response.status_code == 400
    assert words in response.content.decode()


def test_who_may_read_but_not_change_articles_gives_no_verdict():
    from django.contrib.auth.models import Permission

    reader = UserFactory()
    reader.user_permissions.add(Permission.objects.get(codename="view_article"))
    client, article = Client(), ArticleFactory()
    client.force_login(reader)
    page = client.get(reverse("admin:queue"), {"article": article.pk}).content.decode()
    assert "You may not code articles." in page
    assert "Next for me" not in page
    assert press(client, article, "irrelevant", **DATA).status_code == 409
    assert stored(article).triage == "new"
