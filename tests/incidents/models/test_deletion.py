"""Tests of what goes with what: a draft goes with all its rows, and nothing goes that another row stands on."""

import pytest
from django.db.models import Model, ProtectedError, RestrictedError

from articles.models import Article
from incidents.models import CasualtyCount, Citation, Incident, Location, Relation, Statement, WeaponUse
from tests.factories import (
    ActorFactory,
    CasualtyCountFactory,
    CitationFactory,
    IncidentFactory,
    InvolvementFactory,
    LocationFactory,
    RelationFactory,
    StatementFactory,
    TargetFactory,
    WeaponUseFactory,
)
from tests.rows import ROW

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    """An incident whose rows hold on to each other."""
    incident = IncidentFactory()
    location = LocationFactory(incident=incident)
    target = TargetFactory(incident=incident, location=location)
    salvo = WeaponUseFactory(incident=incident, origin=location, target=target)
    rocket = WeaponUseFactory(incident=incident, subset_of=salvo)
    statement = StatementFactory(incident=incident)
    StatementFactory(incident=incident, repeats=statement)
    side = InvolvementFactory(incident=incident)
    count = CasualtyCountFactory(incident=incident, statement=statement, scope=rocket, involvement=side)
    CitationFactory(incident=incident, casualty_count=count)
    RelationFactory(
        incident=incident, kind="retaliation_for", to_series=None, to_incident=IncidentFactory(), asserted_by=statement
    )
    return incident


def test_a_draft_goes_with_all_its_rows_and_leaves_the_articles(draft):
    draft.delete()
    for part in (Location, WeaponUse, Statement, CasualtyCount, Citation, Relation):
        assert not part.objects.exists(), part
    assert Incident.objects.count() == 1
    assert Article.objects.count() == 1


def test_a_statement_stays_while_a_toll_or_a_relation_rests_on_it(draft):
    statement = CasualtyCount.objects.get().statement
    with pytest.raises(RestrictedError):
        statement.delete()
    CasualtyCount.objects.all().delete()
    with pytest.raises(RestrictedError):
        statement.delete()
    Relation.objects.all().delete()
    statement.delete()
    assert list(Statement.objects.values_list("repeats", flat=True)) == [None]


def test_a_weapon_group_stays_while_a_toll_speaks_of_it(draft):
    rocket = WeaponUse.objects.get(subset_of__isnull=False)
    with pytest.raises(RestrictedError):
        rocket.delete()


def test_an_incident_that_went_through_review_stays(draft):
    draft.review_events.create(action="submit", from_status="draft", to_status="in_review")
    with pytest.raises(ProtectedError):
        draft.delete()


def test_what_incidents_share_stays_while_one_of_them_uses_it(draft):
    speaker = ActorFactory()
    ROW[Statement](relayed_by=speaker)
    other = Incident.objects.get(relations_here__incident=draft)
    shared: list[Model] = [Location.objects.get().place, Citation.objects.get().article, other, speaker]
    for used in shared:
        with pytest.raises(ProtectedError):
            used.delete()
