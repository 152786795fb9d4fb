import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from articles.models import Article
from incidents.models import Citation, ExternalId, Incident, Location, Note, Place
from incidents.models.bulk import insert, make, next_keys
from tests.factories import ArticleFactory, IncidentFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def values_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize("model", [Article, Citation, ExternalId, Incident, Location, Note])
def test_a_made_row_is_what_the_model_itself_would_make(model, time_machine_at):
    time_machine_at("2022-02-01T12:00Z")
    assert values_of(make(model)) == values_of(model())


def test_a_made_row_knows_the_rows_it_points_to(django_assert_num_queries):
    incident, article = IncidentFactory(), ArticleFactory()
    citation = make(Citation, incident=incident, article=article, location=None, exact="in Baghdad")
    with django_assert_num_queries(0):
        assert (citation.incident, citation.article, citation.location) == (incident, article, None)
    assert (citation.incident_id, citation.article_id, citation.location_id) == (incident.pk, article.pk, None)


def test_made_rows_share_no_default():
    first, second = make(ExternalId), make(ExternalId)
    first.record["id"] = "1"
    assert second.record == {}


def test_inserted_rows_read_back_as_they_were_made(time_machine_at):
    time_machine_at("2026-11-23T10:00:00Z")
    place = PlaceFactory()
    incident = make(Incident, code="ucdp-1", title="One", attack_type="unknown", date_edtf="[2013-01-03..2013-01-05]")
    with transaction.atomic():
        incident.id = next(next_keys(Incident, 1))
        insert([incident])
        insert(
            [make(Location, incident=incident, place=place, precision="near", latitude=Decimal("1.50000"), longitude=2)]
        )
        insert([make(ExternalId, incident=incident, scheme="ucdp_ged", value="1", record={"a": "\r\n\x07é"})])
    stored = Incident.objects.get(code="ucdp-1")
    assert (stored.date_earliest, stored.date_latest) == (dt.date(2013, 1, 3), dt.date(2013, 1, 5))
    assert stored.created_at == stored.updated_at == dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)
    assert values_of(Location.objects.get())["latitude"] == Decimal("1.5")
    assert ExternalId.objects.get().record == {"a": "\r\n\x07é"}


def test_reserved_keys_are_nobody_elses():
    before = PlaceFactory()
    with transaction.atomic():
        keys = list(next_keys(Place, 3))
        insert([make(Place, id=key, name=f"Place {key}", kind="settlement") for key in keys])
    after = PlaceFactory()
    assert len({before.pk, *keys, after.pk}) == 5
    assert Place.objects.count() == 5


def test_a_row_the_database_refuses_is_refused_as_anywhere_else():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([make(Note, incident=IncidentFactory(), kind="no such kind", body="x")])


def test_nothing_to_insert_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert([])
