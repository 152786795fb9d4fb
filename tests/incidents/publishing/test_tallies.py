"""Publishing, superseding, withdrawing, merging and blanking leave the tallies of exactly what is live."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction

from incidents.models import Incident, Publication, PublicationFacet, PublicationName, PublicationTally
from incidents.publishing import close, gather, write
from incidents.publishing.tallies import differences
from tests.factories import PlaceFactory, PublicationFactory, WeaponUseFactory, ready_incident

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2022, 1, 14, 12, tzinfo=dt.UTC)


def publish(*incidents: Incident) -> None:
    write(gather(incidents), by=None, at=NOON)


def wrong() -> list[str]:
    """Where the tallies are not what a fresh count gives."""
    tables: Any = (Publication, PublicationFacet, PublicationTally, PublicationName)
    return list(differences(*(model.objects for model in tables)))


def by_months(facet: str, **fields: Any) -> dict[str, int]:
    rows = PublicationTally.objects.filter(facet=facet, other="", **fields)
    return {row.value: row.incidents for row in rows}


def names(facet: str) -> dict[str, int]:
    return dict(PublicationName.objects.filter(facet=facet).values_list("value", "incidents"))


def test_what_is_published_is_counted() -> None:
    one, two = ready_incident(attack_type="clash"), ready_incident(attack_type="shooting")
    WeaponUseFactory(incident=one, type="rocket")
    WeaponUseFactory(incident=two, type="rocket")
    publish(one, two)
    assert by_months("attack_type") == {"clash": 1, "shooting": 1}
    assert names("weapon") == {"rocket": 2}
    assert wrong() == []


def test_a_new_version_is_counted_in_the_place_of_the_one_before() -> None:
    incident = ready_incident(attack_type="clash")
    publish(incident, ready_incident(attack_type="clash"))
    incident.attack_type = "shooting"
    incident.save()
    publish(incident)
    assert by_months("attack_type") == {"clash": 1, "shooting": 1}
    assert wrong() == []


def test_what_is_withdrawn_is_counted_no_more_and_leaves_no_empty_row() -> None:
    incident = ready_incident()
    WeaponUseFactory(incident=incident, type="rocket")
    publish(incident)
    publish(incident)
    close([incident.code], state="withdrawn", reason="False", at=NOON)
    assert not PublicationTally.objects.exists()
    assert not PublicationName.objects.exists()


def test_closing_twice_counts_once() -> None:
    one, two = ready_incident(), ready_incident()
    publish(one, two)
    close([one.code], state="withdrawn", reason="False", at=NOON)
    close([one.code], state="merged", reason="Later", at=NOON, redirect_code="other")
    assert sum(by_months("country").values()) == 1
    assert wrong() == []


def test_publishing_more_coarsely_is_counted_once() -> None:
    incident = ready_incident()
    incident.locations.update(
        place=PlaceFactory(parent=PlaceFactory(name="Karkh", kind="adm2"), latitude="33.298", longitude="44.395")
    )
    publish(incident)
    incident.sensitivity = "coarse"
    publish(incident)
    assert sum(by_months("precision").values()) == 1
    assert wrong() == []


def test_what_comes_back_after_it_was_withdrawn_is_counted_again() -> None:
    incident = ready_incident()
    publish(incident)
    close([incident.code], state="withdrawn", reason="False", at=NOON)
    publish(incident)
    assert sum(by_months("country").values()) == 1
    assert wrong() == []


def test_a_publication_that_is_taken_back_is_not_counted() -> None:
    with transaction.atomic():
        publish(ready_incident())
        assert PublicationTally.objects.exists()
        transaction.set_rollback(True)
    assert not PublicationTally.objects.exists()


def test_months_are_those_of_the_first_and_the_last_day_and_open_ones_are_nothing() -> None:
    PublicationFactory(date_edtf="2022-01-31/2022-02-01")
    PublicationFactory(date_edtf="2022-03-05/..")
    PublicationFactory(date_edtf="")
    rows = PublicationTally.objects.filter(facet="country", other="").order_by("first_month")
    january, march = 2021 * 12 + 1, 2021 * 12 + 3
    assert [(row.first_month, row.last_month) for row in rows] == [(0, 0), (january, january + 1), (march, 0)]


def test_figures_are_added_with_how_many_told_them_and_those_of_the_discounted_are_not() -> None:
    told = {"killed_state": "figure", "killed_low": 2, "killed_best": 3, "injured_state": "none", "injured_low": 0}
    PublicationFactory(**told)
    PublicationFactory(**told, killed_high=7)
    PublicationFactory(**told, verification="discounted", nowhere=True)
    row = PublicationTally.objects.get(facet="country", other="")
    assert (row.incidents, row.with_point, row.discounted, row.fatal) == (3, 2, 1, True)
    assert (row.killed_figures, row.killed_low_sum, row.killed_low_told) == (2, 4, 2)
    assert (row.killed_best_sum, row.killed_high_sum, row.killed_high_told) == (6, 7, 1)
    assert (row.injured_figures, row.injured_low_sum, row.injured_low_told, row.injured_best_told) == (2, 0, 2, 0)


def test_two_facets_are_counted_together_over_all_time() -> None:
    PublicationFactory(attack_type="clash", country="IQ", date_edtf="2022-01-13")
    PublicationFactory(attack_type="clash", country="IQ", date_edtf="2021-01-13")
    PublicationFactory(attack_type="clash", country="SY")
    rows = PublicationTally.objects.filter(facet="attack_type", other="country").order_by("other_value")
    assert [(row.value, row.other_value, row.incidents) for row in rows] == [("clash", "IQ", 2), ("clash", "SY", 1)]


def test_what_no_tally_should_say_is_told() -> None:
    PublicationFactory(weapon=["rocket"])
    PublicationName.objects.create(facet="weapon", value="grenade", incidents=1)
    PublicationTally.objects.filter(facet="country", other="").delete()
    assert [each.partition(":")[0] for each in wrong()] == [
        f"('country', '', 'IQ', '', {2021 * 12 + 1}, {2021 * 12 + 1}, False)",
        "('weapon', 'grenade')",
    ]


def test_a_version_that_counts_as_the_one_before_leaves_the_tallies_as_they_are() -> None:
    incident = ready_incident()
    publish(incident)
    before = list(PublicationTally.objects.order_by("pk").values())
    publish(incident)
    assert list(PublicationTally.objects.order_by("pk").values()) == before
