import datetime as dt
import hashlib
import json

import pytest
from django.db import IntegrityError

from incidents.models import Publication, PublicationFacet, PublicState
from incidents.publishing import close, gather, write
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    CasualtyCountFactory,
    CitationFactory,
    ExternalIdFactory,
    IncidentFactory,
    InvolvementFactory,
    LocationFactory,
    PlaceFactory,
    RelationFactory,
    SeriesFactory,
    StatementFactory,
    TargetFactory,
    WeaponUseFactory,
    ready_incident,
)

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2022, 1, 14, 12, tzinfo=dt.UTC)


def publish(*incidents, at=NOON, note=""):
    return write(gather(incidents), by=None, at=at, change_note=note)[-1]


def test_the_document_is_its_own_bytes_and_its_hash_is_theirs():
    publication = publish(ready_incident())
    assert publication.sha256 == hashlib.sha256(publication.document.encode()).hexdigest()
    document = json.loads(publication.document)
    assert publication.document == json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert Publication.objects.get().document == publication.document


def test_versions_are_chained_by_their_hashes():
    incident = ready_incident()
    first = publish(incident)
    second = publish(incident)
    assert (first.previous_sha256, second.previous_sha256) == ("", first.sha256)
    assert list(Publication.objects.order_by("version").values_list("version", "state")) == [
        (1, "superseded"),
        (2, "live"),
    ]
    assert second.read()["previous_sha256"] == first.sha256


def test_the_columns_follow_from_the_document():
    publication = publish(ready_incident(code="iq-1", title="A rocket hit a school"))
    assert (publication.code, publication.title, publication.attack_type) == (
        "iq-1",
        "A rocket hit a school",
        "indirect_fire",
    )
    assert (publication.date_earliest, publication.date_precision) == (dt.date(2022, 1, 13), "day")
    assert (publication.latitude, publication.longitude, publication.country) == (33.3, 44.4, "IQ")
    assert publication.cell is not None
    assert (publication.injured_state, publication.injured_low, publication.injured_best) == ("figure", 2, 2)
    assert (publication.killed_state, publication.killed_low, publication.killed_best) == ("not_mentioned", None, None)
    assert (publication.number_of_articles, publication.number_of_origins) == (1, 1)
    assert " rocket " in publication.search_text
    assert " iq 1 " in publication.search_text


def test_the_articles_counted_are_those_cited_and_not_what_they_lead_to():
    incident = ready_incident()
    StatementFactory(incident=incident, original=ArticleFactory(), wording="asserted")
    CitationFactory(incident=incident, article=ArticleFactory(republishes=ArticleFactory()))
    publication = publish(incident)
    assert (publication.number_of_articles, len(publication.read()["articles"])) == (2, 4)


def test_what_an_incident_has_several_of_becomes_facets():
    incident = ready_incident()
    WeaponUseFactory(incident=incident, type="rocket")
    WeaponUseFactory(incident=incident, type="rocket")
    TargetFactory(incident=incident, type="education")
    accusation = StatementFactory(incident=incident, kind="accusation", wording="asserted")
    accusation.accused.add(ActorFactory(name="Militias", kind="label"))
    publish(incident)
    found = set(PublicationFacet.objects.exclude(facet__in=["place", "publisher"]).values_list("facet", "value"))
    assert found == {("weapon", "rocket"), ("target", "education"), ("accused", "Militias")}


def test_actors_become_facets_by_their_role_and_series_by_membership():
    incident = ready_incident()
    InvolvementFactory(incident=incident, actor=ActorFactory(name="A militia"), role="side_a")
    TargetFactory(incident=incident, actor=ActorFactory(name="An embassy"))
    TargetFactory(incident=incident, actor=None)
    minister = StatementFactory(incident=incident, voice="named", on_behalf_of=ActorFactory(name="A ministry"))
    minister.speakers.add(ActorFactory(name="A spokesman"))
    hidden = StatementFactory(incident=incident, voice="anonymous")
    hidden.speakers.add(ActorFactory(name="Colonel Secret"))
    RelationFactory(incident=incident, kind="part_of", to_series=SeriesFactory(name="The strikes of spring"))
    StatementFactory(incident=incident, about_incident=False, series=SeriesFactory(name="Only spoken of"))
    publish(incident)
    named = PublicationFacet.objects.filter(facet__in=["involved", "targeted", "speaker", "series"])
    assert set(named.values_list("facet", "value")) == {
        ("involved", "A militia"),
        ("targeted", "An embassy"),
        ("speaker", "A ministry"),
        ("speaker", "A spokesman"),
        ("series", "The strikes of spring"),
    }


