"""The demo: what comes out of the worked case, in public, and that a second load changes nothing."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User

from articles.models import Article
from incidents.coding import quality
from incidents.models import ActorName, Incident
from incidents.models.publication import Publication
from incidents.seeding import load_demo
from incidents.seeding.demo import load_worked_case
from tests.factories import user_with_role

pytestmark = pytest.mark.django_db

EMBASSY, KILLING, DRONES = "iq-2022-01-13-us-embassy", "iq-2020-01-03-baghdad-airport", "iq-2022-01-03-baghdad-airport"


@pytest.fixture
def coder() -> User:
    return user_with_role("coder")


@pytest.fixture
def reviewer() -> User:
    return user_with_role("reviewer")


@pytest.fixture
def documents(coder, reviewer):
    load_worked_case(coder=coder, reviewer=reviewer)
    return {publication.code: publication.read() for publication in Publication.objects.live()}


def _cells(document):
    return {
        (cell["harm"], cell["group"]): (cell["state"], cell["low"], cell["best"], cell["high"], cell["contested"])
        for cell in document["cells"]
    }


def test_the_figures_of_the_embassy_attack_are_those_of_the_scheme(documents):
    assert _cells(documents[EMBASSY]) == {
        ("killed", "all"): ("not_mentioned", None, None, None, False),
        ("injured", "all"): ("figure", 2, 2, 3, True),
        ("injured", "civilian"): ("figure", 2, 2, 3, True),
        ("injured", "security_force"): ("figure", 0, None, 1, True),
    }
    injured = next(cell for cell in documents[EMBASSY]["cells"] if (cell["harm"], cell["group"]) == ("injured", "all"))
    assert (injured["origins"], injured["rule"]) == (2, "best-placed origin")


def test_no_report_of_casualties_is_neither_silence_nor_zero(documents):
    assert _cells(documents[DRONES]) == {
        ("killed", "all"): ("none_reported", None, None, None, False),
        ("injured", "all"): ("none_reported", None, None, None, False),
    }


def test_two_of_the_dead_are_a_floor_under_an_inquiry_that_counts_ten(documents):
    state, low, best, _, contested = _cells(documents[KILLING])["killed", "all"]
    assert (state, low, best, contested) == ("figure", 2, 10, False)


def test_responsibility_is_told_apart(documents):
    assert {code: document["responsibility"] for code, document in documents.items()} == {
        EMBASSY: "attributed",
        KILLING: "admitted",
        DRONES: "no_claim",
    }


def test_four_rockets_are_adopted_and_three_contradict_them(documents):
    embassy = documents[EMBASSY]
    four = next(weapon for weapon in embassy["weapons"] if weapon["best"] == 4)
    said = {
        (each["stance"], each["value"])
        for each in embassy["citations"]
        if (each["record"], each["field"]) == (four["ref"], "best")
    }
    assert ("contradicts", "3") in said
    assert ("compatible", "at least 4") in said


def test_the_same_remark_reads_otherwise_on_another_site(documents):
    embassy = documents[EMBASSY]
    remarks = {
        each["ref"] for each in embassy["statements"] if "John F. Kirby" in [who["name"] for who in each["speakers"]]
    }
    contradicted = {
        each["field"] for each in embassy["citations"] if each["record"] in remarks and each["stance"] == "contradicts"
    }
    assert contradicted == {"alleged_motive", "addressee"}


def test_copies_are_tied_to_their_origin(documents):
    counted = {each["statement"] for each in documents[EMBASSY]["casualty_counts"] if each["harm"] == "injured"}
    repeats = {each["ref"]: each["repeats"] for each in documents[EMBASSY]["statements"] if each["ref"] in counted}
    assert len(repeats) == 6
    assert len({origin or ref for ref, origin in repeats.items()}) == 2


def test_the_later_incidents_lead_to_the_killing_as_background_only(documents):
    for code in (EMBASSY, DRONES):
        relations = documents[code]["relations"]
        assert [each["kind"] for each in relations if each["to_incident"] == KILLING] == ["context_of"]


def test_the_outlets_are_named_and_none_of_their_texts_is_held(documents):
    outlets = {each["publisher"]["name"]: each for each in documents[EMBASSY]["articles"] if each["publisher"]}
    assert {"Al Arabiya English", "UrduPoint", "Arab News", "RT", "The Telegraph"} < set(outlets)
    assert {article["holding"] for article in outlets.values()} == {"reference_only"}


def test_every_text_that_is_held_says_that_it_is_a_demonstration(documents):
    held = Article.objects.exclude(text="")
    assert held.count() == 9
    assert all(article.text.startswith("DEMONSTRATION TEXT. It retells") for article in held)
    assert all(article.publisher is None and article.title.startswith("Demonstration: ") for article in held)


def test_nobody_is_quoted_in_direct_speech(documents):
    assert not [article.title for article in Article.objects.all() if set(article.text) & set('"“”„«»')]


def test_an_actor_is_found_by_any_spelling(documents):
    spellings = {
        "Moqtada Sadr": "Muqtada al-Sadr",
        "مقتدى الصدر": "Muqtada al-Sadr",
        "Qasem Soleimani": "Qassim Suleimani",
        "قاسم سليماني": "Qassim Suleimani",
        "Pentagon": "U.S. Department of Defense",
    }
    assert {each.name: each.actor.name for each in ActorName.objects.filter(name__in=spellings)} == spellings


def test_the_coder_codes_and_the_reviewer_publishes(documents, coder, reviewer):
    for incident in Incident.objects.all():
        events = incident.review_events.values_list("action", "by")
        assert list(events) == [("submit", coder.pk), ("publish", reviewer.pk)]


def test_nothing_blocks_and_no_part_is_left_uncited(documents):
    for incident in Incident.objects.all():
        problems = [problem for problem in quality.check(incident) if problem.blocks or problem.code == "uncited"]
        assert problems == []


def test_the_demo_has_the_case_and_a_thousand_events_and_loading_it_twice_changes_nothing(coder, reviewer):
    first: list[str] = []
    load_demo(coder=coder, reviewer=reviewer, progress=first.append)
    assert first == [
        "Places and a case coded in full ...", "Articles for practice wait in the reading queue.",
        "A thousand events of UCDP GED ...",
    ]  # fmt: skip
    waiting = Article.objects.filter(triage="new", queued_at__isnull=False)
    assert set(waiting.values_list("language", flat=True)) == {"en", "ar"}
    assert all("Demonstration" in each.text or "تجريبي" in each.text for each in waiting)
    parliament = waiting.get(title__contains="budget")
    assert all(each.relevance > parliament.relevance for each in waiting.exclude(pk=parliament.pk))
    assert Publication.objects.live().count() == Incident.objects.filter(status="published").count() == 1003
    before, again = _rows(), list[str]()
    load_demo(coder=coder, reviewer=reviewer, progress=again.append)
    assert _rows() == before
    assert again == ["The worked case is there already.", "The thousand events are there already."]


def _rows() -> dict[str, int]:
    """Every table of ours with its number of rows, the histories among them."""
    models = [model for app in ("articles", "incidents") for model in apps.get_app_config(app).get_models()]
    return {model.__name__: model._default_manager.count() for model in models}
