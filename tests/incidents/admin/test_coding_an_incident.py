"""Can an incident be entered with all its rows in one go, and is what does not fit told beside its field?"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from incidents.models import Citation, Incident, Location, Relation, Statement, WeaponUse
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    IncidentFactory,
    LocationFactory,
    PinnedFigureFactory,
    PlaceFactory,
    SeriesFactory,
    StatementFactory,
    WeaponUseFactory,
)
from tests.incidents.admin.pages import add_row, errors_of, filled_in, logged_in, new_incident, page_of

pytestmark = pytest.mark.django_db

ADD = "admin:incidents_incident_add"


@pytest.fixture
def client() -> Client:
    return logged_in("coder")[0]


def save(client: Client, data: dict[str, Any], incident: Incident | None = None) -> Any:
    address = page_of(incident) if incident else reverse(ADD)
    return client.post(address, data | {"_continue": "1"})


def weapon(**values: Any) -> dict[str, Any]:
    return {"type": "rocket", "side": "attacker", **values}


def statement(**values: Any) -> dict[str, Any]:
    common = {"about_incident": "on", "about_certainty": "explicit", "voice": "publisher", "status": "current"}
    return {**common, "kind": "account", **values}


def citation(article: Any, **values: Any) -> dict[str, Any]:
    return {"article": article.pk, "basis": "stated", "stance": "supports", **values}


def test_rows_that_point_to_each_other_are_saved_in_one_go(client: Client) -> None:
    article, place, actor = ArticleFactory(), PlaceFactory(), ActorFactory()
    data = new_incident(client)
    impact = add_row(
        data, "locations", place=place.pk, role="impact", precision="site", certainty="certain", is_primary="on"
    )
    school = add_row(
        data, "targets", name="A school", type="education", role="struck", certainty="certain", location=impact
    )
    salvo = add_row(data, "weapons", **weapon(said="4", target=school))
    add_row(data, "weapons", **weapon(said="1", subset_of=salvo, endpoint=impact))
    said = add_row(data, "statements", **statement(voice="named", speakers=[actor.pk], basis="authority_named"))
    toll = add_row(data, "casualty_counts", statement=said, scope=salvo, harm="injured", group="all", said="at least 2")
    add_row(
        data, "citations", **citation(article, exact="Two people were slightly hurt", bears_on=f"casualty_count:{toll}")
    )

    response = save(client, data)

    assert errors_of(response) == {}
    incident = Incident.objects.get()
    part = WeaponUse.objects.get(subset_of__isnull=False)
    assert (part.subset_of.best, part.subset_of.target.name, part.endpoint.place) == (4, "A school", place)
    count = incident.casualty_counts.get()
    assert (count.count_kind, count.low, count.best, count.high) == ("at_least", 2, 2, None)
    assert list(count.statement.speakers.all()) == [actor]
    quote = Citation.objects.get()
    assert (quote.casualty_count, article.text[quote.start : quote.end]) == (count, "Two people were slightly hurt")


def test_a_new_incident_is_a_draft_of_its_coder() -> None:
    client, coder = logged_in("coder")
    save(client, new_incident(client, status="published", version="7"))
    incident = Incident.objects.get()
    assert (incident.status, incident.version, incident.created_by) == ("draft", 1, coder)


def test_any_change_of_a_row_raises_the_version_of_the_incident(client: Client) -> None:
    incident = IncidentFactory()
    data = filled_in(client.get(page_of(incident)))
    add_row(data, "notes", kind="context", body="A government was being formed.")
    save(client, data, incident)
    incident.refresh_from_db()
    assert incident.version == 2


def test_saving_without_a_change_writes_nothing(client: Client) -> None:
    incident = IncidentFactory()
    LocationFactory(incident=incident)
    StatementFactory(incident=incident, voice="named").speakers.add(ActorFactory())
    data = filled_in(client.get(page_of(incident)))
    histories = Incident.history.count(), Location.history.count(), Statement.history.count()
    assert errors_of(save(client, data, incident)) == {}
    incident.refresh_from_db()
    assert incident.version == 1
    assert (Incident.history.count(), Location.history.count(), Statement.history.count()) == histories


def test_a_row_of_another_incident_cannot_be_pointed_to(client: Client) -> None:
    incident, foreign = IncidentFactory(), WeaponUseFactory()
    data = filled_in(client.get(page_of(incident)))
    add_row(data, "weapons", **weapon(subset_of=foreign.pk))
    assert "not part of the incident" in errors_of(save(client, data, incident))["weapons-0-subset_of"][0]
    assert not incident.weapons.exists()


@pytest.mark.parametrize("reference", ["#weapons-99", "#", "x", "9" * 30, "#statements-0"])
def test_a_reference_that_means_nothing_is_told_beside_the_field(client: Client, reference: str) -> None:
    incident = IncidentFactory()
    data = filled_in(client.get(page_of(incident)))
    add_row(data, "weapons", **weapon(subset_of=reference))
    assert "weapons-0-subset_of" in errors_of(save(client, data, incident))


def test_a_row_cannot_point_to_one_that_is_being_deleted(client: Client) -> None:
    incident = IncidentFactory()
    whole = WeaponUseFactory(incident=incident)
    WeaponUseFactory(incident=incident, subset_of=whole)
    data = filled_in(client.get(page_of(incident))) | {"weapons-0-DELETE": "on"}
    assert "being deleted" in errors_of(save(client, data, incident))["weapons-1-subset_of"][0]
    assert WeaponUse.objects.count() == 2


def test_a_row_and_all_that_point_to_it_can_be_deleted_together(client: Client) -> None:
    incident = IncidentFactory()
    account = StatementFactory(incident=incident)
    incident.casualty_counts.create(statement=account, harm="injured", count_kind="none_reported")
    data = filled_in(client.get(page_of(incident)))
    data |= {"statements-0-DELETE": "on", "casualty_counts-0-DELETE": "on"}
    assert errors_of(save(client, data, incident)) == {}
    assert not incident.statements.exists()


def test_the_primary_location_can_move_to_another_row(client: Client) -> None:
    incident = IncidentFactory()
    first, second = LocationFactory(incident=incident), LocationFactory(incident=incident, is_primary=False)
    data = filled_in(client.get(page_of(incident)))
    del data["locations-0-is_primary"]
    data["locations-1-is_primary"] = "on"
    assert errors_of(save(client, data, incident)) == {}
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_primary, second.is_primary) == (False, True)


def test_two_primary_locations_are_refused_beside_the_second(client: Client) -> None:
    incident = IncidentFactory()
    LocationFactory(incident=incident)
    data = filled_in(client.get(page_of(incident)))
    add_row(
        data,
        "locations",
        place=PlaceFactory().pk,
        role="impact",
        precision="site",
        certainty="certain",
        is_primary="on",
    )
    assert list(errors_of(save(client, data, incident))) == ["locations-1-is_primary"]


def test_a_named_voice_needs_its_speaker_beside_the_field(client: Client) -> None:
    incident = IncidentFactory()
    data = filled_in(client.get(page_of(incident)))
    add_row(data, "statements", **statement(voice="named"))
    assert list(errors_of(save(client, data, incident))) == ["statements-0-speakers"]


def test_an_incident_dated_after_its_article_is_refused_beside_the_date(client: Client) -> None:
    incident = IncidentFactory()
    data = filled_in(client.get(page_of(incident))) | {"date_edtf": "2022-01-15"}
    add_row(data, "citations", **citation(ArticleFactory(published_edtf="2022-01-14"), exact="a rocket hit a school"))
    assert list(errors_of(save(client, data, incident))) == ["date_edtf"]
    assert not incident.citations.exists()


def test_an_article_of_the_same_day_is_accepted(client: Client) -> None:
    incident = IncidentFactory(date_edtf="2022-01-14")
    data = filled_in(client.get(page_of(incident)))
    add_row(data, "citations", **citation(ArticleFactory(published_edtf="2022-01-14"), exact="a rocket hit a school"))
    assert errors_of(save(client, data, incident)) == {}


@pytest.mark.parametrize(
    ("said", "problem"),
    [("fourish", "said"), ("0", "said"), ("zero", "said"), ("6-4", "said"), ("9999999999", "said")],
)
def test_a_number_nobody_can_read_is_told_beside_it(client: Client, said: str, problem: str) -> None:
    incident = IncidentFactory()
    data = filled_in(client.get(page_of(incident)))
    add_row(data, "weapons", **weapon(said=said))
    assert list(errors_of(save(client, data, incident))) == [f"weapons-0-{problem}"]


def test_numbers_that_do_not_fit_their_kind_are_told_in_words(client: Client) -> None:
    incident = IncidentFactory()
    data = filled_in(client.get(page_of(incident)))
    add_row(data, "weapons", **weapon(count_kind="exact", low="4", best="5", high="5"))
    assert "same number" in errors_of(save(client, data, incident))["weapons-0-count_kind"][0]


def test_numbers_without_a_kind_are_refused(client: Client) -> None:
    incident = IncidentFactory()
    data = filled_in(client.get(page_of(incident)))
    add_row(data, "weapons", **weapon(best="4"))
    assert list(errors_of(save(client, data, incident))) == ["weapons-0-count_kind"]


def test_a_relation_needs_the_end_that_fits_its_kind(client: Client) -> None:
    incident = IncidentFactory()
    data = filled_in(client.get(page_of(incident)))
    add_row(data, "relations", kind="same_operation", certainty="certain", to_series=SeriesFactory().pk)
    assert set(errors_of(save(client, data, incident))) == {"relations-0-to_incident", "relations-0-to_series"}


def test_an_incident_related_to_itself_is_refused_beside_the_field(client: Client) -> None:
    incident = IncidentFactory()
    data = filled_in(client.get(page_of(incident)))
    add_row(data, "relations", kind="same_operation", certainty="certain", to_incident=incident.pk)
    assert list(errors_of(save(client, data, incident))) == ["relations-0-to_incident"]


def test_retaliation_can_be_asserted_by_a_statement_that_is_not_saved_yet(client: Client) -> None:
    incident, earlier = IncidentFactory(), IncidentFactory()
    data = filled_in(client.get(page_of(incident)))
    said = add_row(data, "statements", **statement())
    add_row(data, "relations", kind="retaliation_for", certainty="possible", to_incident=earlier.pk, asserted_by=said)
    assert errors_of(save(client, data, incident)) == {}
    assert Relation.objects.get().asserted_by == incident.statements.get()


def test_what_only_the_database_refuses_is_told_beside_the_form_with_the_input_kept() -> None:
    client, _ = logged_in("reviewer")
    incident = IncidentFactory()
    for harm in ("injured", "killed"):
        PinnedFigureFactory(incident=incident, harm=harm)
    data = filled_in(client.get(page_of(incident))) | {"title": "Kept in the form"}
    data |= {"pinned_figures-0-harm": "killed", "pinned_figures-1-harm": "injured"}
    response = save(client, data, incident)
    assert response.status_code == 200
    assert response.context["adminform"].form["title"].value() == "Kept in the form"
    assert errors_of(response)[""] == ["This figure is pinned already."]
    assert [each.harm for each in incident.pinned_figures.order_by("pk")] == ["injured", "killed"]


def test_the_code_is_fixed_once_it_has_been_public(client: Client) -> None:
    incident = IncidentFactory(code="iq-2022-01-13-first", status="withdrawn")
    data = filled_in(client.get(page_of(incident))) | {"code": "another-code", "title": "Changed"}
    save(client, data, incident)
    incident.refresh_from_db()
    assert (incident.code, incident.title) == ("iq-2022-01-13-first", "Changed")


def test_an_unknown_time_zone_is_told_beside_the_field(client: Client) -> None:
    incident = IncidentFactory()
    data = filled_in(client.get(page_of(incident))) | {"timezone": "Baghdad"}
    assert list(errors_of(save(client, data, incident))) == ["timezone"]


@pytest.mark.parametrize(("typed", "stored"), [("iraq", "IQ"), ("iq", "IQ"), ("", "")])
def test_a_country_is_typed_by_name_or_code(client: Client, typed: str, stored: str) -> None:
    incident = IncidentFactory()
    data = filled_in(client.get(page_of(incident)))
    add_row(data, "targets", type="education", role="struck", certainty="certain", nationality=typed)
    assert errors_of(save(client, data, incident)) == {}
    assert incident.targets.get().nationality == stored


def test_coordinates_are_kept_with_five_decimals_and_come_in_pairs(client: Client) -> None:
    incident = IncidentFactory()
    common = {"place": PlaceFactory().pk, "role": "impact", "precision": "site", "certainty": "certain"}
    data = filled_in(client.get(page_of(incident)))
    add_row(data, "locations", latitude="33.29951234567", longitude="44.3947", **common)
    add_row(data, "locations", latitude="33.3", **common)
    assert list(errors_of(save(client, data, incident))) == ["locations-1-longitude"]
    data["locations-1-longitude"] = "44.4"
    assert errors_of(save(client, data, incident)) == {}
    assert str(incident.locations.first().latitude) == "33.299510"


@pytest.mark.parametrize("field", ["summary", "verification_note"])
def test_a_text_without_end_is_told_beside_the_field(field: str):
    client, _ = logged_in("coder")
    incident = IncidentFactory()
    data = filled_in(client.get(page_of(incident))) | {field: "word " * 5_000}
    assert field in errors_of(client.post(page_of(incident), data))
    incident.refresh_from_db()
    assert incident.version == 1


def test_speakers_that_no_column_can_hold_are_told_beside_the_field():
    client, _ = logged_in("coder")
    incident = IncidentFactory()
    data = filled_in(client.get(page_of(incident)))
    add_row(data, "statements", kind="account", voice="named", about_incident="on", about_certainty="explicit",
            status="current", speakers=["99999999999999999999"])  # fmt: skip
    assert "statements-0-speakers" in errors_of(client.post(page_of(incident), data))
