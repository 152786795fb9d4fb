"""Does the page of agreement measure what it is asked to, say when that is little, and give the units as a file?"""

import csv
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from incidents.coding.compared import FIELDS
from tests.factories import ArticleFactory, UserFactory
from tests.incidents.admin.pages import logged_in
from tests.incidents.coding.codings import coded, decided, task, two_codings

pytestmark = pytest.mark.django_db

PAGE = "admin:agreement"
FILE = "admin:agreement_units"


@pytest.fixture
def client() -> Client:
    return logged_in("reviewer")[0]


def rows(client: Client, **query: str) -> dict[str, Any]:
    return {row.field.name: row for row in client.get(reverse(PAGE), query).context["table"]}


def test_nothing_is_said_where_nothing_was_coded_twice(client: Client) -> None:
    page = client.get(reverse(PAGE)).content.decode()
    assert "No article has been coded by two people" in page
    assert "Alpha" not in page


def test_each_field_has_its_units_its_disagreements_and_its_alpha(client: Client) -> None:
    two_codings()
    two_codings(attack_type="shooting")
    two_codings(attack_type="clash", stage="foiled")
    found = rows(client)
    attack = found["attack_type"].agreement
    assert (attack.units, attack.disagreements, round(attack.percent)) == (3, 2, 33)
    # Six values: four of indirect fire, one shooting, one clash. Observed: 2 units of 3 differ. Expected by chance: of
    # the 30 ordered pairs of different values 8 + 8 + 2 = 18. So 1 - 5 * 2 / 9 = -1/9.
    assert attack.alpha == pytest.approx(-1 / 9)
    assert [(each.first, each.second) for each in found["stage"].differences] == [("Completed", "Foiled")]
    page = client.get(reverse(PAGE)).content.decode()
    assert "This is a tiny sample" in page
    assert "All values are the same: agreement cannot be told from chance." in page
    assert "nan" not in page.lower().split()


def test_the_disagreements_lead_to_the_article(client: Client) -> None:
    first, _ = two_codings(attack_type="shooting")
    where = reverse("admin:adjudication", args=[first.task.article_id])
    assert f'href="{where}"' in client.get(reverse(PAGE)).content.decode()


def test_incidents_that_only_one_coder_has_are_listed_and_weigh_on_nothing(client: Client) -> None:
    first, _ = two_codings()
    coded(first.task, title="A second incident", date_edtf="2020-05-05", attack_type="clash")
    page = client.get(reverse(PAGE))
    assert [(each.turn, each.told.title) for each in page.context["unmatched"]] == [("first", "A second incident")]
    assert rows(client)["attack_type"].agreement.units == 1
    assert "A second incident" in page.content.decode()


def test_what_was_decided_is_measured_as_it_was_coded(client: Client) -> None:
    first, _ = two_codings(attack_type="shooting")
    decided(first)
    assert rows(client)["attack_type"].agreement.disagreements == 1


def test_it_can_be_asked_for_two_coders_and_for_a_time(client: Client) -> None:
    ann, ben, cem = (UserFactory(username=name) for name in ("ann", "ben", "cem"))
    for first, second, day in ((ann, ben, "01"), (ben, ann, "05"), (ann, cem, "09")):
        article = ArticleFactory()
        for turn, coder in (("first", first), ("second", second)):
            coded(task(article, turn, coder=coder, done_at=f"2022-02-{day}T12:00Z"))
    pair = "-".join(map(str, sorted((ann.pk, ben.pk))))
    form = client.get(reverse(PAGE)).context["form"]
    assert [label for _, label in form.fields["coders"].choices] == ["everybody", "ann and ben", "ann and cem"]
    counts = {
        name: rows(client, **query)["attack_type"].agreement.units
        for name, query in {
            "all": {}, "pair": {"coders": pair}, "since": {"since": "2022-02-05"}, "until": {"until": "2022-02-05"},
            "both": {"coders": pair, "since": "2022-02-02"},
        }.items()
    }  # fmt: skip
    assert counts == {"all": 3, "pair": 2, "since": 2, "until": 2, "both": 1}


@pytest.mark.parametrize("query", [{"coders": "1-2-3"}, {"coders": "x"}, {"since": "soon"}, {"until": "2022-02-30"}])
def test_a_question_that_is_not_understood_shows_its_error_and_no_rows(client: Client, query: dict[str, str]) -> None:
    two_codings()
    page = client.get(reverse(PAGE), query)
    assert page.status_code == 200
    assert list(page.context["form"].errors) == list(query)
    assert page.context["table"] == []
    answer = client.get(reverse(FILE), query)
    assert answer.status_code == 400
    assert answer.content.decode().startswith(next(iter(query)))


def test_an_unknown_filter_of_the_file_is_refused(client: Client) -> None:
    answer = client.get(reverse(FILE), {"coder": "1"})
    assert (answer.status_code, answer.content) == (400, b"coder: there is no such filter.")


def units(client: Client, **query: str) -> list[dict[str, str]]:
    response: Any = client.get(reverse(FILE), query)
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(text.splitlines(keepends=True), strict=True))


def test_the_file_has_a_row_for_each_unit_and_field(client: Client) -> None:
    first, second = two_codings(attack_type="shooting")
    lone = coded(second.task, date_edtf="2020-05-05", attack_type="clash")
    found = units(client)
    assert len(found) == 2 * len(FIELDS)
    [both, alone] = [row for row in found if row["field"] == "attack_type"]
    assert both == {
        "article": str(first.task.article_id), "article_title": first.task.article.title,
        "done_at": "2022-01-20T12:00:00Z", "decided": "no", "first_coder": str(first.created_by),
        "second_coder": str(second.created_by), "first_incident": first.code, "second_incident": second.code,
        "field": "attack_type", "level": "nominal", "first_value": "indirect_fire", "second_value": "shooting",
        "same": "no",
    }  # fmt: skip
    assert (alone["first_incident"], alone["second_incident"], alone["same"]) == ("", lone.code, "")


def test_a_title_that_a_spreadsheet_would_run_is_made_harmless(client: Client) -> None:
    article = ArticleFactory(title="=1+1")
    for turn in ("first", "second"):
        coded(task(article, turn))
    assert {row["article_title"] for row in units(client)} == {"'=1+1"}


def test_nobody_measures_an_article_they_are_coding(client: Client) -> None:
    own, reviewer = logged_in("reviewer")
    article = ArticleFactory(title="Blind to it")
    coded(task(article, "first")), coded(task(article, "second", coder=reviewer))
    assert own.get(reverse(PAGE)).context["found"] == []
    assert units(own) == []
    assert len(client.get(reverse(PAGE)).context["found"]) == 1


@pytest.mark.parametrize("name", [PAGE, FILE])
def test_it_is_only_read(client: Client, name: str) -> None:
    assert client.post(reverse(name)).status_code == 405


def test_more_articles_cost_no_more_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        two_codings()
    with django_assert_max_num_queries(30):
        client.get(reverse(PAGE))