def test_only_the_live_version_has_facets():
    incident, other = ready_incident(code="iq-1"), ready_incident(code="iq-2")
    for each in (incident, other):
        WeaponUseFactory(incident=each, type="rocket")
    publish(incident, other)
    publish(incident)
    weapons = PublicationFacet.objects.filter(facet="weapon").values_list("publication__code", "publication__version")
    assert set(weapons) == {("iq-1", 2), ("iq-2", 1)}
    close(["iq-1"], state="withdrawn", reason="In doubt.", at=NOON)
    assert set(weapons.all()) == {("iq-2", 1)}


def test_ties_and_series_become_facets_for_what_is_live_only():
    incident, live = ready_incident(), ready_incident(code="live-one")
    publish(live)
    for other in (live, ready_incident(code="draft-one")):
        RelationFactory(incident=incident, kind="same_operation", to_series=None, to_incident=other)
    RelationFactory(incident=incident, kind="part_of", to_series=SeriesFactory(name="Strikes"), to_incident=None)
    StatementFactory(incident=incident, series=SeriesFactory(name="Only spoken of"))
    publish(incident)
    found = PublicationFacet.objects.filter(facet__in=["related", "series"])
    assert set(found.values_list("facet", "value")) == {("related", "live-one"), ("series", "Strikes")}


def test_downloads_find_the_same_lists_in_the_row_itself():
    incident = ready_incident()
    for weapon in ("rocket", "mortar", "rocket"):
        WeaponUseFactory(incident=incident, type=weapon)
    publication = publish(incident)
    assert (publication.weapons, publication.accused) == ("mortar\nrocket", "")


def test_no_key_of_the_database_stands_in_the_document():
    for _ in range(7):
        ready_incident()
    first = publish(ready_incident(code="same"))
    document = first.read()
    assert document["locations"][0]["ref"] == "location-1"
    assert document["casualty_counts"][0]["statement"] == "statement-1"
    assert {each["article"] for each in document["citations"]} == {"article-1"}


def test_relations_lead_only_to_what_is_public():
    incident, hidden, public = ready_incident(), ready_incident(code="hidden"), ready_incident(code="public")
    publish(public)
    RelationFactory(incident=incident, kind="same_operation", to_series=None, to_incident=hidden)
    RelationFactory(incident=incident, kind="same_operation", to_series=None, to_incident=public)
    publication = publish(incident)
    assert [each["to_incident"] for each in publication.read()["relations"]] == ["public"]
    assert "hidden" not in publication.document


def test_names_of_anonymous_speakers_stay_out():
    incident = ready_incident()
    statement = StatementFactory(incident=incident, kind="account", voice="anonymous", speaker_text="two officials")
    statement.speakers.add(ActorFactory(name="Colonel Secret"))
    publication = publish(incident)
    assert "Colonel Secret" not in publication.document
    assert "Colonel Secret".lower() not in publication.search_text
    assert "two officials" in publication.document


@pytest.mark.parametrize("scheme", ["acled", "gtd", "airwars", "other"])
def test_the_row_of_a_dataset_that_may_not_be_passed_on_stays_out(scheme):
    incident = ready_incident()
    ExternalIdFactory(incident=incident, scheme=scheme, value="IRQ1", record={"notes": "In their words"})
    ExternalIdFactory(incident=incident, scheme="ucdp_ged", value="412", record={"best": "5"})
    publication = publish(incident)
    told = {each["scheme"]: (each["value"], each["record"]) for each in publication.read()["external_ids"]}
    assert told == {scheme: ("IRQ1", {}), "ucdp_ged": ("412", {"best": "5"})}
    assert "In their words" not in publication.document


def test_the_text_of_an_article_stays_out_but_for_cited_spans_of_300_characters():
    long = "word " * 100
    article = ArticleFactory(text=f"Before the quote. {long}After the quote.", note="No byline in this copy.")
    incident = ready_incident()
    CitationFactory(incident=incident, article=article, exact=long.strip())
    document = publish(incident).document
    assert "After the quote" not in document
    assert "Before the quote" not in document
    assert "No byline in this copy." in document
    quotes = [citation["exact"] for citation in json.loads(document)["citations"]]
    assert max(map(len, quotes)) == 300


