"""Can somebody decide between two codings on the page, and does it say what is wrong beside what is wrong?"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.admin.decision_fields import suggested_code
from incidents.admin.sides import FIELDS
from incidents.coding.compared import NOT_COMPARED
from incidents.coding.editing import take_next_turn
from incidents.models import Adjudication, Incident, WeaponUse
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    CasualtyCountFactory,
    CitationFactory,
    IncidentFactory,
    LocationFactory,
    PlaceFactory,
    StatementFactory,
    WeaponUseFactory,
)
from tests.incidents.admin.pages import logged_in
from tests.incidents.coding.codings import coded, decided, task, two_codings

pytestmark = pytest.mark.django_db

QUEUE = "admin:adjudication_queue"


def address(incident: Incident) -> str:
    assert incident.task is not None
    return reverse("admin:adjudication", args=[incident.task.article_id])


def sent(page: Any, **answers: str) -> dict[str, str]:
    """What the browser would send if the page were answered so; what it shows as chosen stays."""
    form = page.context["form"]
    shown = {bound.html_name: str(bound.value() or "") for bound in form if bound.value()}
    return shown | answers


def errors(page: Any) -> dict[str, list[str]]:
    return {name: [str(each) for each in said] for name, said in page.context["form"].errors.items()}


@pytest.fixture
def client() -> Client:
    return logged_in("reviewer")[0]


@pytest.fixture
def two() -> tuple[Incident, Incident]:
    return two_codings(attack_type="shooting", code="iq-2022-01-13-other")


def test_both_codings_stand_beside_each_other_with_their_words(client: Client, two: Any) -> None:
    first, second = two
    CitationFactory(incident=first, article=first.task.article, field="attack_type", exact="a rocket hit a school")
    theirs = WeaponUseFactory(incident=second, type="small_arms", note="From a car.")
    CitationFactory(incident=second, article=first.task.article, weapon_use=theirs, exact="the army said")
    page = client.get(address(first)).content.decode()
    for said in ("Rockets, mortars", "Shooting", "a rocket hit a school", "From a car.", "the army said", first.code):
        assert said in page
    assert str(second.created_by) not in page  # the words decide, not their author


def test_only_what_differs_is_asked(client: Client, two: Any) -> None:
    first, _ = two
    [pair] = client.get(address(first)).context["pairs"]
    assert [each.question.name for each in pair.asked] == ["attack_type"]
    assert len(pair.agreed) == len(FIELDS) - 1


def test_a_decision_is_written_and_shown(client: Client, two: Any) -> None:
    first, second = two
    weapon = WeaponUseFactory(incident=second)
    data = sent(client.get(address(first)), **{
        f"{first.pk}-attack_type": "second", f"weapon_use-0-{weapon.pk}": "second", "reason": "Read again.",
    })  # fmt: skip
    response = client.post(address(first), data, follow=True)
    assert response.redirect_chain == [(address(first), 302)]
    first.refresh_from_db()
    assert (first.attack_type, WeaponUse.objects.filter(incident=first).count()) == ("shooting", 1)
    page = response.content.decode()
    for said in ("the second", "Read again.", str(first.created_by), str(second.created_by), first.code):
        assert said in page


def test_every_disagreement_must_be_decided_and_answers_are_kept(client: Client, two: Any) -> None:
    first, second = two
    weapon = WeaponUseFactory(incident=second)
    page = client.post(address(first), sent(client.get(address(first)), **{f"{first.pk}-attack_type": "first"}))
    assert errors(page) == {f"weapon_use-0-{weapon.pk}": ["Decide this."]}
    assert page.context["form"][f"{first.pk}-attack_type"].value() == "first"
    assert not Adjudication.objects.exists()


def test_our_own_words_are_the_first_coders_unless_somebody_prefers_the_others(client: Client) -> None:
    first, second = two_codings(title="Another title", summary="Another summary.")
    client.post(address(first), sent(client.get(address(first)), **{f"{first.pk}-summary": "second"}))
    kept = Incident.objects.get(pk=first.pk)
    assert (kept.title, kept.summary) == (first.title, second.summary)


def test_a_value_of_ones_own_needs_its_reason(client: Client, two: Any) -> None:
    first, _ = two
    name = f"{first.pk}-attack_type"
    data = sent(client.get(address(first)), **{name: "own", f"{name}-own": "grenade"})
    assert errors(client.post(address(first), data)) == {f"{name}-why": ["Say why it is neither of both."]}
    client.post(address(first), data | {f"{name}-why": "Thrown by hand."})
    [entry] = [each for each in Adjudication.objects.get().decisions if each["kind"] == "field"]
    assert entry == {
        "kind": "field", "incident": first.code, "label": "attack type", "chosen": "own", "own": "Grenade",
        "first": "Rockets, mortars, artillery, missiles", "second": "Shooting", "reason": "Thrown by hand.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("attack_type", "no-such-code", "Select a valid choice"),
        ("attack_type", "", "Attack type"),
        ("date_edtf", "13.1.2022", ""),
        ("time_start", "25:99", "Enter a valid time"),
        ("embargo_until", "soon", "Enter a valid date"),
    ],
)
def test_a_malformed_value_is_refused_in_words(client: Client, field: str, value: str, said: str) -> None:
    changes = {
        "attack_type": "shooting", "date_edtf": "2022-01-12", "time_start": "22:30", "embargo_until": "2022-05-01",
    }  # fmt: skip
    first, _ = two_codings(**{field: changes[field]})
    name = f"{first.pk}-{field}"
    data = sent(client.get(address(first)), **{name: "own", f"{name}-own": value, f"{name}-why": "So."})
    page = client.post(address(first), data)
    told = " ".join([*errors(page).get(f"{name}-own", []), *page.context["problems"]])
    assert said in told
    assert told
    assert not Adjudication.objects.exists()


def test_a_blank_of_ones_own_says_that_no_source_states_it(client: Client) -> None:
    first, _ = two_codings(part_of_day="night", time_kind="part_of_day")
    Incident.objects.filter(pk=first.pk).update(part_of_day="evening", time_kind="part_of_day")
    data = sent(client.get(address(first)))
    for field in ("part_of_day",):
        data |= {f"{first.pk}-{field}": "own", f"{first.pk}-{field}-own": "", f"{first.pk}-{field}-why": "No source."}
    page = client.post(address(first), data)
    assert page.context["problems"] == ["Part of day: Say which part of the day."]


def test_rows_that_do_not_fit_are_refused_in_a_sentence_and_answers_are_kept(client: Client, two: Any) -> None:
    first, second = two
    count = CasualtyCountFactory(incident=second, statement=StatementFactory(incident=second, speaker_text="a witness"))
    answers = {
        f"{first.pk}-attack_type": "first", f"statement-0-{count.statement_id}": "none",
        f"casualty_count-0-{count.pk}": "second",
    }  # fmt: skip
    page = client.post(address(first), sent(client.get(address(first)), **answers))
    assert page.status_code == 409
    assert "rests on a statement that is not kept" in page.content.decode()
    assert page.context["form"][f"casualty_count-0-{count.pk}"].value() == "second"


@pytest.mark.parametrize("answer", ["third", "both", "\x00", "'"])
def test_an_answer_that_is_none_is_refused_beside_its_question(client: Client, two: Any, answer: str) -> None:
    first, _ = two
    page = client.post(address(first), sent(client.get(address(first)), **{f"{first.pk}-attack_type": answer}))
    assert list(errors(page)) == [f"{first.pk}-attack_type"]


@pytest.mark.parametrize("seen", ["", "x", "1:2:3", "1", "9" * 60, "٣:١", "-1:-1"])
def test_a_page_that_does_not_say_what_it_showed_decides_nothing(client: Client, two: Any, seen: str) -> None:
    first, _ = two
    data = sent(client.get(address(first)), **{f"{first.pk}-attack_type": "first", "seen": seen})
    assert client.post(address(first), data).status_code in (200, 409)
    assert not Adjudication.objects.exists()


def test_a_change_meanwhile_is_told_and_the_page_can_be_sent_again(client: Client, two: Any) -> None:
    first, _ = two
    data = sent(client.get(address(first)), **{f"{first.pk}-attack_type": "second"})
    take_next_turn_of(first)
    page = client.post(address(first), data)
    assert page.status_code == 409
    assert "Look at it again first" in page.content.decode()
    assert client.post(address(first), sent(page)).status_code == 302
    assert Adjudication.objects.count() == 1


def take_next_turn_of(incident: Incident) -> None:
    take_next_turn(Incident.objects.get(pk=incident.pk))


def test_of_two_who_decide_the_second_is_told(two: Any) -> None:
    first, _ = two
    clients = [logged_in("reviewer")[0], logged_in("editor")[0]]
    pages = [sent(each.get(address(first)), **{f"{first.pk}-attack_type": "second"}) for each in clients]
    assert clients[0].post(address(first), pages[0]).status_code == 302
    page = clients[1].post(address(first), pages[1])
    assert page.status_code == 409
    assert "Somebody else has decided between these codings meanwhile." in page.content.decode()
    assert Adjudication.objects.count() == 1


def test_who_has_coded_the_article_sees_neither_coding(two: Any) -> None:
    article = ArticleFactory()
    client, reviewer = logged_in("reviewer")
    own = coded(task(article, "second", coder=reviewer), title="Their own")
    coded(task(article, "first"), title="Not for their eyes")
    page = client.get(address(own))
    assert page.status_code == 409
    assert "Somebody else must decide." in page.content.decode()
    assert "Not for their eyes" not in page.content.decode()
    assert client.post(address(own), {"seen": ""}).status_code == 409


# Which incidents are the same


@pytest.fixture
def several() -> list[Incident]:
    """Two incidents of the first coder, one of the second, which is like the first of them."""
    article = ArticleFactory()
    first = task(article, "first")
    made = [coded(first), coded(first, date_edtf="2020-05-05", attack_type="clash")]
    return [*made, coded(task(article, "second"))]


def test_what_only_one_of_them_has_is_kept_or_set_aside(client: Client, several: Any) -> None:
    first, lone, _ = several
    page = client.get(address(first))
    assert [(each.turn, each.coding.incident) for each in page.context["alone"]] == [("first", lone)]
    data = sent(page, **{f"{lone.pk}-keep": "no"})
    assert client.post(address(first), data, follow=True).status_code == 200
    assert [each.status for each in Incident.objects.order_by("pk")] == ["draft", "withdrawn", "merged"]


def test_somebody_can_say_which_incidents_are_the_same(client: Client, several: Any) -> None:
    first, lone, second = several
    asked = f"{address(first)}?with-{first.pk}=&with-{lone.pk}={second.pk}"
    page = client.get(asked)
    [pair] = page.context["pairs"]
    assert (pair.first.incident, pair.second.incident) == (lone, second)
    answers = {f"{first.pk}-keep": "yes", f"{lone.pk}-attack_type": "first", f"{lone.pk}-date_edtf": "second"}
    client.post(asked, sent(page, **answers))
    second.refresh_from_db()
    assert second.merged_into == lone
    assert [(each["first"], each["second"]) for each in Adjudication.objects.get().decisions[:2]] == [
        (lone.code, second.code), (first.code, ""),
    ]  # fmt: skip


def test_one_incident_cannot_be_two(client: Client, several: Any) -> None:
    first, lone, second = several
    page = client.get(f"{address(first)}?with-{first.pk}={second.pk}&with-{lone.pk}={second.pk}")
    assert "cannot be two of the first" in page.content.decode()
    page = client.post(f"{address(first)}?with-{first.pk}={second.pk}&with-{lone.pk}={second.pk}", sent(page))
    assert page.status_code == 409
    assert not Adjudication.objects.exists()


@pytest.mark.parametrize("value", ["0", "x", "%00", "99999999999999999999"])
def test_an_unknown_incident_is_told_beside_its_field(client: Client, several: Any, value: str) -> None:
    first = several[0]
    page = client.get(f"{address(first)}?with-{first.pk}={value}")
    assert page.status_code == 200
    assert "Select a valid choice" in page.content.decode()


# Codes


def test_what_is_kept_gets_a_code_for_readers(client: Client) -> None:
    first, _ = two_codings(code="draft-5e6f")
    Incident.objects.filter(pk=first.pk).update(code="draft-1a2b")
    LocationFactory(incident=first, place=PlaceFactory(name="Al Karrādah, East", country="IQ"))
    page = client.get(address(first))
    assert page.context["form"][f"{first.pk}-code"].value() == "iq-2022-01-13-al-karradah-east"
    location = first.locations.get()
    draft = sent(page, **{f"{first.pk}-code": "draft-1a2b", f"location-{location.pk}-0": "first"})
    assert list(errors(client.post(address(first), draft))) == [f"{first.pk}-code"]
    client.post(address(first), draft | {f"{first.pk}-code": "iq-2022-01-13-karrada"})
    assert Incident.objects.get(pk=first.pk).code == "iq-2022-01-13-karrada"


@pytest.mark.parametrize("code", ["", "Not A Code", "a" * 49, "ends-", "ä"])
def test_a_code_that_is_none_is_refused_beside_its_field(client: Client, two: Any, code: str) -> None:
    first, _ = two
    data = sent(client.get(address(first)), **{f"{first.pk}-attack_type": "first", f"{first.pk}-code": code})
    assert list(errors(client.post(address(first), data))) == [f"{first.pk}-code"]


def test_a_code_that_is_taken_is_refused_in_a_sentence(client: Client, two: Any) -> None:
    first, _ = two
    IncidentFactory(code="taken")
    data = sent(client.get(address(first)), **{f"{first.pk}-attack_type": "first", f"{first.pk}-code": "taken"})
    page = client.post(address(first), data)
    assert page.context["problems"] == ["Code: Incident with this Code already exists."]


def test_a_code_that_people_chose_is_kept_and_one_without_facts_is_left_to_them() -> None:
    assert suggested_code(IncidentFactory(code="iq-2022-01-13-school")) == "iq-2022-01-13-school"
    assert suggested_code(IncidentFactory(code="draft-1a2b")) == ""


# Without a second coding, and without an incident


def test_a_coding_can_be_let_go_without_a_second_one_for_a_reason(client: Client) -> None:
    incident = coded(task(ArticleFactory(), "first"))
    data = sent(client.get(address(incident)), **{f"{incident.pk}-keep": "yes"})
    assert list(errors(client.post(address(incident), data))) == ["reason"]
    client.post(address(incident), data | {"reason": "Nobody else reads Persian."})
    assert Adjudication.objects.get().reason == "Nobody else reads Persian."


def test_that_neither_found_an_incident_can_be_decided(client: Client) -> None:
    article = ArticleFactory()
    task(article, "first"), task(article, "second")
    where = reverse("admin:adjudication", args=[article.pk])
    page = client.get(where)
    assert "Neither of them found an incident" in page.content.decode()
    assert client.post(where, sent(page), follow=True).status_code == 200
    assert Adjudication.objects.exists()


# The queue and the start page


def test_what_waits_stands_in_the_queue_and_on_the_start_page(client: Client, two: Any) -> None:
    first, _ = two
    for where in (reverse(QUEUE), reverse("admin:index")):
        page = client.get(where).content.decode()
        assert f'href="{address(first)}"' in page, where
    decided(first)
    assert f'href="{address(first)}"' not in client.get(reverse("admin:index")).content.decode()
    assert "Decided lately" in client.get(reverse(QUEUE)).content.decode()


def test_the_start_page_says_nothing_of_second_codings_where_there_are_none(client: Client, settings: Any) -> None:
    assert "Second coding" not in client.get(reverse("admin:index")).content.decode()
    settings.ATTEST_DOUBLE_CODING_SHARE = 10
    assert "Second coding" in client.get(reverse("admin:index")).content.decode()
    assert "Second coding" not in logged_in("coder")[0].get(reverse("admin:index")).content.decode()


def test_what_waits_for_a_decision_does_not_stand_in_the_queue_of_review(client: Client, two: Any) -> None:
    Incident.objects.update(status="in_review")
    page = client.get(reverse("admin:index"))
    [waiting] = [each for each in page.context["queues"] if each.title == "In review"]
    assert waiting.rows == []


@pytest.mark.parametrize("key", [0, 999_999, 10**30])
def test_an_article_that_is_not_there_is_not_found(client: Client, key: int) -> None:
    assert client.get(f"/admin/incidents/adjudication/{key}/").status_code == 404


def test_the_page_asks_no_more_for_more_rows(client: Client, django_assert_max_num_queries: Any) -> None:
    first, second = two_codings()
    with CaptureQueriesContext(connection) as before:
        client.get(address(first))
    for incident in (first, second):
        for number in range(6):
            statement = StatementFactory(incident=incident, speaker_text=f"witness {number} of {incident.code}")
            statement.speakers.add(ActorFactory())
            CasualtyCountFactory(incident=incident, statement=statement)
            LocationFactory(incident=incident, is_primary=False)
    # The places, and the places these lie in, are asked for once there are any.
    with django_assert_max_num_queries(len(before) + 4):
        assert client.get(address(first)).status_code == 200


def test_every_field_a_coder_fills_in_is_decided_on() -> None:
    """What the page asks and what it leaves out are all there is; a new field is asked by itself."""
    left_out = {name for name, reason in NOT_COMPARED[Incident].items() if reason in ("a key", "work log")}
    derived = {"date_earliest", "date_latest", "code", "folded"}
    assert {field.name for field in Incident._meta.fields} - set(FIELDS) == (left_out | derived) - {"embargo_until"}
