"""Is the same event found among many, by whoever may see it, in few queries, and are others left alone?"""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.template.loader import render_to_string
from django.test import RequestFactory

from incidents.coding.duplicates import Likeness, likely_pairs, likely_same
from incidents.coding.facts import facts_of, read, with_spots
from incidents.models import Incident, Relation
from incidents.models.incident import UNTITLED
from tests.factories import (
    ArticleFactory,
    CitationFactory,
    CodingTaskFactory,
    ExternalIdFactory,
    IncidentFactory,
    LocationFactory,
    PlaceFactory,
    RelationFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coder():
    return user_with_role("coder")


@pytest.fixture
def baghdad():
    return PlaceFactory(name="Baghdad", latitude="33.315", longitude="44.366")


def located(place, **fields) -> Incident:
    incident = IncidentFactory(**fields)
    LocationFactory(incident=incident, place=place)
    return incident


def found(incident: Incident, by: User, **options) -> list[Incident]:
    return [each.incident for each in likely_same(incident, by=by, **options)]


def test_the_same_event_is_found_and_the_reasons_are_told(coder, baghdad):
    draft = located(baghdad, title="Rockets at the US embassy", summary="Four rockets hit a school.")
    same = located(baghdad, title="Rocket attack on US embassy", summary="A school was hit by rockets.")
    located(baghdad, date_edtf="2022-02-01")
    located(PlaceFactory(name="Mosul", latitude="36.34", longitude="43.13"))
    (likeness,) = likely_same(draft, by=coder)
    assert likeness.incident == same
    assert likeness.score >= 85
    assert likeness.words == "very likely the same"
    assert likeness.reasons[:2] == ["same day", "same place: Baghdad"]


def test_likely_ones_come_first_and_no_more_than_asked_for(coder, baghdad):
    draft = located(baghdad)
    later = located(baghdad, date_edtf="2022-01-14")
    exact = located(baghdad)
    kindred = located(baghdad, attack_type="uav_attack")
    assert found(draft, coder) == [exact, kindred]
    assert found(draft, coder, limit=1) == [exact]
    exact.delete()
    kindred.delete()
    assert found(draft, coder) == [later]


def test_a_draft_that_is_not_stored_yet_is_compared_by_what_it_says(coder):
    same = IncidentFactory(title="Rockets hit the embassy", summary="Four rockets hit a school.")
    draft = Incident(
        title="Four rockets hit the embassy and a school", attack_type="indirect_fire", date_edtf="2022-01-13"
    )
    assert found(draft, coder) == [same]


def test_a_draft_without_a_date_finds_nothing(coder, baghdad):
    located(baghdad)
    assert found(Incident(title="Rockets", date_edtf=""), coder) == []
    assert found(Incident(title="Rockets", date_edtf="nonsense"), coder) == []


def test_that_two_drafts_have_no_title_yet_is_nothing_in_common(coder, baghdad):
    draft = located(baghdad, title=UNTITLED, summary="")
    located(baghdad, title=UNTITLED, summary="")
    assert "same words" not in str(likely_same(draft, by=coder)[0].reasons)


def test_a_place_that_lies_in_the_other_is_near(coder, baghdad):
    dora = PlaceFactory(name="Dora", kind="neighbourhood", parent=baghdad, latitude="33.25", longitude="44.4")
    draft, wide = located(dora), located(baghdad)
    assert found(draft, coder) == [wide]
    assert found(wide, coder) == [draft]


def test_a_point_of_its_own_counts_before_that_of_its_place(coder, baghdad):
    draft = located(baghdad)
    other = IncidentFactory()
    far = PlaceFactory(name="Karbala", latitude="32.6", longitude="44.0")
    LocationFactory(incident=other, place=far, latitude="33.316", longitude="44.367")
    (likeness,) = likely_same(draft, by=coder)
    assert "100 m away" in likeness.reasons


def test_a_neighbour_across_the_border_is_found(coder):
    draft = located(PlaceFactory(country="IQ", latitude="34.4", longitude="40.95"))
    other = located(PlaceFactory(country="SY", latitude="34.42", longitude="40.94"))
    assert found(draft, coder) == [other]


def test_imprecise_dates_are_searched_as_wide_as_they_are(coder, baghdad):
    draft = located(baghdad, date_edtf="2022-01-31", title="Rockets at the embassy")
    wide = located(baghdad, date_edtf="[2022-01-20..2022-02-03]", title="Rockets at the embassy")
    until = located(baghdad, date_edtf="[..2022-02-03]", title="Rockets at the embassy")
    assert set(found(draft, coder)) == {wide, until}


def test_merged_ones_and_those_somebody_has_compared_are_left_out(coder, baghdad):
    draft, target = located(baghdad), located(baghdad, date_edtf="2022-03-01")
    located(baghdad, status="merged", merged_into=target)
    told, telling = located(baghdad), located(baghdad)
    RelationFactory(incident=draft, kind="duplicate_of", to_series=None, to_incident=told)
    RelationFactory(incident=telling, kind="same_operation", to_series=None, to_incident=draft)
    assert found(draft, coder) == []
    Relation.objects.all().delete()
    assert set(found(draft, coder)) == {told, telling}


def test_two_rows_of_one_dataset_are_two_events(coder, baghdad):
    one, other = located(baghdad), located(baghdad)
    ExternalIdFactory(incident=one, scheme="acled")
    ExternalIdFactory(incident=other, scheme="acled")
    assert found(one, coder) == []
    other.external_ids.update(scheme="airwars")
    assert found(one, coder) == [other]


def test_a_shared_article_and_a_copy_of_it_are_reasons(coder, baghdad):
    wire = ArticleFactory(title="Rockets hit school")
    copy = ArticleFactory(title="School hit", republishes=wire)
    draft = located(baghdad, attack_type="unknown")
    cited = located(baghdad, attack_type="unknown")
    CitationFactory(incident=draft, article=copy)
    CitationFactory(incident=cited, article=wire)
    (likeness,) = likely_same(draft, by=coder)
    assert likeness.reasons[-1] == "they cite copies of one report: “School hit”"


def test_the_article_that_is_open_counts_before_anything_of_it_is_cited(coder, baghdad):
    article = ArticleFactory(title="Rockets hit school")
    cited = located(baghdad, title="A school")
    CitationFactory(incident=cited, article=article)
    (likeness,) = likely_same(Incident(title="New", date_edtf="2022-01-13"), by=coder, article=article, limit=1) or [
        None
    ]
    assert likeness is None, "one article, one day, and no place is not enough"
    draft = located(baghdad, title="New")
    assert "both cite “Rockets hit school”" in likely_same(draft, by=coder, article=article)[0].reasons
    assert "both cite" not in str(likely_same(draft, by=coder)[0].reasons)


def test_a_dataset_both_come_from_is_no_shared_report(coder, baghdad):
    dataset = ArticleFactory(kind="dataset_record")
    one, other = located(baghdad), located(baghdad)
    for incident in (one, other):
        CitationFactory(incident=incident, article=dataset)
    assert "cite" not in str(likely_same(one, by=coder)[0].reasons)


def test_a_blind_coding_of_the_same_article_is_never_suggested(baghdad):
    article, ann, ben = ArticleFactory(), user_with_role("coder"), user_with_role("coder")
    tasks = [
        CodingTaskFactory(article=article, coder=who, round=turn, is_double=True)
        for who, turn in ((ann, "first"), (ben, "second"))
    ]
    first, second = (located(baghdad, task=task) for task in tasks)
    assert found(first, ann) == found(second, ben) == []
    assert found(first, user_with_role("reviewer")) == [second]


def test_a_guest_is_suggested_only_what_they_may_read(baghdad):
    guest, draft, other = user_with_role("guest"), located(baghdad), located(baghdad)
    draft.assignments.create(user=guest, until="2099-01-01")
    assert found(draft, guest) == []
    other.assignments.create(user=guest, until="2099-01-01")
    assert found(draft, guest) == [other]


def test_a_suggestion_costs_at_most_five_queries(coder, baghdad, django_assert_max_num_queries):
    draft = located(baghdad)
    CitationFactory(incident=draft)
    for _ in range(8):
        CitationFactory(incident=located(baghdad))
    coder.has_perm("incidents.view_incident")  # as every request has asked before
    with django_assert_max_num_queries(5):
        for each in likely_same(draft, by=coder):
            assert each.incident.title
            assert each.incident.get_status_display()


def test_the_facts_are_the_same_read_one_by_one_and_many_at_once(baghdad):
    dora = PlaceFactory(name="Dora", parent=baghdad, country="", latitude=None, longitude=None)
    for place, fields in (
        (dora, {"latitude": "33.25", "longitude": "44.4"}),
        (baghdad, {"precision": "near"}),
        (dora, {}),
    ):
        LocationFactory(incident=IncidentFactory(), place=place, **fields)
    IncidentFactory()
    for row in with_spots(Incident.objects.all()):
        assert read(row) == facts_of(Incident.objects.get(pk=row.pk))


# The review queue


def test_what_is_in_work_is_paired_with_what_may_be_the_same(coder, baghdad):
    draft, live = located(baghdad), located(baghdad, status="published")
    (pair,) = likely_pairs(by=coder)
    assert (pair.incident, pair.other.incident) == (draft, live)


def test_two_in_work_are_one_pair(coder, baghdad):
    located(baghdad)
    located(baghdad)
    assert len(likely_pairs(by=coder)) == 1


def test_a_pair_that_was_compared_or_is_held_apart_by_a_dataset_is_no_pair(coder, baghdad):
    one, other = located(baghdad), located(baghdad)
    tie = RelationFactory(incident=one, kind="possible_link", to_series=None, to_incident=other)
    assert likely_pairs(by=coder) == []
    tie.delete()
    ExternalIdFactory(incident=one)
    ExternalIdFactory(incident=other)
    assert likely_pairs(by=coder) == []


def test_what_an_import_left_as_it_came_is_not_in_work(coder, baghdad):
    imported = located(baghdad)
    ExternalIdFactory(incident=imported, imported_at_version=imported.version)
    located(baghdad, status="published")
    assert likely_pairs(by=coder) == []
    Incident.objects.filter(pk=imported.pk).update(version=2)
    assert len(likely_pairs(by=coder)) == 1


def test_no_pair_of_incidents_without_a_place_or_a_date(coder):
    IncidentFactory.create_batch(2)
    assert likely_pairs(by=coder) == []
    assert likely_pairs(by=user_with_role("reviewer")) == []


def test_pairs_cost_no_more_queries_for_more_incidents(coder, baghdad, django_assert_max_num_queries):
    for day in range(1, 20):
        located(baghdad, date_edtf=dt.date(2022, 1, day).isoformat())
    coder.has_perm("incidents.view_incident")
    with django_assert_max_num_queries(8):
        assert len(likely_pairs(by=coder, limit=5)) == 5


# What the desk shows


def fragment(likely: list[Likeness], **context: object) -> str:
    return render_to_string("desk/_duplicates.html", {"likely": likely, **context}, request=RequestFactory().get("/"))


def test_the_fragment_shows_score_reasons_and_a_form_that_posts_where_it_is_told():
    incident = IncidentFactory(title="Rockets <b>", code="iq-1")
    shown = fragment([Likeness(incident, 72, ["same day", "1.2 km away"])], add_article_to="/desk/add/")
    assert "Likely the same</b>: same day; 1.2 km away" in shown
    assert "Rockets &lt;b&gt;" in shown
    assert '<form method="post" action="/desk/add/">' in shown
    assert f'name="incident" value="{incident.pk}"' in shown
    assert "csrfmiddlewaretoken" in shown
    assert "Compare and merge" not in shown


def test_the_fragment_offers_merging_where_it_is_told_from_what():
    incident = IncidentFactory()
    shown = fragment([Likeness(incident, 60, [])], merge_from=17)
    assert f"/admin/incidents/incident/17/review/merge/?into={incident.pk}" in shown
    assert "<form" not in shown
    assert fragment([]).strip() == ""