def test_a_place_held_back_leaves_no_trace():
    district = PlaceFactory(name="Karkh", kind="adm2", latitude="33.3", longitude="44.3")
    school = PlaceFactory(name="Al Amal School", kind="site", parent=district, latitude="33.298", longitude="44.395")
    incident = IncidentFactory(sensitivity="coarse", title="Rocket attack", summary="A rocket.")
    article = ArticleFactory(dateline="AL AMAL", text="A rocket fell behind the mill at Al Amal.")
    location = LocationFactory(incident=incident, place=school, relation_text="behind the mill", precision="site")
    CitationFactory(incident=incident, article=article, location=location, exact="behind the mill at Al Amal")
    TargetFactory(incident=incident, location=location)
    WeaponUseFactory(incident=incident, endpoint=location)
    ExternalIdFactory(incident=incident, record={"latitude": "33.298"})
    publication = publish(incident)
    for trace in ("Al Amal", "AL AMAL", "mill", "33.298", "44.395"):
        assert trace not in publication.document
    assert (publication.latitude, publication.place) == (33.3, "Karkh")
    assert "amal" not in publication.search_text
    assert not PublicationFacet.objects.filter(value__contains="Amal").exists()


def test_publishing_more_coarsely_blanks_the_older_versions_and_keeps_their_hashes():
    district = PlaceFactory(name="Karkh", kind="adm2")
    incident = ready_incident()
    incident.locations.update(place=PlaceFactory(parent=district, latitude="33.298", longitude="44.395"))
    first = publish(incident)
    incident.sensitivity = "coarse"
    second = publish(incident)
    blanked = Publication.objects.get(version=1)
    assert (blanked.state, blanked.document, blanked.sha256) == ("blanked", "", first.sha256)
    assert (blanked.latitude, blanked.cell, blanked.title, blanked.search_text) == (None, None, "", "")
    assert (second.previous_sha256, second.state) == (first.sha256, "live")
    assert not PublicationFacet.objects.filter(publication=blanked).exists()


def test_publishing_as_coarsely_as_before_keeps_the_older_versions():
    incident = ready_incident(sensitivity="coarse")
    publish(incident)
    publish(incident)
    assert Publication.objects.get(version=1).state == "superseded"


def test_a_closed_version_stays_as_it_was_closed():
    incident = ready_incident()
    publish(incident)
    close([incident.code], state="withdrawn", reason="False", at=NOON)
    close([incident.code], state="merged", reason="Later", at=NOON, redirect_code="other")
    assert Publication.objects.get().closed_reason == "False"


def test_the_database_holds_one_live_version_an_incident():
    publication = publish(ready_incident())
    publication.pk, publication.version = None, 2
    with pytest.raises(IntegrityError):
        publication.save()


def test_every_write_moves_the_public_state():
    incident = ready_incident()
    publish(incident)
    assert PublicState.objects.get().version == 1
    publish(incident)
    close([incident.code], state="withdrawn", reason="x", at=NOON)
    assert (PublicState.objects.get().version, PublicState.objects.get().changed_at) == (3, NOON)


def test_closing_what_was_never_public_leaves_the_public_state_alone():
    close([IncidentFactory().code], state="merged", reason="x", at=NOON, redirect_code="other")
    assert not PublicState.objects.exists()


def test_two_outlets_of_one_statement_count_once():
    incident = ready_incident()
    military = StatementFactory(incident=incident, voice="unnamed", basis="authority_named")
    copy = StatementFactory(incident=incident, voice="unnamed", basis="authority_named", repeats=military)
    incident.casualty_counts.all().delete()
    for statement in (military, copy):
        CasualtyCountFactory(incident=incident, statement=statement, harm="killed", low=5, best=5, high=5)
    cell = publish(incident).read()["cells"][0]
    assert (cell["harm"], cell["group"], cell["origins"], cell["rule"]) == ("killed", "all", 1, "only figure")


def test_statements_that_repeat_each_other_in_a_loop_are_one_origin():
    incident = ready_incident()
    incident.casualty_counts.all().delete()
    one = StatementFactory(incident=incident)
    other = StatementFactory(incident=incident, repeats=one)
    type(one).objects.filter(pk=one.pk).update(repeats=other)
    for statement in (one, other):
        CasualtyCountFactory(incident=incident, statement=statement)
    assert publish(incident).read()["cells"][1]["origins"] == 1


def test_publishing_many_takes_as_many_queries_as_publishing_a_few(django_assert_max_num_queries):
    few, many = [ready_incident() for _ in range(2)], [ready_incident() for _ in range(12)]
    publish(*few)
    with django_assert_max_num_queries(26):
        publish(*many)
